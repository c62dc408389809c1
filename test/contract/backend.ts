import { describe, expect, it } from 'vitest'
import type { Event } from '../../src/event/event.ts'
import type { Instant } from '../../src/lib/instant.ts'
import {
  askVia,
  type Asked,
  differenceOf,
  expected,
  idsOf,
  plainTotals,
  questionOf,
  SAME,
  totalsOfEvents,
} from './asking.ts'
import type { Ground, Way } from './ground.ts'

export type Contract = {
  readonly ground: () => Ground
  readonly questions: readonly string[]
  /** What of its time such a place has dropped, of the windows of these questions; nothing where it is left out. */
  readonly keepsFrom?: (way: Way) => Instant | undefined
}

/**
 * What holds for whatever kind of place is asked: the events are those for which the question holds, of all that such a
 * place can have; the totals are theirs; each record is accounted for; and nothing that was asked is left unseen unsaid.
 */
export function keepsContract(way: Way, { ground, questions, keepsFrom = () => undefined }: Contract): void {
  const visible = () => kept(seen(way, ground()), keepsFrom(way))

  describe(`by ${way.name}`, () => {
    it.each(questions)('%s', async (words) => {
      const question = questionOf(words, ground())
      const right = expected(question, visible())

      const asked = await askVia(way, question, ground())

      expectWhole(asked, way, { hasDropped: keepsFrom(way) !== undefined })
      expect(differenceOf(asked.ids, idsOf(right))).toEqual(SAME)
      expect(plainTotals(asked.evidence.totals)).toEqual(totalsOfEvents(right))
    })

    it('gives by each question what it gives where nothing is pushed down to it', async () => {
      const everything = new Map<string, Promise<Asked>>()
      for (const words of questions) {
        const question = questionOf(words, ground())
        const { from, to } = question.window
        const all = everything.get(`${from}..${to}`) ?? askVia(way, { ...question, terms: [] }, ground())
        everything.set(`${from}..${to}`, all)
        const { ids } = await all
        const known = new Set(ids)

        const judged = expected(question, ground().events).filter(({ id }) => known.has(id))

        const right = expected(question, visible())
        expect([words, differenceOf(idsOf(judged), idsOf(right))]).toEqual([words, SAME])
      }
    })
  })
}

/** The events that such a place can have. */
export function seen(way: Way, ground: Ground): readonly Event[] {
  return ground.events.filter((event) => way.sees(event, ground))
}

function kept(events: readonly Event[], from: Instant | undefined): readonly Event[] {
  return from === undefined ? events : events.filter(({ time }) => time >= from)
}

/** All places have answered in full, or said what they have dropped; and what became of each record is known. */
export function expectWhole({ evidence, answer, plan }: Asked, way: Way, { hasDropped = false } = {}): void {
  const gaps = evidence.findings.flatMap((finding) => finding.gaps)
  const { length } = plan.searches
  expect(gaps.map(({ reason }) => reason)).toEqual(hasDropped ? plan.searches.map(() => 'retention') : [])
  expect(plan.searches.every(({ backend }) => backend === way.backend)).toBe(true)
  expect(answer.coverage).toMatchObject({ asked: length, answered: hasDropped ? 0 : length })
  // Event history has no other class, and says so whatever is found.
  const never = way.backend === 'event-history' ? ['data', 'network-activity', 'insights'] : []
  expect(answer.coverage.notCovered).toEqual(expect.arrayContaining(never))
  expectLedger({ evidence, answer })
}

export function expectLedger({ evidence, answer }: Pick<Asked, 'evidence' | 'answer'>): void {
  for (const { ledger } of evidence.findings)
    expect(ledger.records).toBe(ledger.events + ledger.unreadable + ledger.duplicates)
  const { events, unreadable } = answer.coverage.ledger
  expect(unreadable).toBe(0)
  expect(events).toBeGreaterThanOrEqual(evidence.totals.events + evidence.totals.twins)
}
