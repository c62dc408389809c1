import type { Answer } from '../../src/answer/answer.ts'
import { type AnswerInput, makeAnswer } from '../../src/answer/make-answer.ts'
import type { Event, Fields } from '../../src/event/event.ts'
import type { Evidence, Finding } from '../../src/find/finding.ts'
import { totalsOf } from '../../src/find/tally.ts'
import { type Instant, instant } from '../../src/lib/instant.ts'
import type { Question, Term } from '../../src/question/question.ts'
import { event } from '../made/records.ts'

export const NOW = at('2026-11-23T14:00:00Z')
export const WINDOW = { from: at('2026-11-22T14:00:00Z'), to: NOW }
export const ALICE: Question = { terms: [named('Alice')], window: WINDOW }
export const ACCOUNTS = [
  { id: '111122223333', alias: 'tools' },
  { id: '444455556666', alias: 'prod' },
]

export function at(said: string): Instant {
  return instant(Date.parse(said))
}

export function named(value: string, by: Extract<Term['predicate'], { kind: 'identity' }>['by'] = 'name'): Term {
  return { not: false, predicate: { kind: 'identity', by, value, prefix: false } }
}

/** What finding would have brought back: by default from one place, all of it. */
export function evidenceOf(events: readonly Event[], more: Partial<Evidence> = {}): Evidence {
  const alone = [...new Map(events.map((each) => [each.id, each])).values()]
  return {
    findings: [finding({}, alone.length)],
    events: alone,
    capped: false,
    totals: totalsOf(alone),
    near: [],
    ...more,
  }
}

export function finding(more: Partial<Finding> = {}, events = 0): Finding {
  return {
    search: {
      backend: 'log-files',
      place: 'log files in acme-trail',
      account: undefined,
      region: undefined,
      window: WINDOW,
      push: undefined,
      keep: [],
      asker: 'whodid',
    },
    gaps: [],
    ledger: { records: events, events, unreadable: 0, duplicates: 0 },
    newest: at('2026-11-23T13:55:00Z'),
    looked: ['111122223333/us-east-1'],
    complete: true,
    ...more,
  }
}

export function answerOf(events: readonly Event[], more: Partial<AnswerInput> = {}): Answer {
  return makeAnswer({
    question: ALICE,
    evidence: evidenceOf(events),
    accounts: ACCOUNTS,
    zone: 'Europe/Berlin',
    askedAt: NOW,
    ...more,
  })
}

/** Events with ids and times of their own: the first the oldest, a minute apart. */
export function eventsOf(...records: readonly Fields[]): readonly Event[] {
  return records.map((more, index) =>
    event({
      eventID: `event-${String(index).padStart(5, '0')}`,
      eventTime: new Date(at('2026-11-23T10:00:00Z') + index * 60_000).toISOString(),
      ...more,
    }),
  )
}

/** The fields of one call: `iam:CreateUser`. */
export function call(said: string, more: Fields = {}): Fields {
  const [service, name] = said.split(':')
  return { eventSource: `${service}.amazonaws.com`, eventName: name, requestParameters: null, ...more }
}

export const DENIED = {
  errorCode: 'AccessDenied',
  errorMessage:
    'User: arn:aws:iam::111122223333:user/Alice is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action',
}
