import { beforeAll, describe, expect, it } from 'vitest'
import { makeWorld } from '../../../demo/world/make-world.ts'
import type { Fields } from '../../../src/event/event.ts'
import { bench, expected, findIn, NOW, PROD, REGIONS, searchFor } from './made-history.ts'

const TOOLS = '222233334444'

/** Every kind of question, as event history is asked in one way or another. */
const QUESTIONS = [
  'Alice 48h',
  'alice 48h',
  'Alice Bob 48h',
  'user:Alice 24h',
  'session:i-0123456789abcdef0 24h',
  'root 48h',
  'Alice not reads 48h',
  'Alice event:RunInstances 48h',
  'role:ProdAdmin 48h',
  'role:Deploy role:ProdAdmin 48h',
  'role:app-server 6h',
  'role:AWSReservedSSO_Developer_1b2c3d4e5f607182 48h',
  'role:orders-handler 6h',
  'arn:aws:iam::444455556666:role/ProdAdmin 48h',
  'arn:aws:sts::444455556666:assumed-role/ProdAdmin 48h',
  'event:ConsoleLogin 48h',
  'event:AssumeRole event:AssumeRoleWithSAML 24h',
  'event:Delete* 24h',
  'from:iam 48h',
  'from:ec2 writes 12h',
  'reads from:s3 24h',
  'writes 12h',
  'denied 12h',
  'errors not from:s3 12h',
  'on examplecorp-customer-exports 24h',
  'type:Root 48h',
  'ip:203.0.113.0/24 48h',
  'agent:terraform 12h',
  'service:autoscaling 6h',
  'anyone 1h',
  'ali* 48h',
]

describe('finds what the question asks, and nothing else,', () => {
  let records: readonly Fields[] = []
  beforeAll(() => {
    records = [...makeWorld({ now: NOW, days: 3 }).happenings()].map(({ record }) => record)
  })

  it.each(QUESTIONS)('for %s', async (words) => {
    const { history, fake } = await bench(records, {
      accounts: [TOOLS, PROD].map((id) => ({ id, alias: id })),
      rateLimits: false,
    })
    for (const [account, region] of [
      [PROD, 'us-east-1'],
      [PROD, 'eu-central-1'],
    ] as const) {
      const search = searchFor(words, { account, region })

      const found = await findIn(history, search)

      expect(found.ids).toEqual(expected(records, search))
      expect(found.gaps).toEqual([])
      expect(found.looked).toEqual([`${account}/${region}`])
      const { records: all, events, unreadable, duplicates } = found.ledger
      expect(all).toBe(events + unreadable + duplicates)
    }
    expect(fake.problems).toEqual([])
  })

  it('with and without push-down, the same', async () => {
    const { history, fake } = await bench(records, { rateLimits: false }, { pushDown: false })
    for (const words of ['Alice 24h', 'role:ProdAdmin 24h', 'event:ConsoleLogin 24h']) {
      const search = searchFor(words, { account: PROD })

      expect((await findIn(history, search)).ids).toEqual(expected(records, search))
    }
    const asked = fake.calls.filter(({ operation }) => operation === 'LookupEvents').map(({ request }) => request)
    expect(JSON.stringify(asked)).not.toContain('LookupAttributes')
    expect(REGIONS).toHaveLength(3)
  })
})
