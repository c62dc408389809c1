import type { InputBlock } from '@slack/types'
import type { Instant } from '../lib/instant.ts'
import { STAY_PAUSED, WATCH_STATES } from '../question/watch-form-choices.ts'
import { isHeld } from '../watch/hold.ts'
import { sayTerms } from '../watch/say-terms.ts'
import type { Watch } from '../watch/watch.ts'
import { characters, LIMITS } from './block-limits.ts'
import { input } from './form-input.ts'
import { code, line, say, stress } from './piece.ts'
import { richText } from './rich-text.ts'
import type { View } from './view.ts'
import { WATCH_EDIT } from './watch-form.ts'
import { chosen, hourInput, plain, soonInput } from './watch-inputs.ts'
import { statePieces, watchCommandPiece, watchedWords } from './watch-words.ts'

/** The form that changes a watch, filled with what it is. `token`: the watch, and which state of it is shown, sealed. */
export function watchEditView(watch: Watch, token: string, now: Instant): View {
  const { urgency, hold, mutes } = watch
  const words = mutes.map((terms) => sayTerms(terms)).join('\n')
  const fits = characters(words) <= LIMITS.inputText
  const zone =
    urgency.kind === 'daily' ? `Now in ${urgency.zone}; another hour is in your time zone.` : 'In your time zone.'
  return {
    type: 'modal',
    title: 'Change a watch',
    submit: 'Change',
    close: 'Cancel',
    form: WATCH_EDIT,
    token,
    blocks: [
      richText([
        line(stress(watchedWords(watch))),
        line(watchCommandPiece(watch)),
        line(
          code(watch.id),
          say(' in '),
          { kind: 'channel', id: watch.channel },
          say(' · '),
          ...statePieces(watch, now),
        ),
      ]),
      ...askedInputs(watch),
      soonInput(urgency.kind),
      hourInput(urgency.kind === 'daily' ? urgency.hour : 9, zone),
      ...(hold?.kind === 'suspended' ? [] : stateInputs(hold, now)),
      ...(fits
        ? [
            input('mutes', 'Not told', 'One a line: an event for which all words of a line hold is not told.', {
              type: 'plain_text_input',
              action_id: 'mutes',
              multiline: true,
              max_length: LIMITS.inputText,
              placeholder: plain('event:Decrypt'),
              ...(words === '' ? {} : { initial_value: words }),
            }),
          ]
        : [richText([line(say('Its mutes are too long for a form, and stay as they are.'))])]),
    ],
  }
}

/** Who and what; what a suspended watch found was found for what it asks. */
function askedInputs({ terms, via, hold }: Watch): View['blocks'] {
  const words = sayTerms(terms, via)
  const why =
    hold?.kind === 'suspended'
      ? 'While it is suspended, who and what stay as they are. For others, set another watch and end this one.'
      : characters(words) > ASKED_MOST
        ? 'Who and what are too long for a form. Change them by words: /whodid edit, its id, and what it is to be.'
        : undefined
  if (why !== undefined) return [richText([line(say(why))])]
  const hint = 'As behind /whodid watch. Something else counts for what happens from then on; its channel is told.'
  return [
    input(
      'asked',
      'Who and what, in words',
      hint,
      { type: 'plain_text_input', action_id: 'asked', max_length: ASKED_MOST, initial_value: words },
      false,
    ),
  ]
}

const ASKED_MOST = 1_000

function stateInputs(hold: Watch['hold'], now: Instant): readonly InputBlock[] {
  const isPaused = hold?.kind === 'paused' && isHeld({ hold }, now)
  const stays = isPaused && hold.until !== undefined
  const states = stays ? [STAY_PAUSED, ...WATCH_STATES] : WATCH_STATES
  const state = stays ? STAY_PAUSED[0] : isPaused ? 'pause' : 'tell'
  return [
    input(
      'state',
      'State',
      'What it finds while it is paused is told as a digest then.',
      chosen('state', states, state),
      false,
    ),
    input('until', 'Paused until', undefined, { type: 'datetimepicker', action_id: 'until' }),
  ]
}
