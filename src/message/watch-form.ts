import { input } from './form-input.ts'
import type { Button, InputBlock, PlainTextOption } from '@slack/types'
import type { Instant } from '../lib/instant.ts'
import { EDIT_FIELDS, STAY_PAUSED, WATCH_FIELDS, WATCH_SOON, WATCH_STATES } from '../question/check-watch-form.ts'
import { isHeld } from '../watch/hold.ts'
import { sayTerms } from '../watch/say-terms.ts'
import type { Watch } from '../watch/watch.ts'
import { characters, LIMITS } from './block-limits.ts'
import { code, line, say, stress } from './piece.ts'
import { richText } from './rich-text.ts'
import type { View } from './view.ts'
import { statePieces, watchCommandPiece, watchedWords } from './watch-words.ts'

/** Opens the form of a watch: a new one, or the one of the token. */
export const OPEN_WATCH = 'open-watch'
/** The button's value where it is a new one. */
export const NEW_WATCH = 'new'
/** The forms' callback_ids. */
export const WATCH_NEW = 'watch-new'
export const WATCH_EDIT = 'watch-edit'

type Field = (typeof WATCH_FIELDS)[number] | (typeof EDIT_FIELDS)[number]

export function watchFormButton(): Button {
  return { type: 'button', action_id: OPEN_WATCH, text: plain('Watch with a form'), value: NEW_WATCH }
}

export function editWatchButton(): Button {
  return { type: 'button', action_id: OPEN_WATCH, text: plain('Edit') }
}

/** The form that sets a watch. `channel`: Slack's id of where it tells unless another is chosen. */
export function watchFormView(channel: string | undefined): View {
  return {
    type: 'modal',
    title: 'Watch',
    submit: 'Watch',
    close: 'Cancel',
    form: WATCH_NEW,
    blocks: [
      richText([
        line(
          say(
            'What this asks for is told in a channel when CloudTrail has delivered it. A name or words: one may be empty.',
          ),
        ),
      ]),
      input('who', 'Who', 'Names that answers have shown, as you type.', {
        type: 'external_select',
        action_id: 'who',
        min_query_length: 1,
        placeholder: plain('Type the beginning of a name'),
      }),
      input('words', 'Who and what, in words', 'As behind /whodid watch. Several names: any of them.', {
        type: 'plain_text_input',
        action_id: 'words',
        max_length: 1_000,
        placeholder: plain('role:Admin writes not event:Decrypt'),
      }),
      soonInput('each'),
      hourInput(9, 'On the clocks of your time zone.'),
      input(
        'channel',
        'Tell in',
        'I have to be in that channel. All in it read what is watched, and who set it.',
        {
          type: 'conversations_select',
          action_id: 'channel',
          filter: { include: ['public', 'private', 'im'], exclude_external_shared_channels: true },
          ...(channel === undefined ? { default_to_current_conversation: true } : { initial_conversation: channel }),
        },
        false,
      ),
    ],
  }
}

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
        line(say('Who and what stay as they are. For others, set another watch and end this one.')),
      ]),
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

function soonInput(kind: string): InputBlock {
  const hint = 'What stands out is told at once, except by first times.'
  return input('soon', 'How soon', hint, chosen('soon', WATCH_SOON, kind), false)
}

function hourInput(hour: number, hint: string): InputBlock {
  const hours = Array.from({ length: 24 }, (_, at) => [String(at), `${String(at).padStart(2, '0')}:00`] as const)
  return input('hour', 'Hour of a digest every day', hint, chosen('hour', hours, String(hour)))
}

function chosen(
  field: Field,
  choices: readonly (readonly [value: string, label: string])[],
  initial: string,
): InputBlock['element'] {
  const options = choices.map(([value, label]): PlainTextOption => ({ text: plain(label), value }))
  const first = options.find(({ value }) => value === initial)
  return { type: 'static_select', action_id: field, options, ...(first && { initial_option: first }) }
}

function plain(text: string): { type: 'plain_text'; text: string; emoji: false } {
  return { type: 'plain_text', text, emoji: false }
}
