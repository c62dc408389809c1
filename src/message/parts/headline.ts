import type { KeyChoice } from '../answer-buttons.ts'
import type { Answer } from '../../answer/answer.ts'
import { sayWindow } from '../../question/say-window.ts'
import { code, joined, type Line, line, type Part, quote, say, stress, time } from '../piece.ts'
import { accountLine } from '../say-account.ts'
import { onBehalfParts } from './kinds.ts'
import { sayCount } from '../say-count.ts'

/** How many accounts and Regions a headline names. */
export const NAMED = 4

export type Context = {
  /** Slack's id of who asked; undefined in a terminal. */
  readonly asker?: string | undefined
  /** Nobody named a window, and it is the usual one. */
  readonly defaultWindow?: boolean | undefined
  /** The question, sealed: what the buttons under an answer carry. None where it is not told in Slack. */
  readonly token?: string | undefined
  /** The keys that the menu offers to ask about. */
  readonly keys?: readonly KeyChoice[] | undefined
  /** Only the accounts that its asker may ask about here were looked in. */
  readonly narrowed?: boolean | undefined
  /** How a follow-up was understood, in words. */
  readonly understoodAs?: string | undefined
}

/** How much, of what sort, when and where. */
export function headlineParts(answer: Answer, context: Context): readonly Part[] {
  const { headline, question, zone } = answer
  const { events, changes, refusals, failures, reads, signIns, roles, first, last } = headline
  const sorts = [
    sayCount(changes, 'change'),
    `${sayCount(refusals, 'call')} refused`,
    ...(failures > 0 ? [sayCount(failures, 'other failure')] : []),
    ...(signIns > 0 ? [sayCount(signIns, 'sign-in')] : []),
    ...(roles > 0 ? [sayCount(roles, 'role or token taken', 'roles or tokens taken')] : []),
    sayCount(reads, 'read'),
  ]
  const parts = [
    line(
      stress(sayCount(events, 'event')),
      say(': '),
      stress(sorts.slice(0, 2).join(', ')),
      say(`, ${sorts.slice(2).join(', ')}`),
    ),
    ...onBehalfParts(answer),
  ]
  if (first !== undefined && last !== undefined) {
    parts.push(
      first === last ? line(say('At '), time(first)) : line(say('First '), time(first), say(', last '), time(last)),
    )
  }
  if (events > 0) parts.push(line(...placesLine(headline)))
  parts.push(windowPart(question.window, zone, context))
  return parts
}

/** The window as it was understood: in the asker's zone and in UTC. */
export function windowPart(window: Answer['question']['window'], zone: string, context: Context): Part {
  const asked = context.asker === undefined ? [] : [say(' · asked by '), { kind: 'person' as const, id: context.asker }]
  return line(
    say('Window: '),
    quote(sayWindow(window, zone), 200),
    say(context.defaultWindow === true ? ' (the default, as none was given)' : ''),
    ...asked,
  )
}

function placesLine({ accounts, regions }: Answer['headline']): Line {
  const named = accounts.slice(0, NAMED).map(accountLine)
  const where = regions.slice(0, NAMED).map((region): Line => [code(region.value)])
  return [
    say('In '),
    ...joined(named, ', '),
    say(more(accounts.length, 'account')),
    ...(where.length === 0 ? [] : [say(' · '), ...joined(where, ', '), say(more(regions.length, 'Region'))]),
  ]
}

function more(count: number, one: string): string {
  return count > NAMED ? ` and ${sayCount(count - NAMED, `more ${one}`)}` : ''
}
