import { describe, expect, test } from 'vitest'
import { deliver } from '../../demo/world/deliver.ts'
import { describeWorld, makeWorld, nextEvents } from '../../demo/world/make-world.ts'
import type { Happening, TrailRecord } from '../../demo/world/record.ts'
import { readRecord } from '../../src/event/read-record.ts'
import { instant } from '../../src/lib/instant.ts'

const NOW = instant(Date.UTC(2026, 10, 23, 18, 0, 30))
const MINUTE = 60_000
const DAY = 86_400_000

const world = makeWorld({ now: NOW })
const happenings = [...world.happenings()]
const byId = new Map(happenings.map(({ record }) => [record.eventID, record]))

describe('a world', () => {
  test('is the same for the same seed and now, and another for another seed', () => {
    const said = (seed: number) => JSON.stringify([...makeWorld({ now: NOW, seed, days: 2 }).happenings()])

    expect(said(1)).toBe(said(1))
    expect(said(1)).not.toBe(said(2))
  })

  test('has every event once, in order of time, within its days', () => {
    expect(byId.size).toBe(happenings.length)
    expect(happenings.length).toBeGreaterThan(50_000)
    for (const [i, { at }] of happenings.entries()) {
      expect(at >= (happenings[i - 1]?.at ?? NOW - 30 * DAY) && at < NOW).toBe(true)
    }
  })

  test('holds every type of userIdentity that CloudTrail knows, and events without one', () => {
    const types = new Set(happenings.map(({ record }) => record.userIdentity.type ?? ''))

    expect([...types].sort()).toEqual([
      '',
      'AWSAccount',
      'AWSService',
      'AssumedRole',
      'Directory',
      'FederatedUser',
      'IAMUser',
      'IdentityCenterUser',
      'Role',
      'Root',
      'SAMLUser',
      'Unknown',
      'WebIdentityUser',
    ])
  })

  test('is made of records that are read without loss', () => {
    for (const { at, record } of happenings) {
      const event = readRecord(JSON.parse(JSON.stringify(record)))

      expect(event).toMatchObject({ id: record.eventID, time: at, account: record.recipientAccountId })
    }
  }, 30_000)

  test('has only visibly fake accounts, and addresses that are kept for documentation', () => {
    const address = /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$|^[a-z.]+\.amazonaws\.com$|^AWS Internal$/
    for (const { record } of happenings) {
      expect(record.recipientAccountId).toMatch(/^(\d)\1{3}(\d)\2{3}(\d)\3{3}$/)
      expect(record.sourceIPAddress).toMatch(address)
    }
  })

  test('tells one call across accounts in two records with one sharedEventID', () => {
    const twins = Map.groupBy(
      happenings.filter(({ record }) => record.sharedEventID !== undefined && !isVendor(record)),
      ({ record }) => record.sharedEventID,
    )

    expect(twins.size).toBeGreaterThan(100)
    for (const copies of twins.values()) {
      const types = copies.map(({ record }) => record.userIdentity.type)
      expect(types).toHaveLength(2)
      expect(types[1]).toBe('AWSAccount')
      expect(new Set(copies.map(({ record }) => record.recipientAccountId)).size).toBe(2)
      expect(new Set(copies.map(({ record }) => issuedKey(record))).size).toBe(1)
    }
  })

  test('goes on where it ended: later worlds hold what was to come', () => {
    const later = instant(NOW + 90 * MINUTE)

    const next = [...nextEvents(NOW, later)]

    expect(next.length).toBeGreaterThan(20)
    expect(ids(next)).toEqual(ids([...makeWorld({ now: later, days: 2 }).happenings()].filter(({ at }) => at >= NOW)))
  })
})

describe('the incident', () => {
  const { incident } = describeWorld(world)

  test('lies wholly within the last twenty hours, and all of it is there', () => {
    expect(incident.from).toBeGreaterThanOrEqual(NOW - 20 * 60 * MINUTE)
    expect(incident.to).toBeLessThan(NOW)
    expect(incident.eventIds.length).toBeGreaterThan(80)
    for (const id of incident.eventIds) expect(byId.has(id)).toBe(true)
  })

  test('has a record for every named step', () => {
    const names = (step: string) => (incident.steps.get(step) ?? []).map((id) => byId.get(id)?.eventName)

    expect(names('firstUse')).toEqual(['GetCallerIdentity'])
    expect(names('rolesRefused')).toEqual(['AssumeRole', 'AssumeRole', 'AssumeRole'])
    expect(names('prodAdminTaken')).toEqual(['AssumeRole', 'AssumeRole'])
    expect(names('keyCreated')).toEqual(['CreateAccessKey'])
    expect(names('policyAttached')).toEqual(['AttachUserPolicy'])
    expect(names('policyPut')).toEqual(['PutUserPolicy'])
    expect(names('passwordCreated')).toEqual(['CreateLoginProfile'])
    expect(names('trailStopped')).toEqual(['StopLogging'])
    expect(names('organisationTrailRefused')).toEqual(['StopLogging'])
    expect(names('groupOpened')).toEqual(['AuthorizeSecurityGroupIngress'])
    expect(names('snapshotShared')).toEqual(['ModifySnapshotAttribute'])
    expect(names('signedInWithoutMfa')).toEqual(['ConsoleLogin'])
    expect(names('secretsRead')).toEqual(['GetSecretValue', 'GetSecretValue', 'GetSecretValue'])
    expect(names('dataRead')).toHaveLength(24)
    expect(names('blockRemoved')).toEqual(['DeleteBucketPublicAccessBlock'])
    expect(names('keyDeletionScheduled')).toEqual(['ScheduleKeyDeletion'])
    expect(names('aliceSignedIn')).toEqual(['ConsoleLogin'])
    for (const found of incident.steps.values()) for (const id of found) expect(byId.has(id)).toBe(true)
  })

  test('is a chain: every key that was used was issued by an event, asked for by the key before it', () => {
    expect(incident.hops.map((hop) => hop.sessionName)).toEqual(['Alice', 'Alice', 'aws-support'])
    for (const hop of incident.hops) {
      const copies = hop.issuedBy.map((id) => byId.get(id))
      expect(copies.map((copy) => copy && issuedKey(copy))).toEqual(hop.issuedBy.map(() => hop.key))
      expect(copies[0]?.userIdentity.accessKeyId).toBe(hop.parentKey)
    }
    const sessions = incident.eventIds.flatMap((id) => byId.get(id) ?? [])
    const keys = new Set(sessions.filter(isSession).map((record) => record.userIdentity.accessKeyId ?? ''))
    expect([...keys].sort()).toEqual(incident.hops.map((hop) => hop.key).sort())
  })

  test('made the new key that it then used', () => {
    const created = byId.get(incident.newKey.createdBy)
    const used = incident.eventIds.filter((id) => byId.get(id)?.userIdentity.accessKeyId === incident.newKey.id)

    expect(JSON.stringify(created?.responseElements)).toContain(incident.newKey.id)
    expect(used.length).toBeGreaterThan(20)
  })

  test.each([
    ['a Sunday at midnight', Date.UTC(2026, 10, 22)],
    ['the night of a leap day', Date.UTC(2028, 1, 29, 3, 0, 0)],
    ['a moment with milliseconds', Date.UTC(2027, 0, 1, 0, 0, 0) + 1],
  ])('is whole, and Alice at work, when the world ends on %s', (_, ms) => {
    const other = makeWorld({ now: instant(ms), days: 1 })
    const found = new Set(ids([...other.happenings()]))

    expect(other.incident.eventIds.filter((id) => !found.has(id))).toEqual([])
    expect(other.incident.eventIds).toHaveLength(incident.eventIds.length)
    expect((other.incident.steps.get('aliceInConsole') ?? []).filter((id) => !found.has(id))).toEqual([])
  })

  test('shares the name Alice with the real one, who is told apart by address and MFA', () => {
    const alices = happenings.filter(({ at, record }) => at >= NOW - DAY && record.userIdentity.userName === 'Alice')
    const addresses = new Set(alices.map(({ record }) => record.sourceIPAddress))

    expect(addresses).toEqual(new Set([incident.aliceAddress, incident.addresses[0]]))
  })

  test('leaves text that would ping, link or break a layout if it were not escaped', () => {
    const text = JSON.stringify(happenings.filter(({ at }) => at >= NOW - DAY))

    for (const odd of ['<!channel> *bold*', ':skull:', '/@here', "=cmd|' /C calc'!A0", '\u202e'])
      expect(text).toContain(odd)
  })
})

describe('delivery', () => {
  const files = [...deliver(happenings)]

  test('brings every event, some twice, and some files out of order', () => {
    const delivered = files.flatMap(({ records }) => records.map((record) => record.eventID))

    expect(new Set(delivered).size).toBe(happenings.length)
    expect(delivered.length).toBeGreaterThan(happenings.length)
    expect(
      files.some(({ records }) => records.some((record, i) => record.eventTime < (records[i - 1]?.eventTime ?? ''))),
    ).toBe(true)
  })

  test('takes two to fifteen minutes, or a little longer for what comes again', () => {
    const delays = files.flatMap((file) =>
      file.records.map((record) => file.deliveredAt - Date.parse(record.eventTime)),
    )

    expect(Math.min(...lowest(delays))).toBeGreaterThanOrEqual(2 * MINUTE)
    expect(Math.max(...lowest(delays.map((delay) => -delay)).map((delay) => -delay))).toBeLessThanOrEqual(25 * MINUTE)
  })

  test('uses the keys of an organisation trail, by account, Region and day of delivery', () => {
    const shape =
      /^AWSLogs\/o-examplecorp\/(\d{12})\/CloudTrail\/([a-z0-9-]+)\/(\d{4})\/(\d\d)\/(\d\d)\/\1_CloudTrail_\2_\3\4\5T\d\d[0-5][05]Z_[A-Za-z0-9]{16}\.json\.gz$/
    for (const { key } of files) expect(key).toMatch(shape)
    expect(new Set(files.map(({ key }) => key)).size).toBe(files.length)
  })

  test('goes on where it stopped: what was under way at the end comes with the next files', () => {
    const later = instant(NOW + 30 * MINUTE)
    const since = instant(NOW - 30 * MINUTE)
    const before = files.filter((file) => file.deliveredAt <= NOW)

    const next = [...deliver(nextEvents(since, later))].filter((file) => file.deliveredAt > NOW)

    const seen = new Set([...before, ...next].flatMap(({ records }) => records.map((record) => record.eventID)))
    for (const { record } of nextEvents(since, later)) {
      expect(seen.has(record.eventID)).toBe(true)
    }
  })
})

function lowest(values: readonly number[]): readonly number[] {
  return [values.reduce((least, value) => Math.min(least, value), Infinity)]
}

function ids(list: readonly Happening[]): readonly string[] {
  return list.map(({ record }) => record.eventID)
}

function isVendor(record: TrailRecord): boolean {
  return record.userIdentity.accountId === '999988887777'
}

function isSession(record: TrailRecord): boolean {
  return record.userIdentity.type === 'AssumedRole'
}

function issuedKey(record: TrailRecord): unknown {
  const response = record.responseElements as { readonly credentials?: { readonly accessKeyId?: unknown } } | null
  return response?.credentials?.accessKeyId
}
