import { describe, expect, it } from 'vitest'
import { askVia, type Asked, expected, idsOf, questionOf } from './asking.ts'
import { expectLedger, seen } from './backend.ts'
import { type Ground, type Way } from './ground.ts'

type Unseen = {
  readonly what: string
  readonly words: string
  /** How many of its events each kind of place has, and what the answer says of the rest. */
  readonly event: (asked: Asked) => void
  readonly logs: (asked: Asked) => void
  readonly athena: (asked: Asked) => void
  readonly files: (asked: Asked) => void
}

/** What some kinds of places cannot have, each told in the answer's coverage. */
const UNSEEN: readonly Unseen[] = [
  {
    what: 'data events',
    words: 'event:GetObject 24h',
    event({ ids, answer }) {
      expect(ids).toEqual([])
      expect(answer.coverage.notCovered).toContain('data')
      expect(answer.miss?.reasons).toContain('data-events')
    },
    logs: hasData,
    athena: hasData,
    files: hasData,
  },
  {
    what: 'network activity',
    words: 'event:Decrypt region:us-east-1 2026-11-23T09:00Z..2026-11-23T09:30Z',
    event: ({ answer }) => expect(answer.coverage.notCovered).toContain('network-activity'),
    logs: hasNetwork,
    athena: hasNetwork,
    files: hasNetwork,
  },
  {
    what: 'a Region that was not set up',
    words: 'region:ap-south-1 24h',
    event({ plan, answer }) {
      expect(plan.searches).toEqual([])
      expect(plan.why).toContain('no configured account and Region could hold it')
      expect(answer.coverage.looked).toEqual([])
    },
    logs: ({ ids }) => expect(ids).toHaveLength(1),
    athena({ ids, evidence, answer }) {
      expect(ids).toEqual([])
      expect(evidence.findings.map(({ gaps }) => gaps.map(({ reason }) => reason))).toEqual([['missing']])
      expect(answer.coverage).toMatchObject({ asked: 1, answered: 0, failed: 1 })
    },
    files: ({ ids }) => expect(ids).toHaveLength(1),
  },
  {
    what: 'what is older than it keeps',
    words: 'Alice 120d',
    event: hasDropped,
    logs: hasDropped,
    athena: isWhole,
    files: isWhole,
  },
]

/** The answer has what the place can have, and says what it cannot. */
export function saysWhatItCannotSee(way: Way, ground: () => Ground): void {
  const kind = (
    { 'event-history': 'event', 'cloudwatch-logs': 'logs', athena: 'athena', 'log-files': 'files' } as const
  )[way.backend]
  describe(`${way.name} says what it cannot see:`, () => {
    it.each(UNSEEN)('$what', async ({ words, ...tests }) => {
      const question = questionOf(words, ground())

      const asked = await askVia(way, question, ground())

      expect(asked.ids).toEqual(idsOf(expected(question, seen(way, ground()))))
      // Insights' own events are nowhere.
      expect(asked.answer.coverage.notCovered).toContain('insights')
      expectLedger(asked)
      tests[kind](asked)
    })
  })
}

function hasData({ ids, answer }: Asked): void {
  expect(ids.length).toBeGreaterThan(0)
  expect(answer.coverage.notCovered).not.toContain('data')
}

function hasNetwork({ ids, answer }: Asked): void {
  expect(ids.length).toBeGreaterThan(0)
  expect(answer.coverage.notCovered).not.toContain('network-activity')
}

function hasDropped({ ids, plan, evidence, answer }: Asked): void {
  expect(ids.length).toBeGreaterThan(0)
  expect(evidence.findings.map(({ gaps }) => gaps.map(({ reason }) => reason))).toEqual(
    plan.searches.map(() => ['retention']),
  )
  expect(answer.coverage.partly).toBe(plan.searches.length)
}

function isWhole({ ids, answer }: Asked): void {
  expect(ids.length).toBeGreaterThan(0)
  expect(answer.coverage.answered).toBe(answer.coverage.asked)
}
