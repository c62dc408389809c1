import type { Instant } from '../lib/instant.ts'
import { never } from '../lib/never.ts'
import { sayTerms } from '../watch/say-terms.ts'
import type { Watch } from '../watch/watch.ts'
import { makeMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { code, joined, type Line, line, type Part, quote, say, stress, time } from './piece.ts'
import { richText } from './rich-text.ts'
import { sayDollars } from './say-cost.ts'
import { watchButtons } from './watch-buttons.ts'
import { type Preview, previewParts } from './watch-preview.ts'
import { sayUrgency, statePieces, watchCommandPiece, watchedWords } from './watch-words.ts'

export type WatchChange =
  | { readonly kind: 'unwatch' }
  | { readonly kind: 'pause'; readonly until: Instant | undefined }
  | { readonly kind: 'resume' }
  | { readonly kind: 'mute' | 'unmute'; readonly words: string }
  /** By a form, or by `edit`: several things at once. */
  | ({ readonly kind: 'edit'; readonly before: Watch; readonly now: Instant } & { readonly asked?: AskedOtherwise })

/** Something else is watched from now on. */
export type AskedOtherwise = {
  readonly preview: Preview
  /** Where it is looked for, in words. */
  readonly plan: string
  /** What looking costs a day, where it costs. */
  readonly dollarsADay: number
  /** Only accounts that its owner may ask about are watched. */
  readonly narrowed: boolean
  /** What happened before is told as it was asked then, whenever it is delivered. */
  readonly asksBefore: boolean
}

/** Somebody changed a watch: told where others see it. */
export function watchChangedMessage(watch: Watch, change: WatchChange, by: string, token: string | undefined): Message {
  const gone = change.kind === 'unwatch'
  return makeMessage([
    richText([
      line(...changePieces(change), say(' '), watchCommandPiece(watch)),
      ...(change.kind === 'edit' && change.asked ? askedParts(watch, change, change.asked) : []),
      ...(change.kind === 'edit' ? editParts(watch, change) : []),
      line(code(watch.id), say(gone ? ' · the command sets it again' : ''), say(' · by '), { kind: 'person', id: by }),
    ]),
    ...(gone || token === undefined ? [] : [watchButtons(watch, token, undoOf(change))]),
  ])
}

function changePieces(change: WatchChange): Line {
  switch (change.kind) {
    case 'unwatch':
      return [stress('Not watched any more:')]
    case 'pause':
      return change.until === undefined
        ? [stress('Paused until it is resumed'), say('; what it finds is told as a digest then:')]
        : [stress('Paused until '), time(change.until), say('; what it finds is told as a digest then:')]
    case 'resume':
      return [stress('Telling again:')]
    case 'mute':
      return [stress('Muted: '), code(change.words, 200), say(' is not told any more by')]
    case 'unmute':
      return [stress('Told again: '), code(change.words, 200), say(', from now on, by')]
    case 'edit':
      return [stress('Changed:')]
    default:
      return never(change)
  }
}

function undoOf(change: WatchChange): string | undefined {
  return change.kind === 'mute' ? `unmute ${change.words}` : undefined
}

/** What is watched instead, from when, and what that would have been. */
function askedParts(
  watch: Watch,
  { before, now }: { readonly before: Watch; readonly now: Instant },
  { preview, plan, dollarsADay, narrowed, asksBefore }: AskedOtherwise,
): readonly Part[] {
  const late = asksBefore
    ? '. What happened before is told as it was asked then, also if it is delivered later.'
    : '. What happened before and is delivered later is not told: the former question costs more.'
  return [
    line(stress('From now on: '), say(watchedWords(watch))),
    line(say('Before: '), watchCommandPiece(before)),
    line(say('It counts for what happens from '), time(now), say(' on'), say(late)),
    ...(narrowed ? [line(say('Only in the accounts that whoever changed it may ask about here.'))] : []),
    ...(watch.owner === before.owner
      ? []
      : [
          line(say('It looks with the rights of '), { kind: 'person', id: watch.owner }, say('; before: '), {
            kind: 'person',
            id: before.owner,
          }),
        ]),
    ...previewParts(preview),
    line(say('Where I look: '), quote(plan, 600)),
    ...(dollarsADay >= 0.01 ? [line(stress(`Looking costs about ${sayDollars(dollarsADay)} a day in AWS.`))] : []),
  ]
}

/** What is otherwise than before, a line for each. */
function editParts(watch: Watch, { before, now }: { readonly before: Watch; readonly now: Instant }): readonly Part[] {
  const [was, is] = [before, watch].map(({ mutes }) => mutes.map((terms) => sayTerms(terms)))
  const muted = is?.filter((words) => was?.includes(words) !== true) ?? []
  const unmuted = was?.filter((words) => is?.includes(words) !== true) ?? []
  return [
    ...(sayUrgency(watch.urgency) === sayUrgency(before.urgency)
      ? []
      : [line(say(`Tells ${sayUrgency(watch.urgency)}; before: ${sayUrgency(before.urgency)}`))]),
    ...(watch.hold === before.hold ? [] : [line(say('Now '), ...statePieces(watch, now))]),
    ...(muted.length === 0 ? [] : [line(say('Not told any more: '), ...codes(muted))]),
    ...(unmuted.length === 0 ? [] : [line(say('Told again: '), ...codes(unmuted))]),
  ]
}

function codes(words: readonly string[]): Line {
  return joined(
    words.map((each): Line => [code(each, 200)]),
    ', ',
  )
}
