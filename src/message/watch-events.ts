import type { AnyBlock } from '@slack/types'
import type { Root, Sighting, Watch } from '../watch/watch.ts'
import { answerButtons } from './answer-buttons.ts'
import { fitMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { muteOffers } from './mute-offers.ts'
import { code, joined, type Line, line, list, type Part, say, stress, time } from './piece.ts'
import { richText } from './rich-text.ts'
import { header } from './root-message.ts'
import type { AccountName } from './say-account.ts'
import { callOf, moreLine } from './say-action.ts'
import { sayCount, sayTimes } from './say-count.ts'
import { watchMenu } from './watch-buttons.ts'
import { inOrderOfRules, ruleTitle, sightingLine } from './watch-line.ts'
import { watchCommandPiece } from './watch-words.ts'

/** What a message of a watch needs besides what it tells. */
export type WatchContext = {
  readonly account: AccountName
  /** Slack may have had this message before. */
  readonly perhapsRepeated?: boolean
  /** The watch, and its question with the message's window: both sealed, for the buttons. */
  readonly tokens?: { readonly watch: string | undefined; readonly question: string | undefined } | undefined
}

/**
 * The message that opens what one identity does: who and how much, then the events. It is edited while they go on; the
 * later ones are in its thread.
 */
export function watchRootMessage(
  root: Pick<Root, 'who' | 'count' | 'first' | 'last' | 'regions' | 'names' | 'rules'>,
  opening: readonly Sighting[],
  watch: Watch | undefined,
  context: WatchContext,
): Message {
  const sorted = gravestFirst(opening)
  const later = root.count - opening.length
  const shownRules = new Set(opening.flatMap(({ standsOut }) => standsOut))
  const rules = inOrderOfRules([...shownRules, ...(root.rules ?? [])])
  const laterRules = rules.filter((rule) => !shownRules.has(rule))
  return fitMessage((most) => {
    const shown = sorted.slice(0, most)
    const hidden = sorted.length - shown.length
    return [
      header(headline(root.who, root.count, rules, sorted)),
      richText([
        ...repeatedParts(context),
        whenPart(root),
        ...(later > 0 ? [line(say('By call: '), ...namesLine(root.names))] : []),
        list([
          ...shown.map((sighting) => sightingLine(sighting, context.account, false)),
          ...moreLine(hidden, 'event'),
        ]),
        ...(later > 0 ? [laterPart(later, laterRules)] : []),
        ...(watch === undefined ? [] : [line(say('Watched: '), watchCommandPiece(watch))]),
      ]),
      ...buttons(watch, root.count, opening, context),
    ]
  })
}

/** More of the same identity, in the thread of its message. */
export function watchMoreMessage(
  sightings: readonly Sighting[],
  watch: Watch | undefined,
  context: WatchContext,
): Message {
  const sorted = gravestFirst(sightings)
  return fitMessage((most) => {
    const shown = sorted.slice(0, most)
    return [
      richText([
        ...repeatedParts(context),
        list([
          ...shown.map((sighting) => sightingLine(sighting, context.account, false)),
          ...moreLine(sorted.length - shown.length, 'event'),
        ]),
      ]),
      ...menu(watch, sightings, context, true),
    ]
  })
}

/** It is sent again although Slack may have had it. */
export function repeatedParts({ perhapsRepeated }: WatchContext): readonly Part[] {
  return perhapsRepeated === true
    ? [line(stress('This may be a repeat: '), say('Slack did not say whether it took it the first time.'))]
    : []
}

/** What stands out is never behind something else; the rest as it happened. */
export function gravestFirst(sightings: readonly Sighting[]): readonly Sighting[] {
  return sightings.toSorted((a, b) => Number(b.standsOut.length > 0) - Number(a.standsOut.length > 0))
}

function headline(who: string, count: number, [rule]: readonly string[], sorted: readonly Sighting[]): string {
  const [first] = sorted
  const more = count > 1 ? ` (${sayCount(count, 'event')})` : ''
  if (rule !== undefined) return `⚠ ${who}: ${ruleTitle(rule)}${more}`
  return first !== undefined && count === 1 ? `${who}: ${callOf(first.said)}` : `${who}: ${sayCount(count, 'event')}`
}

/** What stands out in the thread is named here too. */
function laterPart(later: number, rules: readonly string[]): Part {
  const said = `${sayCount(later, 'later event')} in this thread`
  if (rules.length === 0) return line(say(`${said}.`))
  return line(say(`${said}, among them: `), stress(rules.map((rule) => `⚠ ${ruleTitle(rule)}`).join(', ')))
}

/** `× 37, last 14:02, in 3 Regions`. */
function whenPart({ count, first, last, regions }: Parameters<typeof watchRootMessage>[0]): Part {
  const where = regions.filter((region) => region !== '')
  const named =
    where.length > 3
      ? [say(sayCount(where.length, 'Region'))]
      : joined(
          where.map((region): Line => [code(region, 40)]),
          ', ',
        )
  return line(
    ...(count > 1 ? [stress(`×${count}`), say(', first '), time(first), say(', last '), time(last)] : [time(last)]),
    ...(named.length === 0 ? [] : [say(', in '), ...named]),
  )
}

const NAMES = 8

function namesLine(names: Root['names']): Line {
  const sorted = names.toSorted((a, b) => b[1] - a[1])
  const shown = sorted.slice(0, NAMES).map(([name, count]): Line => [code(name, 60), say(sayTimes(count))])
  return [...joined(shown, ', '), say(sorted.length > NAMES ? ` and ${sorted.length - NAMES} more` : '')]
}

function buttons(
  watch: Watch | undefined,
  events: number,
  sightings: readonly Sighting[],
  { tokens }: WatchContext,
): readonly AnyBlock[] {
  if (watch === undefined || watch.ended !== undefined || tokens === undefined) return []
  const question = { terms: watch.terms, window: NO_WINDOW }
  return [
    ...(tokens.question === undefined
      ? []
      : [answerButtons({ question, headline: { events, changes: 0, refusals: 0 } }, tokens.question)]),
    ...menu(watch, sightings, { tokens }),
  ]
}

function menu(
  watch: Watch | undefined,
  sightings: readonly Sighting[],
  { tokens }: Pick<WatchContext, 'tokens'>,
  inThread = false,
): readonly AnyBlock[] {
  if (watch === undefined || watch.ended !== undefined || tokens?.watch === undefined) return []
  return [watchMenu(watch, tokens.watch, muteOffers(sightings), inThread)]
}

/** Buttons do not say it. */
const NO_WINDOW = { from: 0, to: 0 } as Parameters<typeof answerButtons>[0]['question']['window']
