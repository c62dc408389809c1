import type { Event } from '../src/event/event.ts'
import { readRecord } from '../src/event/read-record.ts'
import type { Predicate, Term } from '../src/question/question.ts'
import { makeWatchIndex } from '../src/watch/watch-index.ts'

const COUNTS = [10, 100, 1_000, 10_000]
const EVENTS = 20_000
const ROUNDS = 12
const NAMES = [
  'RunInstances',
  'DeleteBucket',
  'GetObject',
  'ListUsers',
  'AssumeRole',
  'PutObject',
  'CreateUser',
  'Decrypt',
]

/**
 * Events a second against more and more watches, as a ratio to ten of them. The watches: people, roles, keys, ARNs and
 * buckets of their own, two in ten by a beginning or a network, some with events they do not want; one in fifty without
 * anything to look it up by (`writes`, `denied`, `agent:`), of ten sorts.
 */
export function watchIndexTable(): string {
  const events = Array.from({ length: EVENTS }, (_, at) => makeEvent(at))
  const indexes = COUNTS.map((count) => ({
    count,
    index: makeWatchIndex(Array.from({ length: count }, (_, at) => ({ terms: termsOf(at) }))),
    ms: Number.POSITIVE_INFINITY,
    matched: 0,
  }))
  // Processor time, in turn, and the best of each, so that a busy moment of the machine touches all alike.
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const one of indexes) {
      const { ms, matched } = run(one.index, events)
      one.ms = Math.min(one.ms, ms)
      one.matched = matched
    }
  }
  const rates = indexes
  const first = rates[0]?.ms ?? 0
  const lines = rates.map(({ count, ms, matched }) => {
    const rate = Math.round((EVENTS * 1_000) / ms)
    return `${String(count).padStart(8)} ${String(rate).padStart(12)} ${(first / ms).toFixed(2).padStart(8)} ${String(matched).padStart(9)}`
  })
  return `\nmatching events against watches; goal: at 10000 at least 0.50\n\n watches     events/s    ratio   matches\n${lines.join('\n')}\n`
}

function run(index: ReturnType<typeof makeWatchIndex>, events: readonly Event[]) {
  const began = process.cpuUsage()
  let matched = 0
  for (const event of events) matched += index.match(event).length
  return { ms: process.cpuUsage(began).user / 1_000, matched }
}

function termsOf(at: number): readonly Term[] {
  const identity = (by: 'name' | 'role' | 'key' | 'arn', value: string, prefix = false): Predicate => ({
    kind: 'identity',
    by,
    value,
    prefix,
  })
  const term = (predicate: Predicate, not = false): Term => ({ not, predicate })
  const unwanted = term({ kind: 'event', value: NAMES[at % NAMES.length] ?? '', prefix: false }, true)
  if (at % 50 === 49) {
    const sort = ((at / 50) % 10) | 0
    if (sort < 8) return [term({ kind: 'agent', value: `tool-${sort}/` })]
    return [term({ kind: 'outcome', value: 'denied' }), ...(sort === 8 ? [unwanted] : [])]
  }
  const sorts: readonly (readonly Term[])[] = [
    [term(identity('name', `person-${at}`))],
    [term(identity('name', `person-${at}`)), unwanted],
    [term(identity('role', `role-${at}`)), term({ kind: 'access', value: 'writes' })],
    [term(identity('key', `AKIAFAKE${String(at).padStart(8, '0')}`))],
    [term(identity('arn', `arn:aws:iam::111122223333:user/person-${at}`))],
    [term({ kind: 'resource', value: `bucket-${at}` })],
    [term({ kind: 'event', value: `Delete${at}`, prefix: true }), term({ kind: 'account', value: '111122223333' })],
    [term({ kind: 'ip', value: `10.${(at >> 8) & 255}.${at & 255}.0/24` })],
    [term(identity('name', `person-${at}`)), term({ kind: 'region', value: 'eu-central-1' })],
    [
      term({ kind: 'event', value: NAMES[at % NAMES.length] ?? '', prefix: false }),
      term(identity('name', `person-${at}`)),
    ],
  ]
  return sorts[at % sorts.length] ?? []
}

function makeEvent(at: number): Event {
  const person = (at * 7_919) % 12_000
  const read = readRecord({
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: `AIDAFAKE${person}`,
      arn: `arn:aws:iam::111122223333:user/person-${person}`,
      accountId: '111122223333',
      accessKeyId: `AKIAFAKE${String(person).padStart(8, '0')}`,
      userName: `person-${person}`,
    },
    eventTime: '2026-11-23T10:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: NAMES[at % NAMES.length] ?? '',
    awsRegion: at % 3 === 0 ? 'us-east-1' : 'eu-central-1',
    sourceIPAddress: `10.${at & 63}.${(at >> 6) & 255}.9`,
    userAgent: `tool-${at % 40}/1.0`,
    requestParameters: {
      bucketName: `bucket-${(at * 31) % 12_000}`,
      key: 'a/b/c',
      nested: { list: [1, 2, { id: 'x' }] },
    },
    eventID: `e${at}`,
    readOnly: at % 2 === 0,
    eventType: 'AwsApiCall',
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
    ...(at % 20 === 0 ? { errorCode: 'AccessDenied' } : {}),
  })
  if ('unreadable' in read) throw new Error(read.unreadable)
  return read
}
