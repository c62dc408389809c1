import type { InputBlock, PlainTextOption } from '@slack/types'
import { type EDIT_FIELDS, type WATCH_FIELDS, WATCH_SOON } from '../question/watch-form-choices.ts'
import { input } from './form-input.ts'

type Field = (typeof WATCH_FIELDS)[number] | (typeof EDIT_FIELDS)[number]

/** How soon it tells. */
export function soonInput(kind: string): InputBlock {
  const hint = 'What stands out is told at once, except by first times.'
  return input('soon', 'How soon', hint, chosen('soon', WATCH_SOON, kind), false)
}

/** The hour of a daily digest. */
export function hourInput(hour: number, hint: string): InputBlock {
  const hours = Array.from({ length: 24 }, (_, at) => [String(at), `${String(at).padStart(2, '0')}:00`] as const)
  return input('hour', 'Hour of a digest every day', hint, chosen('hour', hours, String(hour)))
}

/** A menu with one chosen at first; none where `initial` is none of them. */
export function chosen(
  field: Field,
  choices: readonly (readonly [value: string, label: string])[],
  initial: string,
): InputBlock['element'] {
  const options = choices.map(([value, label]): PlainTextOption => ({ text: plain(label), value }))
  const first = options.find(({ value }) => value === initial)
  return { type: 'static_select', action_id: field, options, ...(first && { initial_option: first }) }
}

export function plain(text: string): { type: 'plain_text'; text: string; emoji: false } {
  return { type: 'plain_text', text, emoji: false }
}
