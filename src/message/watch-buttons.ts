import type { ActionsBlock, PlainTextOption, StaticSelect } from '@slack/types'
import { sayTerms } from '../watch/say-terms.ts'
import type { Watch } from '../watch/watch.ts'
import { LIMITS } from './block-limits.ts'
import type { MuteOffer } from './mute-offers.ts'
import { shown } from './piece.ts'
import { editWatchButton } from './watch-form.ts'

/**
 * How the action_id of every button and menu of a watch begins. The value says what is to be done with the watch of the
 * token: `pause 1h`, `resume`, `unwatch`, `mute event:Decrypt`, `tell hourly`, or
 * `mute-like` and the key of the sighting whose call on whose target is muted.
 */
export const WATCH_ACTIONS = 'watch-'

type Shown = Pick<Watch, 'hold' | 'urgency'>

/**
 * What can be done with a watch, where it is what a message is about. The token, the watch sealed, is the block's id. `undo`:
 * the value that takes back what the message tells of.
 */
export function watchButtons(watch: Shown, token: string, undo?: string): ActionsBlock {
  const { hold } = watch
  return {
    type: 'actions',
    block_id: token,
    elements: [
      ...(undo === undefined || undo.length > LIMITS.buttonValue ? [] : [button('Undo', undo)]),
      ...(hold === undefined ? [button('Pause 1 h', 'pause 1h')] : []),
      ...(hold?.kind === 'paused' ? [button('Resume', 'resume')] : []),
      editWatchButton(),
      button('Unwatch', 'unwatch'),
      menu('Change…', [...urgencyOptions(watch), ...PAUSES]),
    ],
  }
}

/** The same under what a watch tells, in one menu; `offers` are what may be muted from there. In a thread the button stands above. */
export function watchMenu(watch: Shown, token: string, offers: readonly MuteOffer[], inThread = false): ActionsBlock {
  const mutes = offers.flatMap((offer) => muteOption(offer) ?? []).slice(0, MUTES)
  const options = [...mutes, option('Pause 1 h', 'pause 1h'), ...PAUSES, ...urgencyOptions(watch)]
  return {
    type: 'actions',
    block_id: token,
    elements: [
      menu('This watch…', [...options, option('Unwatch', 'unwatch')]),
      ...(inThread ? [] : [editWatchButton()]),
    ],
  }
}

const MUTES = 10

function urgencyOptions({ urgency }: Shown): readonly PlainTextOption[] {
  return URGENCIES.filter(({ kind }) => kind !== urgency.kind).map(({ text, value }) => option(text, value))
}

function menu(text: string, options: readonly PlainTextOption[]): StaticSelect {
  return {
    type: 'static_select',
    action_id: `${WATCH_ACTIONS}menu`,
    placeholder: { type: 'plain_text', text, emoji: false },
    options: [...options],
  }
}

const URGENCIES = [
  { kind: 'each', text: 'Tell each event', value: 'tell each' },
  { kind: 'hourly', text: 'Tell hourly', value: 'tell hourly' },
  { kind: 'daily', text: 'Tell daily at 9', value: 'tell daily 9' },
  { kind: 'stands-out', text: 'Tell what stands out', value: 'tell stands-out' },
  { kind: 'first', text: 'Tell first times', value: 'tell first' },
] as const

const PAUSES = [
  option('Pause 8 h', 'pause 8h'),
  option('Pause 3 days', 'pause 3d'),
  option('Pause until resumed', 'pause'),
]

/** Undefined where the name is too long for an option's value: it can be typed. */
function muteOption({ name, like }: MuteOffer): PlainTextOption | undefined {
  if (like !== undefined) return option(`Mute ${shown(name, 30)} on ${shown(like.target, 34)}`, `mute-like ${like.key}`)
  const value = `mute ${sayTerms([{ not: false, predicate: { kind: 'event', value: name, prefix: false } }])}`
  return value.length > LIMITS.optionValue ? undefined : option(`Mute ${shown(name, 60)}`, value)
}

function button(text: string, value: string) {
  return {
    type: 'button',
    action_id: `${WATCH_ACTIONS}${value.split(' ')[0]}`,
    text: { type: 'plain_text', text, emoji: false },
    value,
  } as const
}

function option(text: string, value: string): PlainTextOption {
  return { text: { type: 'plain_text', text, emoji: false }, value }
}
