import type { ActionsBlock, PlainTextOption } from '@slack/types'
import { sayTerms } from '../watch/say-terms.ts'
import type { Watch } from '../watch/watch.ts'
import { LIMITS } from './block-limits.ts'
import { shown } from './piece.ts'

/**
 * How the action_id of every button and menu of a watch begins. The value says what is to be done with the watch of the
 * token: `pause 1h`, `resume`, `unwatch`, `mute event:Decrypt`, `tell hourly`.
 */
export const WATCH_ACTIONS = 'watch-'

/** What can be done with a watch. The token, the watch sealed, is the block's id. `names`: calls that may be muted from here. */
export function watchButtons(
  watch: Pick<Watch, 'hold' | 'urgency'>,
  token: string,
  names: readonly string[] = [],
): ActionsBlock {
  const paused = watch.hold?.kind === 'paused'
  const { urgency } = watch
  const others = URGENCIES.filter(({ kind }) => kind !== urgency.kind)
  return {
    type: 'actions',
    block_id: token,
    elements: [
      ...(paused ? [button('Resume', 'resume')] : watch.hold === undefined ? [button('Pause 1 h', 'pause 1h')] : []),
      button('Unwatch', 'unwatch'),
      {
        type: 'static_select',
        action_id: `${WATCH_ACTIONS}menu`,
        placeholder: { type: 'plain_text', text: 'Change…', emoji: false },
        options: [
          ...names.flatMap((name) => muteOption(name) ?? []).slice(0, 10),
          ...others.map(({ text, value }) => option(text, value)),
          option('Pause 8 h', 'pause 8h'),
          option('Pause 3 days', 'pause 3d'),
          option('Pause until resumed', 'pause'),
        ],
      },
    ],
  }
}

const URGENCIES = [
  { kind: 'each', text: 'Tell each event', value: 'tell each' },
  { kind: 'hourly', text: 'Tell hourly', value: 'tell hourly' },
  { kind: 'daily', text: 'Tell daily at 9', value: 'tell daily 9' },
  { kind: 'stands-out', text: 'Tell what stands out', value: 'tell stands-out' },
  { kind: 'first', text: 'Tell first times', value: 'tell first' },
] as const

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
