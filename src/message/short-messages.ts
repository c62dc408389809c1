import type { AnyBlock } from '@slack/types'
import type { FoundSoFar } from '../answer/found-so-far.ts'
import { sayInWords } from '../question/say-in-words.ts'
import type { Question, Reading } from '../question/question.ts'
import { makeMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { changesShort, latestShort } from './parts/changes.ts'
import { type Context, windowPart } from './parts/headline.ts'
import { refusalsShort } from './parts/refusals.ts'
import { standsOutShort } from './parts/stands-out.ts'
import { code, line, type Part, quote, say, stress, title } from './piece.ts'
import { richText } from './rich-text.ts'
import { header } from './root-message.ts'
import { runButton, stopButton } from './answer-buttons.ts'
import { sayBytes, sayDollars } from './say-cost.ts'
import { sayCount, sayNumber } from './say-count.ts'

/** How far a search is. */
export type Progress = {
  readonly searches: number
  readonly finished: number
  readonly events: number
  /** 0 to 1. */
  readonly part: number
}

/** While it is being looked for: where the answer will stand. */
export function progressMessage(
  question: Question,
  progress: Progress,
  context: Context & {
    readonly zone: string
    readonly stopToken?: string | undefined
    /** What was found so far. */
    readonly soFar?: FoundSoFar | undefined
  },
): Message {
  const { searches, finished, events, part } = progress
  const percent = Math.min(99, Math.floor(part * 100))
  return makeMessage([
    header(sayInWords(question)),
    richText([
      line(
        say(
          `Looking in ${sayCount(searches, 'place')}… ${sayNumber(finished)} answered, ${sayCount(events, 'event')} so far (${percent} %).`,
        ),
      ),
      windowPart(question.window, context.zone, context),
    ]),
    ...(context.soFar === undefined ? [] : soFarBlocks(context.soFar)),
    ...(context.stopToken === undefined ? [] : [stopButton(context.stopToken)]),
  ])
}

/** The first of what was found, while the rest is still looked for: what stands out, changes and refusals. */
function soFarBlocks(found: FoundSoFar): readonly AnyBlock[] {
  const parts = [
    ...standsOutShort(found, 4).slice(0, found.standsOut.length === 0 ? 0 : undefined),
    ...latestShort(found, 3),
    ...changesShort(found, 3),
    ...refusalsShort(found, 3),
  ]
  return parts.length === 0 ? [] : [richText([title('Found so far; this is not all'), ...parts])]
}

/** A word that was not understood, and what would work. */
export function unclearMessage(reading: Extract<Reading, { readonly kind: 'unclear' }>): Message {
  return short([
    line(say('I do not understand '), code(reading.word), say('.')),
    line(quote(reading.hint, 400)),
    ...(reading.suggestion === undefined ? [] : [line(say('Try: '), code(`/whodid ${reading.suggestion}`, 400))]),
    line(say('More: '), code('/whodid help')),
  ])
}

/** Someone was mentioned of whom Slack does not tell an e-mail address. */
export function noPersonMessage(person: string): Message {
  return short([
    line(
      say('Slack does not tell the e-mail address of '),
      code(person),
      say(', so I cannot tell which identity is theirs.'),
    ),
    line(say('Ask with a name or an address instead: '), code('/whodid alice@example.com 24h')),
  ])
}

/** It costs more than is asked without a word. `goesOn`: it leads to more looks, which are paid for too. */
export function costlyMessage(
  question: Question,
  cost: { readonly bytes: number; readonly dollars: number },
  plan: string,
  { token, goesOn }: { readonly token: string | undefined; readonly goesOn: boolean },
): Message {
  return makeMessage([
    header(sayInWords(question)),
    richText([
      line(stress(`This would read about ${sayBytes(cost.bytes)}, for about ${sayDollars(cost.dollars)}.`)),
      line(quote(plan, 400)),
      ...(goesOn ? [line(say('What this leads to is looked for too, and may cost as much again; there I stop.'))] : []),
      line(say('Run it, or ask for a shorter window, fewer accounts or one Region. Nothing was looked for yet.')),
    ]),
    ...(token === undefined ? [] : [runButton(token)]),
  ])
}

/** In a modal: its answer comes elsewhere. */
export function askedMessage(): Message {
  return short([
    line(stress('Asked. ')),
    line(say('The answer comes in the conversation behind this window; you can close it.')),
  ])
}

/** Who was behind something takes several rounds of looking. */
export function lookingBehindMessage(question: Question): Message {
  return short([
    line(stress('Looking for who was behind it. ')),
    line(quote(sayInWords(question), 200)),
    line(say('This goes from session to session, and may take a minute.')),
  ])
}

/** A question dearer than anyone may ask here. */
export function tooDearMessage(cost: { readonly dollars: number }, most: number): Message {
  return short([
    line(stress(`This would cost about ${sayDollars(cost.dollars)}; a question here may cost ${sayDollars(most)}.`)),
    line(say('Ask for a shorter window, fewer accounts or one Region. Nothing was looked for.')),
  ])
}

/** A button whose question cannot be read any more. */
export function staleButtonMessage(): Message {
  return short([
    line(stress('I no longer know what this button asks.')),
    line(say('It is too old, or I was installed anew since. Ask the question again with '), code('/whodid'), say('.')),
  ])
}

/** A click that found its work done or gone. */
export function notRunningMessage(): Message {
  return short([line(say('That search is not running any more.'))])
}

/** Something here is not possible yet. */
export function nothingToDoMessage(why: string): Message {
  return short([line(quote(why, 400))])
}

/** Nothing is configured to look in. */
export function noPlacesMessage(): Message {
  return short([
    line(stress('There is no place to look in.')),
    line(say('Whoever runs this bot has to name log files in its settings: see docs/settings.md.')),
  ])
}

/** The answer could not be posted where it was asked for: why, what to do, and the answer's own words. */
export function notPostedMessage(
  sent: { readonly kind: string; readonly reason?: string; readonly detail?: string },
  root: Message,
): Message {
  return makeMessage([
    richText([line(stress(whyNotPosted(sent))), line(say('This is the answer; only you see it here.'))]),
    ...root.blocks,
  ])
}

/** Why something could not be posted, and what to do. */
export function whyNotPosted(sent: { readonly kind: string; readonly reason?: string }): string {
  return sent.kind === 'unknown' ? UNKNOWN : (WHY[sent.reason ?? ''] ?? OTHERWISE)
}

const OTHERWISE = 'Slack did not take the answer.'
const UNKNOWN = 'Slack did not say whether it took the answer: it may stand in the channel, or not.'
const WHY: Readonly<Record<string, string>> = {
  __proto__: null as never,
  'not-in-channel':
    'I am not in that channel, so I cannot post the answer there. Invite me with /invite @whodid and ask again.',
  archived: 'That channel is archived, so nothing can be posted there.',
  'no-channel': 'I cannot see that channel. Invite me with /invite @whodid and ask again.',
  restricted: 'The workspace does not let me post in that channel.',
  'rate-limited': 'Slack lets me post no more for now. Ask again in a minute.',
  unreachable: 'Slack could not be reached to post the answer.',
  'no-rights': 'I lack a right in Slack to post there; whoever installed me can see which in the log.',
  'app-dead': 'My installation in this workspace has ended.',
  expired: 'It took longer than Slack lets a reply take.',
}

/** Something broke that is not the asker's fault. */
export function failedMessage(key: string): Message {
  return short([
    line(stress('That did not work: a defect of mine, not of your question.')),
    line(say('It is in my log under '), code(key), say('. Asking again may help.')),
  ])
}

/** The question was given up: too many wait, or the bot is being stopped. */
export function busyMessage(): Message {
  return short([
    line(stress('I could not finish this.')),
    line(say('Too many questions wait, or I am being restarted. Ask again in a minute.')),
  ])
}

function short(parts: readonly Part[]): Message {
  return makeMessage([richText(parts)])
}
