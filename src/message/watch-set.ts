import type { Watch } from '../watch/watch.ts'
import { makeMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { code, line, quote, say, stress } from './piece.ts'
import { richText } from './rich-text.ts'
import { header } from './root-message.ts'
import { sayDollars } from './say-cost.ts'
import { watchButtons } from './watch-buttons.ts'
import { type Preview, previewParts } from './watch-preview.ts'
import { sayHowSoon, sayUrgency, watchCommandPiece, watchedWords } from './watch-words.ts'

export type WatchSet = {
  readonly watch: Watch
  readonly token: string | undefined
  readonly preview: Preview
  /** How often places are looked at. */
  readonly lookMinutes: number
  /** Where it is looked for, in words. */
  readonly plan: string
  /** What looking costs a day, where it costs. */
  readonly dollarsADay: number
  /** Only accounts that its owner may ask about are watched. */
  readonly narrowed: boolean
  /** It was set before, and tells otherwise from now on. */
  readonly changed: boolean
  /** Whose it was, where they may not ask this any more. */
  readonly takenFrom?: string | undefined
}

/** A watch was set: what it watches, how soon it tells, and how much that would have been. */
export function watchSetMessage(set: WatchSet): Message {
  const { watch, token, plan, dollarsADay, narrowed, changed, lookMinutes, takenFrom } = set
  return makeMessage([
    header(
      `${takenFrom !== undefined ? 'Watching again' : changed ? 'Watched otherwise' : 'Watching'}: ${watchedWords(watch)}`,
    ),
    richText([
      ...(takenFrom === undefined
        ? []
        : [
            line(say('Taken over from '), { kind: 'person', id: takenFrom }, say('. What it found meanwhile follows.')),
          ]),
      line(say(sayHowSoon(watch.urgency, lookMinutes))),
      ...(narrowed ? [line(say('Only in the accounts that whoever set it may ask about here.'))] : []),
      ...previewParts(set.preview),
      line(say('Where I look: '), quote(plan, 600)),
      ...(dollarsADay >= 0.01 ? [line(stress(`Looking costs about ${sayDollars(dollarsADay)} a day in AWS.`))] : []),
      line(say('Set again with '), watchCommandPiece(watch)),
      line(
        code(watch.id),
        say(` · tells here ${sayUrgency(watch.urgency)} · set by `),
        { kind: 'person', id: watch.owner },
        say(', with whose rights it looks'),
      ),
    ]),
    ...(token === undefined ? [] : [watchButtons(watch, token)]),
  ])
}
