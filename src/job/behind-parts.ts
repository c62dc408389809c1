import { chainParagraphs } from '../message/chain-messages.ts'
import { line, type Part, say } from '../message/piece.ts'
import type { Answered } from './answer-question.ts'
import { estimateCost } from './estimate-cost.ts'
import type { LookDeps } from './look.ts'
import { payNothing } from './pay.ts'
import type { Work } from './reply-deps.ts'
import { trace } from './trace.ts'

/** Who was behind the listed events, for a report: traced where that costs nothing; else it says how to ask. */
export async function behindParts(
  { plan, evidence }: Answered,
  work: Work,
  { sources, grant }: Pick<LookDeps, 'sources' | 'grant'>,
  signal: AbortSignal,
): Promise<readonly Part[]> {
  if (grant.accounts !== undefined)
    return [line(say('Not traced here: the way back may lead into accounts that you may not ask about.'))]
  if ((estimateCost(plan, sources.backends)?.dollars ?? 0) > 0)
    return [line(say('Not traced here, for every step costs money where it is looked for. Ask with the word behind.'))]
  const { askedAt, asker } = work
  const made = await trace(
    { kind: 'events', events: evidence.events, via: plan.question.via },
    { sources, signal, askedAt, asker: asker.person, pay: payNothing(sources) },
  )
  return chainParagraphs(made).flat()
}
