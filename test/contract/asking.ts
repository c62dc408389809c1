import type { Event } from '../../src/event/event.ts'
import { totalsOf } from '../../src/find/tally.ts'
import type { Evidence } from '../../src/find/finding.ts'
import { type Answered, answerQuestion } from '../../src/job/answer-question.ts'
import { holdsAll } from '../../src/question/holds.ts'
import type { Question, Window } from '../../src/question/question.ts'
import { readQuestion } from '../../src/question/read-question.ts'
import type { Ground, Way } from './ground.ts'

/** What came of asking, with the ids of the events, sorted. */
export type Asked = Answered & { readonly ids: readonly string[] }

export function questionOf(words: string, { now, accounts }: Ground): Question {
  const reading = readQuestion(words, { now, zone: 'UTC', accounts })
  if (reading.kind !== 'understood') throw new Error(`${words}: ${JSON.stringify(reading)}`)
  return reading.question
}

/** The whole road from a question to an answer, through one kind of place alone. */
export async function askVia(
  way: Way,
  question: Question,
  ground: Ground,
  { signal = new AbortController().signal, onProgress = () => {} } = {},
): Promise<Asked> {
  const { sources } = await ground.open(way)
  const ids: string[] = []
  const answered = await answerQuestion({ ...question, via: [way.backend] }, sources, {
    signal,
    zone: 'UTC',
    askedAt: ground.clock.now(),
    asker: 'U00ASKER',
    onEvent: ({ id }) => ids.push(id),
    onProgress,
  })
  return { ...answered, ids: ids.sort() }
}

/** What should come of it, by the question's own meaning and by nothing of any backend's. */
export function expected({ terms, window }: Question, events: readonly Event[]): readonly Event[] {
  const holds = holdsAll(terms)
  return events.filter((event) => isIn(event, window) && holds(event))
}

function isIn({ time }: Event, { from, to }: Window): boolean {
  return time >= from && time < to
}

export function idsOf(events: readonly Event[]): readonly string[] {
  return events.map(({ id }) => id).sort()
}

/** Totals as plain data, so that a difference can be read. */
export function plainTotals(totals: Evidence['totals']): unknown {
  const { by, quarters, ...rest } = totals
  const counted = Object.entries(by).map(([kind, counts]) => [kind, [...counts].sort(byName)])
  return { ...rest, by: Object.fromEntries(counted), quarters: [...quarters].sort(([a], [b]) => a - b) }
}

export function totalsOfEvents(events: readonly Event[]): unknown {
  return plainTotals(totalsOf(events))
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}

/** What an answer lacks and what it has too much: the first few ids of each, so that a failure can be read. */
export function differenceOf(found: readonly string[], right: readonly string[]): unknown {
  const [has, wants] = [new Set(found), new Set(right)]
  const missing = right.filter((id) => !has.has(id))
  const extra = found.filter((id) => !wants.has(id))
  return {
    missing: missing.length,
    extra: extra.length,
    twice: found.length - has.size,
    some: [...missing, ...extra].slice(0, 5),
  }
}

export const SAME = { missing: 0, extra: 0, twice: 0, some: [] } as const
