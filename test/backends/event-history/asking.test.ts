import { describe, expect, it } from 'vitest'
import type { FakeAws } from '../../../demo/aws/start-aws.ts'
import { instant } from '../../../src/lib/instant.ts'
import { record, roleSession } from '../../made/records.ts'
import { bench, findIn, HOME, NOW, searchFor } from './made-history.ts'

const MINUTE = 60_000

describe('each place is asked no faster than AWS allows', () => {
  it('whatever number of questions is under way, and no call is throttled', async () => {
    const { fake, history } = await bench(made(400))

    const found = await Promise.all(
      ['Alice 24h', 'anyone 24h', 'Alice event:RunInstances 24h'].map((words) => findIn(history, searchFor(words))),
    )

    expect(found.map(({ ids }) => ids.length)).toEqual([400, 400, 400])
    expect(lookups(fake).length).toBeGreaterThanOrEqual(24)
    expect(lookups(fake).filter(({ error }) => error !== undefined)).toEqual([])
  })

  it('and a person goes before a watch', async () => {
    const { fake, history } = await bench(made(300))

    const watch = findIn(history, searchFor('anyone 24h', { asker: 'whodid' }))
    const person = findIn(history, searchFor('Alice 24h', { asker: 'U00ASKER' }))
    await Promise.all([watch, person])

    const callers = lookups(fake).map(({ caller }) => (caller?.endsWith('U00ASKER') === true ? 'person' : 'watch'))
    expect(callers.lastIndexOf('person')).toBeLessThan(callers.lastIndexOf('watch'))
    expect(callers.indexOf('person')).toBeLessThan(3)
  })
})

describe('when AWS refuses', () => {
  it('throttling, which comes as HTTP 400, is waited out', async () => {
    const { fake, history } = await bench(made(200))
    fake.faults.add({ service: 'cloudtrail', kind: 'throttle', times: 3 })

    const found = await findIn(history, searchFor('Alice 24h'))

    expect(found).toMatchObject({ gaps: [] })
    expect(found.ids).toHaveLength(200)
    expect(lookups(fake).filter(({ error }) => error === 'ThrottlingException')).toHaveLength(3)
  })

  it('and said where it does not end', async () => {
    const { fake, history } = await bench(made(200))
    fake.faults.add({ service: 'cloudtrail', kind: 'throttle', times: Infinity })

    const found = await findIn(history, searchFor('Alice 24h'))

    expect(found.gaps).toMatchObject([{ reason: 'throttled', where: `${HOME}/us-east-1` }])
  })

  it.each([
    ['deny', 'denied', 'A service control policy denies cloudtrail:LookupEvents to the role whodid-read'],
    ['fail-page', 'failed', 'an error of its own'],
  ] as const)('the pages before are kept, and a gap says why: %s', async (kind, reason, says) => {
    const { fake, history } = await bench(made(200))
    const search = searchFor('Alice 24h')
    if (kind === 'fail-page') fake.faults.add({ service: 'cloudtrail', kind, page: 2 })
    else fake.faults.add({ service: 'cloudtrail', kind })

    const found = await findIn(history, search)

    expect(found.gaps).toMatchObject([{ reason, where: `${HOME}/us-east-1` }])
    expect(found.gaps[0]?.detail).toContain(says)
    expect(found.ids.length).toBe(kind === 'deny' ? 0 : 50)
    expect(found.looked).toHaveLength(kind === 'deny' ? 0 : 1)
  })

  it('a role that may not be assumed is a gap that names it', async () => {
    const { history } = await bench(made(1), { roles: [] })

    const found = await findIn(history, searchFor('Alice 24h'))

    expect(found.gaps).toMatchObject([{ reason: 'denied', where: `${HOME}/us-east-1` }])
    expect(found.gaps[0]?.detail).toContain('The role whodid-read in account 111122223333 may not be assumed')
  })

  it('a cut connection is tried again, and expired credentials are renewed', async () => {
    const { fake, history } = await bench(made(150))
    fake.faults.add({ service: 'cloudtrail', kind: 'cut' })
    fake.faults.add({ service: 'cloudtrail', kind: 'expire' })

    const found = await findIn(history, searchFor('Alice 24h'))

    expect(found.gaps).toEqual([])
    expect(found.ids).toHaveLength(150)
    expect(fake.calls.filter(({ operation }) => operation === 'AssumeRole')).toHaveLength(2)
  })
})

describe('the window', () => {
  it('is the same on every page, however long it takes', async () => {
    const { fake, history } = await bench(made(200))

    await findIn(history, searchFor('Alice 24h'))

    const asked = lookups(fake).map(({ request }) => request as { StartTime: number })
    expect(new Set(asked.map(({ StartTime }) => StartTime)).size).toBeLessThan(asked.length)
    expect(fake.problems).toEqual([])
  })

  it('is cut at ninety days, and that is said', async () => {
    const { fake, history } = await bench([...made(1), record({ eventTime: '2026-08-01T00:00:00Z', eventID: 'old' })])

    const found = await findIn(history, searchFor('Alice 120d', { region: 'eu-central-1' }))

    expect(found.gaps).toMatchObject([{ reason: 'retention', where: `${HOME}/eu-central-1` }])
    expect(found.gaps[0]?.detail).toContain('nothing from before 2026-08-25T18:00:00Z')
    expect(lookups(fake)[0]?.request).toMatchObject({ StartTime: Date.parse('2026-08-25T18:00:00Z') / 1000 })
  })

  it('that lies wholly before that, or in the future, asks nothing', async () => {
    const { fake, history } = await bench(made(1))
    const day = 86_400_000

    const old = await findIn(
      history,
      searchFor('Alice', { window: { from: instant(NOW - 200 * day), to: instant(NOW - 100 * day) } }),
    )
    const future = await findIn(
      history,
      searchFor('Alice', { window: { from: instant(NOW + day), to: instant(NOW + 2 * day) } }),
    )

    expect(old.gaps).toMatchObject([{ reason: 'retention' }])
    expect(future.gaps).toEqual([])
    expect(fake.calls).toEqual([])
  })

  it('has its beginning and not its end', async () => {
    const at = (seconds: number) => new Date(NOW - seconds * 1000).toISOString()
    const { history } = await bench(
      [10, 20, 30].map((seconds) => record({ eventTime: at(seconds), eventID: `e${seconds}`, awsRegion: 'us-east-1' })),
    )

    const found = await findIn(
      history,
      searchFor('Alice', { window: { from: instant(NOW - 20_000), to: instant(NOW - 10_000) } }),
    )

    expect(found.ids).toEqual(['e20'])
  })
})

describe('a question is answered within bounds', () => {
  it('of pages, and what was not looked at is said', async () => {
    const { history } = await bench(made(1000), {}, { pages: 5 })

    const found = await findIn(history, searchFor('denied 48h'))

    expect(found.ledger.records).toBe(250)
    expect(found.gaps).toMatchObject([{ reason: 'truncated' }])
    expect(found.gaps[0]?.detail).toMatch(
      /After 5 pages .* from 2026-11-21T18:00:00Z to 2026-11-23T\d\d:\d\d:\d\dZ not all/,
    )
  })

  it('finds the only refusal, although it is the oldest of a thousand', async () => {
    const last = record({ eventTime: iso(2000), eventID: 'the-one', errorCode: 'AccessDenied', awsRegion: 'us-east-1' })
    const { history } = await bench([...made(1000), last])

    expect((await findIn(history, searchFor('denied 48h'))).ids).toEqual(['the-one'])
  })

  it('and stops at once when it is stopped', async () => {
    const { history } = await bench(made(1000))
    const stop = new AbortController()

    const found = findIn(history, searchFor('Alice 48h'), stop.signal)
    setTimeout(() => stop.abort(), 50)

    expect((await found).gaps).toMatchObject([{ reason: 'cancelled' }])
  })
})

it('many events of one second, and cuts in the midst of them, lose none and count none twice', async () => {
  const crowd = Array.from({ length: 700 }, (_, i) =>
    record({ eventTime: iso(i < 350 ? 5 : 5 + (i % 3)), eventID: `e${i}`, awsRegion: 'us-east-1' }),
  )
  const { fake, history } = await bench(crowd)
  fake.faults.add({ service: 'cloudtrail', kind: 'slow', ms: 5 })

  const found = await findIn(history, searchFor('Alice 48h'))

  expect(new Set(found.ids).size).toBe(700)
  expect(found.ids).toHaveLength(700)
  expect(found.ledger.events + found.ledger.duplicates).toBe(found.ledger.records)
})

describe('a role, for which there is no attribute,', () => {
  const arn = 'arn:aws:iam::111122223333:role/Admin'
  const issuing = (region: string) =>
    record({
      eventID: `issue-${region}`,
      eventName: 'AssumeRole',
      eventSource: 'sts.amazonaws.com',
      awsRegion: region,
      eventTime: iso(600),
      requestParameters: { roleArn: arn, roleSessionName: `session-in-${region}` },
      responseElements: { credentials: { accessKeyId: `ASIAFAKE${region}` } },
    })
  const acted = (session: string, more: object = {}) =>
    record({ userIdentity: roleSession('Admin', session), eventTime: iso(30), awsRegion: 'us-east-1', ...more })

  it('is found by the sessions that were issued in any Region, and those without such an event by looking through', async () => {
    const { fake, history } = await bench([
      ...made(300),
      issuing('us-east-1'),
      issuing('eu-central-1'),
      acted('session-in-us-east-1', { eventID: 'here' }),
      acted('session-in-eu-central-1', { eventID: 'from-elsewhere' }),
      acted('i-0fake', { eventID: 'an-instance' }),
    ])

    const found = await findIn(history, searchFor('role:Admin 24h'))

    expect(found.ids).toEqual(['an-instance', 'from-elsewhere', 'here'])
    const asked = lookups(fake).map(({ region, request }) => `${region} ${JSON.stringify(attributesOf(request))}`)
    expect(asked).toContain(`eu-central-1 ${JSON.stringify([['ResourceName', arn]])}`)
    expect(asked).toContain(`us-east-1 ${JSON.stringify([['Username', 'session-in-eu-central-1']])}`)
    const first = asked.findIndex((said) => said.endsWith('[]'))
    expect(asked.slice(first).every((said) => said.endsWith('[]'))).toBe(true)
  })

  it('has its sessions looked for once, although each Region is searched', async () => {
    const { fake, history } = await bench([issuing('us-east-1'), acted('session-in-us-east-1')])

    await Promise.all(
      ['us-east-1', 'eu-central-1', 'us-west-2'].map((region) =>
        findIn(history, searchFor('role:Admin 24h', { region })),
      ),
    )

    const issued = lookups(fake).filter(({ request }) => JSON.stringify(request).includes(arn))
    expect(issued.map(({ region }) => region).toSorted()).toEqual(['eu-central-1', 'us-east-1', 'us-west-2'])
  })
})

it('suggests the names that act there, without reading it all', async () => {
  const { fake, history } = await bench(made(1000))

  const names = await history.seenNames?.(searchFor('alcie 24h'), new AbortController().signal)

  expect(names?.[0]).toMatchObject({ name: 'Alice', by: 'user' })
  expect(lookups(fake)).toHaveLength(4)
})

/** So many calls of Alice's in us-east-1, one a minute and the newest first. */
function made(count: number) {
  return Array.from({ length: count }, (_, i) =>
    record({ eventTime: iso(i + 1), eventID: `a${String(i).padStart(4, '0')}`, awsRegion: 'us-east-1' }),
  )
}

function iso(minutesAgo: number): string {
  return new Date(NOW - minutesAgo * MINUTE).toISOString()
}

function lookups(fake: FakeAws) {
  return fake.calls.filter(({ operation }) => operation === 'LookupEvents')
}

function attributesOf(request: unknown): readonly (readonly [string, string])[] {
  const { LookupAttributes: all = [] } = request as {
    LookupAttributes?: { AttributeKey: string; AttributeValue: string }[]
  }
  return all.map(({ AttributeKey, AttributeValue }) => [AttributeKey, AttributeValue])
}
