import { describe, expect, it, test } from 'vitest'
import { firstTimes, networkOf, type Seen } from '../../src/answer/first-time.ts'
import { rolesTaken } from '../../src/answer/roles-taken.ts'
import type { Fields } from '../../src/event/event.ts'
import type { Finding } from '../../src/find/finding.ts'
import { totalsOf } from '../../src/find/tally.ts'
import { at, call, DENIED, eventsOf, evidenceOf, finding } from './made.ts'

const BEFORE = { from: at('2026-10-23T14:00:00Z'), to: at('2026-11-22T14:00:00Z') }
const NEW = { sourceIPAddress: '203.0.113.66', userAgent: 'Boto3/1.26.8', awsRegion: 'us-west-2' }
const TAKEN = { requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/Deploy' }, readOnly: true }

describe('what is new against the time before', () => {
  it('is told by kind, with its first instant and how often', () => {
    const found = compared(
      [
        call('ec2:RunInstances'),
        call('iam:CreateUser', { ...NEW, ...DENIED }),
        call('iam:CreateUser', NEW),
        call('sts:AssumeRole', TAKEN),
      ],
      [call('ec2:RunInstances')],
    )

    expect(marksOf(found)).toEqual([
      ['action', 'iam.amazonaws.com:CreateUser', 2, 1],
      ['action', 'sts.amazonaws.com:AssumeRole', 1, 0],
      ['region', 'us-west-2', 2, 1],
      ['address', '203.0.113.66', 2, 1],
      ['network', '203.0.113.0/24', 2, 1],
      ['tool', 'Python SDK', 2, 1],
      ['role', 'arn:aws:iam::111122223333:role/Deploy', 1, 0],
    ])
    expect(found).toMatchObject({ kind: 'looked', before: BEFORE, places: 1, events: 1 })
    expect(found.kind === 'looked' && found.marks[0]?.first).toBe(at('2026-11-23T10:01:00Z'))
  })

  it('knows a network by another of its addresses, and a tool by another of its versions', () => {
    const found = compared(
      [call('ec2:RunInstances', { sourceIPAddress: '198.51.100.99', userAgent: 'aws-cli/2.40.1' })],
      [call('ec2:RunInstances')],
    )

    expect(marksOf(found)).toEqual([['address', '198.51.100.99', 1, 0]])
  })

  it('tells a user agent that shows no tool as it is', () => {
    const found = compared(
      [call('ec2:RunInstances', { userAgent: 'odd/1' })],
      [call('ec2:RunInstances', { userAgent: 'odd/0' })],
    )

    expect(marksOf(found)).toEqual([['tool', 'odd/1', 1, 0]])
  })

  it('marks nothing for an identity that was not there before: all of it would be new', () => {
    expect(compared([call('ec2:RunInstances')], [])).toMatchObject({ kind: 'looked', events: 0, marks: [] })
  })

  it('takes the name of a service for no address', () => {
    expect(
      marksOf(
        compared([call('ec2:RunInstances', { sourceIPAddress: 'ec2.amazonaws.com' })], [call('ec2:RunInstances')]),
      ),
    ).toEqual([])
  })
})

describe('where something could not be seen, nothing is marked:', () => {
  const gap = { reason: 'denied', where: '111122223333', detail: 'No.', count: 1 } as const
  const rows: readonly (readonly [what: string, findings: readonly Finding[], says: string])[] = [
    ['a gap', [finding({ gaps: [gap] })], 'denied'],
    ['a gap in one place of two', [finding(), finding({ gaps: [gap] })], 'denied'],
    ['a search that ended early', [finding({ complete: false })], 'could not be read'],
    [
      'a record that was unreadable',
      [finding({ ledger: { records: 1, events: 0, unreadable: 1, duplicates: 0 } })],
      'could not be read',
    ],
    ['no place', [], 'no place'],
  ]

  it.each(rows)('%s', (_, findings, says) => {
    const found = firstTimes(seen([call('iam:CreateUser', NEW)]), seen([call('ec2:RunInstances')]), BEFORE, findings)

    expect(found).toMatchObject({ kind: 'not-looked', why: expect.stringContaining(says) })
  })

  it('more values than were kept, for that kind', () => {
    const before = seen([call('ec2:RunInstances')])
    const one = before.totals.by.address.get('198.51.100.7')!
    const cut = { ...before, totals: { ...before.totals, rest: { address: { ...one, values: 3 } } } }

    const found = firstTimes(seen([call('ec2:RunInstances', NEW)]), cut, BEFORE, [finding()])

    expect(marksOf(found).map(([kind]) => kind)).toEqual(['region', 'tool'])
    expect(found).toMatchObject({ notCompared: ['address', 'network'] })
  })

  it('roles, where the list of events was capped', () => {
    const events = eventsOf(call('sts:AssumeRole', TAKEN))

    expect(rolesTaken(evidenceOf(events, { capped: true }))).toBeUndefined()
    expect([...(rolesTaken(evidenceOf(events)) ?? [])].length).toBe(1)
    expect(rolesTaken(evidenceOf(eventsOf(call('sts:AssumeRole', { ...TAKEN, ...DENIED }))))?.size).toBe(0)
  })
})

test.each([
  ['203.0.113.66', '203.0.113.0/24'],
  ['2001:db8:1:2::3', '2001:db8:1::/48'],
  ['::ffff:203.0.113.66', '203.0.113.0/24'],
  ['AWS Internal', undefined],
])('the network of %s is %s', (address, network) => expect(networkOf(address)).toBe(network))

function compared(now: readonly Fields[], before: readonly Fields[]) {
  return firstTimes(seen(now), seen(before), BEFORE, [finding()])
}

function seen(records: readonly Fields[]): Seen {
  const events = eventsOf(...records)
  return { totals: totalsOf(events), roles: rolesTaken(evidenceOf(events)) }
}

function marksOf(found: ReturnType<typeof firstTimes>) {
  return found.kind === 'looked'
    ? found.marks.map(({ kind, value, events, refused }) => [kind, value, events, refused])
    : []
}
