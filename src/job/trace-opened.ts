import type { Clues } from '../chain/clues.ts'
import { LONGEST_ROLE_MS } from '../chain/moments.ts'
import { missingOf } from '../chain/make-chain.ts'
import { nextQuestions } from '../chain/next-questions.ts'
import { partOpened, sessionsOpened } from '../chain/opened.ts'
import type { Trace } from '../chain/trace.ts'
import type { Event } from '../event/event.ts'
import { instant } from '../lib/instant.ts'
import { holdsAll } from '../question/holds.ts'
import type { Question, Term } from '../question/question.ts'
import { LIMITS, makeAsking, makeTrace, type TraceDeps, type TraceLimits } from './asking.ts'

/**
 * What an identity did, itself and through the sessions that it opened, in the window of the question. Sessions that it opened
 * up to twelve hours before are followed too.
 */
export async function traceOpened(question: Question, deps: TraceDeps): Promise<Trace> {
  const limits = { ...LIMITS, ...deps.limits }
  const asking = makeAsking(deps, limits)
  const identities = identitiesOf(question)
  const others = holdsAll(question.terms.filter(({ predicate }) => predicate.kind !== 'identity'))
  const { window, via } = question
  const isCounted = (event: Event) => event.time >= window.from && event.time < window.to && others(event)
  const settles = { what: [] }
  await asking.round(
    openedFirst(question).map((one) => ({ question: one, settles })),
    isCounted,
  )
  const followed = new Set<string>()
  for (; !asking.isOver(); ) {
    const fresh = sessionsOpened(identities, asking.clues(), limits.hops).filter(
      (predicate) => !followed.has(JSON.stringify(predicate)),
    )
    for (const predicate of fresh) followed.add(JSON.stringify(predicate))
    const whole = { from: instant(window.from - LONGEST_ROLE_MS), to: window.to }
    const keys = inGroups(fresh, MOST_IDENTITIES).map((some) => ({
      question: { terms: some.map((predicate) => ({ not: false, predicate })), window: whole, via },
      settles,
    }))
    const { made } = openedChains(identities, asking.clues(), limits)
    const clues = asking.clues()
    const missing = made.flatMap((chain) => missingOf(chain, clues)).filter(({ what }) => what !== 'key-made')
    if (!(await asking.round([...keys, ...nextQuestions(missing, via)], isCounted))) break
  }
  const { made, opened } = openedChains(identities, asking.clues(), limits)
  return makeTrace({ made, left: 0 }, opened, asking, limits)
}

/** What is asked first: what they did themselves, and which sessions they opened before. */
export function openedFirst(question: Question): readonly Question[] {
  const { window, via } = question
  const identities = identitiesOf(question)
  const before = { from: instant(window.from - LONGEST_ROLE_MS), to: window.from }
  const sts: Term = { not: false, predicate: { kind: 'source', value: 'sts.amazonaws.com' } }
  return [
    { terms: identities, window, via },
    { terms: [...identities, sts], window: before, via },
  ]
}

function identitiesOf({ terms }: Question): readonly Term[] {
  return terms.filter(({ predicate }) => predicate.kind === 'identity')
}

const MOST_IDENTITIES = 50

function openedChains(terms: readonly Term[], clues: Clues, limits: TraceLimits) {
  const opened = partOpened(terms, clues, limits.hops)
  return { made: [...opened.through, ...opened.onlyNamed].slice(0, limits.chains), opened }
}

function inGroups<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const groups: Item[][] = []
  for (let at = 0; at < items.length; at += size) groups.push(items.slice(at, at + size))
  return groups
}
