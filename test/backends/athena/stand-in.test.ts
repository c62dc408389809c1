import { AthenaClient } from '@aws-sdk/client-athena'
import { afterAll, describe, expect, it } from 'vitest'
import { makeAthena } from '../../../src/backends/athena/backend.ts'
import type { Aws } from '../../../src/aws/aws.ts'
import { readRecord } from '../../../src/event/read-record.ts'
import { holdsAll } from '../../../src/question/holds.ts'
import type { Term } from '../../../src/question/question.ts'
import { startAws } from '../../../demo/aws/start-aws.ts'
import { makeWorld } from '../../../demo/world/make-world.ts'
import { makeHastyClock } from '../../slack/fake-clock.ts'
import { readDdl } from './ddl.ts'
import { at, gather, searchFor, TABLE, wanted } from './searches.ts'

const NOW = at('2026-11-23T18:00:00Z')

/** Another reading of what Athena does, by its own parser of the same table definition, with files in partitions. */
describe('with the AWS that is on this machine', async () => {
  const world = makeWorld({ now: NOW, days: 1 })
  const happenings = [...world.happenings()]
  const accounts = [...new Set(happenings.map(({ record }) => record.recipientAccountId))]
  const regions = [...new Set(happenings.map(({ record }) => record.awsRegion))]
  const clock = makeHastyClock(NOW)
  const where = { account: TABLE.account, region: TABLE.region }
  const ddl = readDdl('table-organization.sql')
    .text.replace(/^--.*$/gm, '')
    .replace(/('projection.account.values' = ')[^']*/, `$1${accounts.join(',')}`)
    .replace(/('projection.region.values' = ')[^']*/, `$1${regions.join(',')}`)
  const fake = await startAws({
    records: () => happenings,
    accounts: accounts.map((id) => ({ id, alias: `account-${id}` })),
    clock,
    rateLimits: false,
    operator: { account: TABLE.account, user: 'whodid' },
    tables: [{ ...where, database: TABLE.database, ddl, accounts, dataEvents: true }],
    workGroups: [{ ...where, name: TABLE.workgroup, bytesScannedCutoff: 10_000_000_000 }],
  })
  const client = new AthenaClient({
    region: TABLE.region,
    endpoint: fake.endpoint,
    credentials: fake.credentials,
    maxAttempts: 1,
  })
  const nobody = (): never => {
    throw new Error('only Athena is asked')
  }
  const aws: Aws = { cloudTrail: nobody, logs: nobody, athena: async () => client, close: () => client.destroy() }
  const athena = makeAthena({ aws, clock, tables: [{ ...TABLE, accounts, regions }] })
  afterAll(async () => {
    aws.close()
    await fake.close()
  })

  it.each<[string, readonly Term[]]>([
    ['everything', []],
    ['a user', [wanted({ kind: 'identity', by: 'user', value: 'alice', prefix: true })]],
    ['a session', [wanted({ kind: 'identity', by: 'name', value: 'a', prefix: true })]],
    ['a role', [wanted({ kind: 'identity', by: 'role', value: 'Deploy', prefix: true })]],
    ['a service', [wanted({ kind: 'identity', by: 'service', value: 'a', prefix: true })]],
    [
      'writes that were refused',
      [wanted({ kind: 'access', value: 'writes' }), wanted({ kind: 'outcome', value: 'denied' })],
    ],
    ['all but a role', [{ not: true, predicate: { kind: 'identity', by: 'role', value: 'Deploy', prefix: true } }]],
    ['a block of addresses', [wanted({ kind: 'ip', value: '203.0.113.0/24' })]],
    ['hostile words', [wanted({ kind: 'event', value: "x' OR 1=1 --?", prefix: false })]],
    [
      'an account and a Region',
      [wanted({ kind: 'account', value: accounts[0] ?? '' }), wanted({ kind: 'region', value: 'us-east-1' })],
    ],
  ])('%s: exactly the events that hold', async (_, terms) => {
    const search = searchFor(terms, { window: { from: world.from, to: NOW } })

    const found = await gather(athena.search(search, new AbortController().signal))

    const holds = holdsAll(terms)
    const right = happenings.flatMap(({ record }) => {
      const event = readRecord(record)
      return 'unreadable' in event || !holds(event) ? [] : [event.id]
    })
    expect(found.gaps).toEqual([])
    expect(
      found.events
        .map(({ id }) => id)
        .sort()
        .join('\n'),
    ).toBe(right.sort().join('\n'))
  })
})
