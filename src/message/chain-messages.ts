import type { AnyBlock } from '@slack/types'
import type { Trace } from '../chain/trace.ts'
import { fitMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { chainParts, traceFooter, traceHeadline } from './parts/chains.ts'
import { line, type Part, say, stress } from './piece.ts'
import { richText } from './rich-text.ts'
import { header, understoodBlocks } from './root-message.ts'
import { type AccountCalled, type ChainGroup, groupChains } from './say-chain.ts'

export type ChainContext = {
  /** What was asked about, in the asker's or an event's own words; undefined: just that. */
  readonly subject?: string | undefined
  /** Slack's id of who asked; undefined in a terminal. */
  readonly asker?: string | undefined
  /** How a follow-up was understood, in words. */
  readonly understoodAs?: string | undefined
}

/** How many chains the root tells, and how many the thread does: in messages of a few each. */
const ROOT_CHAINS = 3
const THREAD_CHAINS = 24
const CHAINS_A_MESSAGE = 4

/** Who was behind it as Slack messages: the busiest chains with each step now, and in the thread all of them with their evidence. */
export function chainMessages(
  trace: Trace,
  context: ChainContext,
): { readonly root: Message; readonly thread: readonly Message[] } {
  const called = callAccounts(trace)
  const groups = groupChains(trace.chains)
  return { root: rootOf(trace, groups, called, context), thread: threadOf(groups, called) }
}

/** The same as parts, for a terminal. */
export function chainParagraphs(trace: Trace): readonly (readonly Part[])[] {
  const called = callAccounts(trace)
  const groups = groupChains(trace.chains)
  return [traceHeadline(trace, groups), ...groups.map((group) => chainParts(group, called, true)), traceFooter(trace)]
}

function callAccounts({ accounts }: Trace): AccountCalled {
  const alias = new Map(accounts.map((account) => [account.id, account.alias]))
  return (id) => alias.get(id) ?? id
}

function rootOf(trace: Trace, groups: readonly ChainGroup[], called: AccountCalled, context: ChainContext): Message {
  const subject = context.subject === undefined ? '' : `: ${context.subject}`
  const title = trace.opened === undefined ? 'Who was behind it' : 'What it did itself, and through whom'
  return fitMessage((most) => {
    const shown = groups.slice(0, Math.min(most, ROOT_CHAINS))
    const left = groups.length - shown.length
    return [
      header(`${title}${subject}`),
      ...understoodBlocks(context),
      richText(traceHeadline(trace, groups)),
      ...shown.map((group) => richText(few(chainParts(group, called, false), most))),
      ...(left > 0
        ? [
            richText([
              line(stress(`${left} more`), say(left === 1 ? ' chain is in the thread.' : ' chains are in the thread.')),
            ]),
          ]
        : []),
      { type: 'divider' },
      richText([
        ...traceFooter(trace),
        ...(context.asker === undefined ? [] : [line(say('Asked by '), { kind: 'person', id: context.asker })]),
      ]),
    ]
  })
}

/** Lists no longer than fit. */
function few(parts: readonly Part[], most: number): readonly Part[] {
  const rows = Math.max(2, most)
  return parts.map((part) => {
    if (part.kind !== 'list' || part.lines.length <= rows) return part
    const left = part.lines.length - rows
    return { ...part, lines: [...part.lines.slice(0, rows), [say(`… and ${left} more lines`)]] }
  })
}

function threadOf(groups: readonly ChainGroup[], called: AccountCalled): readonly Message[] {
  const told = groups.slice(0, THREAD_CHAINS)
  const messages: Message[] = []
  for (let first = 0; first < told.length; ) {
    const some = asManyAsFit(told.slice(first, first + CHAINS_A_MESSAGE), called)
    const range = told.length === 1 ? '' : ` ${first + 1}–${first + some.length} of ${groups.length}`
    const title = header(`${told.length === 1 ? 'The chain' : 'Chains'}${range} with evidence`)
    messages.push(fitMessage((most) => [title, ...chainBlocks(some, called, most)]))
    first += some.length
  }
  return messages
}

function chainBlocks(groups: readonly ChainGroup[], called: AccountCalled, most: number): readonly AnyBlock[] {
  return groups.map((group) => richText(few(chainParts(group, called, true), most)))
}

/** A chain is told with at least so many of its lines, where not for its own sake alone. */
const LINES = 10
const ROOM = 12_000

function asManyAsFit(groups: readonly ChainGroup[], called: AccountCalled): readonly ChainGroup[] {
  let some = groups
  while (some.length > 1 && JSON.stringify(chainBlocks(some, called, LINES)).length > ROOM) some = some.slice(0, -1)
  return some
}
