import type { Instant } from '../lib/instant.ts'
import { sayTerms } from '../watch/say-terms.ts'
import type { Watch } from '../watch/watch.ts'
import { fitMessage, makeMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { code, joined, type Line, line, say, stress, time } from './piece.ts'
import { richText } from './rich-text.ts'
import { header } from './root-message.ts'
import { sayCount } from './say-count.ts'
import { watchButtons } from './watch-buttons.ts'
import { watchFormButton } from './watch-form.ts'
import { sayUrgency, statePieces, watchCommandPiece } from './watch-words.ts'

/** The watches of a channel, with what can be done with each. */
export function watchesMessage(
  watches: readonly { readonly watch: Watch; readonly token: string | undefined }[],
  now: Instant,
): Message {
  if (watches.length === 0) {
    return makeMessage([
      richText([
        line(stress('Nothing is watched in this channel.')),
        line(
          say('Watch something: '),
          code('/whodid watch Alice writes'),
          say(', or '),
          code('Watch this'),
          say(' under an answer.'),
        ),
      ]),
      { type: 'actions', elements: [watchFormButton()] },
    ])
  }
  return fitMessage((most) => {
    const shown = watches.slice(0, Math.min(most, LISTED))
    return [
      header(`${sayCount(watches.length, 'watch', 'watches')} in this channel`),
      ...shown.flatMap(({ watch, token }) => [
        richText([line(watchCommandPiece(watch)), line(...aboutPieces(watch, now))]),
        ...(token === undefined ? [] : [watchButtons(watch, token)]),
      ]),
      ...(shown.length < watches.length
        ? [
            richText([
              line(
                say('And '),
                ...joined(
                  watches.slice(shown.length).map(({ watch }): Line => [code(watch.id)]),
                  ', ',
                ),
              ),
            ]),
          ]
        : []),
      { type: 'actions', elements: [watchFormButton()] },
    ]
  })
}

/** Slack takes fifty blocks. */
const LISTED = 20

/** The same is watched in this channel. */
export function watchStandsMessage(watch: Watch, token: string | undefined, now: Instant): Message {
  return makeMessage([
    richText([
      line(stress('This is watched here already: '), ...aboutPieces(watch, now)),
      line(watchCommandPiece(watch)),
    ]),
    ...(token === undefined ? [] : [watchButtons(watch, token)]),
  ])
}

function aboutPieces(watch: Watch, now: Instant): Line {
  return [
    code(watch.id),
    say(` · ${sayUrgency(watch.urgency)} · `),
    ...statePieces(watch, now),
    say(' · since '),
    time(watch.since),
    ...(watch.mutes.length === 0
      ? []
      : [
          say(' · without '),
          ...joined(
            watch.mutes.map((terms): Line => [code(sayTerms(terms), 80)]),
            ', ',
          ),
        ]),
    say(' · by '),
    { kind: 'person', id: watch.owner },
  ]
}
