import { sayDollars } from '../message/say-cost.ts'
import type { PartGap } from '../watch/look.ts'
import type { Watch } from '../watch/watch.ts'
import type { Budget, Taken } from './budget.ts'

type Payer = Pick<Watch, 'team' | 'owner' | 'channel'>

/** Whether a look for watches may be made, and what to do when it was. */
export type LookPaid = Extract<Taken, { kind: 'taken' }> | { readonly kind: 'over'; readonly gap: PartGap }

/**
 * Takes a look that costs out of the budgets of the owner and the channel of one of its watches, and of the workspace. Watches of
 * one place share its looks, so they take turns; one whose owner or channel has too little left is passed over, and is looked
 * for all the same as long as another can pay. Where none can, nothing is looked for, and why is a gap that is told.
 */
export async function payLook(
  watches: readonly Payer[],
  turn: number,
  dollars: number,
  budget: Pick<Budget, 'take'>,
): Promise<LookPaid> {
  const payers = [...new Map(watches.map((watch) => [`${watch.owner} ${watch.channel}`, watch])).values()]
  const first = payers.length === 0 ? 0 : turn % payers.length
  let over: Extract<Taken, { kind: 'over' }> | undefined
  for (const { team, owner, channel } of [...payers.slice(first), ...payers.slice(0, first)]) {
    const work = { asker: { team, person: owner }, venue: { channel, thread: undefined, responseUrl: undefined } }
    const taken = await budget.take(work, { questions: 0, dollars })
    if (taken.kind === 'taken') return taken
    over = taken
    // No other has more of it.
    if (taken.charge.purse === 'workspace') break
  }
  if (over === undefined) return { kind: 'taken', settle: async () => {} }
  return { kind: 'over', gap: { reason: 'budget', detail: detailOf(over.charge) } }
}

const WHOSE = { person: 'whoever set these watches', channel: 'this channel', workspace: 'this workspace' } as const

function detailOf({ purse, most, until }: Extract<Taken, { kind: 'over' }>['charge']): string {
  const day = new Date(until).toISOString().slice(0, 10)
  return `Looking here costs something, and too little is left of the ${sayDollars(most / 1e6)} a day of ${WHOSE[purse]} (limits in my settings). There is more from ${day} 00:00 UTC on.`
}
