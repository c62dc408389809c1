import type { ActionsBlock, PlainTextOption, StaticSelect } from '@slack/types'
import { sayTerms } from '../watch/say-terms.ts'
import type { Watch } from '../watch/watch.ts'
import { LIMITS } from './block-limits.ts'
import { shown } from './piece.ts'
import { editWatchButton } from './watch-form.ts'

/**
 * How the action_id of every button and menu of a watch begins. The value says what is to be done with the watch of the
 * token: `pause 1h`, `resume`, `unwatch`, `mute event:Decrypt`, `tell hourly`.
 */
export const WATCH_ACTIONS = 'watch-'

type Shown = Pick<Watch, 'hold' | 'urgency'>

/** What can be done with a watch, where it is what a message is about. The token, the watch sealed, is the block's id. */
export function watchButtons(watch: Shown, token: string): ActionsBlock {
  const { hold } = watch
  return {
    type: 'actions',
    block_id: token,
    elements: [
      ...(hold === undefined ? [button('Pause 1 h', 'pause 1h')] : []),
      ...(hold?.kind === 'paused' ? [button('Resume', 'resume')] : []),
      editWatchButton(),
      button('Unwatch', 'unwatch'),
      menu('Change…', [...urgencyOptions(watch), ...PAUSES]),
    ],
  }
}

/** The same under what a watch tells, in one menu; `names` are calls that may be muted from there. */
export function watchMenu(watch: Shown, token: string, names: readonly string[]): ActionsBlock {
  const mutes = names.flatMap((name) => muteOption(name) ?? []).slice(0, MUTES)
  const options = [...mutes, option('Pause 1 h', 'pause 1h'), ...PAUSES, ...urgencyOptions(watch)]
  return {
    type: 'actions',
    block_id: token,
    elements: [menu('This watch…', [...options, option('Unwatch', 'unwatch')]), editWatchButton()],
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
function muteOption(name: string): PlainTextOption | undefined {
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
