import type { Bound, Trace } from '../../chain/trace.ts'
import { never } from '../../lib/never.ts'
import { code, type Line, line, list, type Part, quote, say, stress } from '../piece.ts'
import { type AccountCalled, type ChainGroup, eventsOf, pathLine } from '../say-chain.ts'
import { sayDollars } from '../say-cost.ts'
import { sayCount } from '../say-count.ts'
import { evidenceLine, missingLines, stepLine } from './chain-steps.ts'

/** A chain: its path, how sure it is, and each step with what shows it. */
export function chainParts(group: ChainGroup, called: AccountCalled, withEvidence: boolean): readonly Part[] {
  const { chain, chains } = group
  const steps = chain.hops.flatMap((hop, at) => [
    stepLine(
      hop,
      chains.flatMap(({ hops }) => hops[at] ?? []),
      called,
    ),
    ...missingLines(hop, called),
    ...(withEvidence ? hop.evidence.map((each): Line => [say('↳ shown by '), ...evidenceLine(each, called)]) : []),
  ])
  const made = chain.keyMade
  const [first] = chain.hops
  return [
    line(...pathLine(chain.hops, called)),
    line(stress(chain.confidence), say(` · ${sayTally(chains, eventsOf(group))}`)),
    list(steps),
    ...(made === undefined
      ? []
      : [
          line(
            say('The key '),
            code(first?.key ?? '', 40),
            say(' was made by '),
            ...pathLine(made.hops, called),
            say('. Who uses it is another question. '),
            ...(withEvidence ? evidenceLine(made.evidence, called) : [say('Event '), code(made.evidence.event, 60)]),
          ),
        ]),
  ]
}

function sayTally(chains: ChainGroup['chains'], events: number): string {
  const forwarded = chains.reduce((sum, each) => sum + (each.forwarded?.events ?? 0), 0)
  const joined = chains.reduce((sum, each) => sum + (each.joined?.events ?? 0), 0)
  return [
    sayCount(chains.length, 'session'),
    sayCount(events, 'event'),
    ...(forwarded > 0 ? [`${sayCount(forwarded, 'call')} by services on its behalf`] : []),
    ...(joined > 0 ? [`${sayCount(joined, 'call')} likely its own, by role id, session name and second`] : []),
  ].join(', ')
}

/** How much there is, and how sure. */
export function traceHeadline(trace: Trace, groups: readonly ChainGroup[]): readonly Part[] {
  const { chains, opened } = trace
  if (opened !== undefined) return openedParts(trace)
  if (chains.length === 0) return [line(stress('Nothing to trace: '), say('no session, key or event was found.'))]
  const sure = groups.filter(({ chain }) => chain.confidence === 'proven' || chain.confidence === 'likely').length
  return [
    line(
      stress(sayCount(groups.length, 'chain')),
      say(` behind ${sayCount(chains.length, 'session')}, ${sayCount(trace.counts.events, 'event')}. `),
      say(
        sure === groups.length
          ? 'All go back to an origin.'
          : `${groups.length - sure} of them could not be followed to an origin.`,
      ),
    ),
  ]
}

function openedParts({ opened }: Trace): readonly Part[] {
  const { direct, through = [], onlyNamed = [] } = opened ?? {}
  const parts = [
    line(
      stress('Directly: '),
      say(
        direct === undefined
          ? 'no event.'
          : `${sayCount(direct.events, 'event')}, ${sayCount(direct.writes, 'write')}, ${direct.denied} refused.`,
      ),
    ),
    line(
      stress('Through sessions it opened: '),
      say(
        through.length === 0
          ? 'no event.'
          : `${sayCount(eventsOf({ chains: through }), 'event')} in ${sayCount(through.length, 'session')}.`,
      ),
    ),
  ]
  if (onlyNamed.length === 0) return parts
  const events = sayCount(eventsOf({ chains: onlyNamed }), 'event')
  return [
    ...parts,
    line(
      stress('Only under the name: '),
      say(`${events} in ${sayCount(onlyNamed.length, 'session')}. Nothing shows that these are theirs.`),
    ),
  ]
}

/** How far was looked, which bounds were met, what did not answer, and what proven does not mean: always there. */
export function traceFooter({ asked, bounds, unseen, lookBack }: Trace): readonly Part[] {
  const hours = (ms: number) => sayCount(ms / 3_600_000, 'hour')
  const [worst] = unseen
  return [
    line(
      say(
        `Asked ${sayCount(asked.questions, 'question')} of ${sayCount(asked.searches, 'place')} in ${sayCount(asked.rounds, 'round')}. ` +
          `Looked back ${hours(lookBack.session)} for what opened a session.`,
      ),
    ),
    ...bounds.map((bound) => line(stress('Bound met: '), say(sayBound(bound)))),
    ...(worst === undefined
      ? []
      : [
          line(
            stress(`Incomplete: ${sayCount(unseen.length, 'place')} did not answer in full. `),
            code(worst.where, 80),
            say(': '),
            quote(worst.detail, 200),
          ),
        ]),
    line(
      say('Proven means that AWS checked the credentials and wrote the link down. Who held them, no event can tell.'),
    ),
  ]
}

function sayBound(bound: Bound): string {
  switch (bound.kind) {
    case 'hops':
      return `no chain is followed over more than ${sayCount(bound.most, 'session')}.`
    case 'rounds':
      return `no more than ${sayCount(bound.most, 'round')} of questions.`
    case 'questions':
      return `no more than ${sayCount(bound.most, 'question')}.`
    case 'chains':
      return `the ${bound.most} busiest sessions were traced; ${bound.left} more were not.`
    case 'actors':
      return `${bound.left} more identities were not looked at. Ask for less at a time.`
    case 'cancelled':
      return 'it was stopped.'
    case 'cost':
      return bound.why === 'budget'
        ? `the next round would cost about ${sayDollars(bound.dollars)}, and too little is left of a budget.`
        : `the next round would cost about ${sayDollars(bound.dollars)}, more than may be spent on the way back. Ask for less at a time.`
    default:
      return never(bound)
  }
}
