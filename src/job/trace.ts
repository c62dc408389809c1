import { makeKeyChain } from '../chain/key-chain.ts'
import { KEY_MADE_MS, makeChain, missingOf } from '../chain/make-chain.ts'
import type { Chain } from '../chain/chain.ts'
import type { Clues } from '../chain/clues.ts'
import { nextQuestions } from '../chain/next-questions.ts'
import type { Trace } from '../chain/trace.ts'
import type { Event } from '../event/event.ts'
import { type Instant, instant } from '../lib/instant.ts'
import type { Question, Term, Window } from '../question/question.ts'
import type { BackendName } from '../question/via.ts'
import { type Asking, LIMITS, makeAsking, makeTrace, type TraceDeps, type TraceLimits } from './asking.ts'

/** What is to be traced: all sessions that a question finds, those of some events, one key, or one session by ARN and creation. */
export type TraceSubject =
  | { readonly kind: 'question'; readonly question: Question }
  | { readonly kind: 'events'; readonly events: readonly Event[]; readonly via?: readonly BackendName[] | undefined }
  | {
      readonly kind: 'key'
      readonly key: string
      readonly window: Window
      readonly via?: readonly BackendName[] | undefined
    }
  | {
      readonly kind: 'session'
      readonly arn: string
      /** Sessions of one name are many: only the one that was made then. */
      readonly start: Instant | undefined
      readonly window: Window
      readonly via?: readonly BackendName[] | undefined
    }

/**
 * Who was behind it: asks until nothing more can be learned or a bound is met, each round for all chains at once. Never throws
 * for a place that fails: what it would have told is missing, and no step that needed it is called proven.
 */
export async function trace(subject: TraceSubject, deps: TraceDeps): Promise<Trace> {
  const limits = { ...LIMITS, ...deps.limits }
  const asking = makeAsking(deps, limits)
  await startWith(subject, asking)
  let chains = chainsOf(subject, asking.clues(), limits)
  for (; !asking.isOver(); ) {
    const clues = asking.clues()
    const missing = chains.made.flatMap((chain) => missingOf(chain, clues))
    if (!(await asking.round(nextQuestions(missing, viaOf(subject))))) break
    chains = chainsOf(subject, asking.clues(), limits)
  }
  return makeTrace(chains, undefined, asking, limits)
}

async function startWith(subject: TraceSubject, asking: Asking): Promise<void> {
  const settles = { what: [] }
  const via = viaOf(subject)
  switch (subject.kind) {
    case 'question':
      await asking.round([{ question: subject.question, settles }], () => true)
      return
    case 'events':
      for (const event of subject.events) asking.sightings.add(event, true)
      return
    case 'key': {
      const { key, window } = subject
      const used: Term = { not: false, predicate: { kind: 'identity', by: 'key', value: key, prefix: false } }
      await asking.round([{ question: { terms: [used], window, via }, settles }], () => true)
      const clues = asking.clues()
      if ([...clues.sessions.values()].some(({ keys }) => keys.includes(key))) return
      const given: Term[] = [
        { not: false, predicate: { kind: 'resource', value: key } },
        ...['sts.amazonaws.com', 'iam.amazonaws.com'].map((value) => ({
          not: false,
          predicate: { kind: 'source' as const, value },
        })),
      ]
      const before = instant(window.from - KEY_MADE_MS)
      await asking.round([{ question: { terms: given, window: { from: before, to: window.to }, via }, settles }])
      return
    }
    case 'session': {
      const { arn, window } = subject
      const named: Term = { not: false, predicate: { kind: 'identity', by: 'arn', value: arn, prefix: false } }
      await asking.round([{ question: { terms: [named], window, via }, settles }], () => true)
      return
    }
  }
}

function viaOf(subject: TraceSubject): readonly BackendName[] | undefined {
  return subject.kind === 'question' ? subject.question.via : subject.via
}

type Chains = { readonly made: readonly Chain[]; readonly left: number }

/** Of the sessions that were asked about, those with most events first. */
function chainsOf(subject: TraceSubject, clues: Clues, { chains, hops }: TraceLimits): Chains {
  const asked = [...clues.sessions.values()].filter(
    ({ counts, keys, event }) =>
      counts !== undefined &&
      (subject.kind !== 'key' || keys.includes(subject.key)) &&
      (subject.kind !== 'session' || subject.start === undefined || event.actor.sessionStart === subject.start),
  )
  if (subject.kind === 'key' && asked.length === 0) {
    const chain = makeKeyChain(subject.key, clues, hops)
    return { made: chain === undefined ? [] : [chain], left: 0 }
  }
  asked.sort((a, b) => (b.counts?.events ?? 0) - (a.counts?.events ?? 0) || (a.id < b.id ? -1 : 1))
  return {
    made: asked.slice(0, chains).map((session) => makeChain(session, clues, hops)),
    left: Math.max(0, asked.length - chains),
  }
}
