import { maskKeys } from '../policy/mask-keys.ts'
import type { Message } from './message.ts'
import type { View } from './view.ts'

/** Fields that Slack gives back and nobody reads: which block, which button, which question. */
const UNREAD: ReadonlySet<string> = new Set(['type', 'style', 'action_id', 'block_id', 'value', 'url'])

/** A message in which access key ids have no middle. What its buttons ask stays whole: it is sealed, or kept under an id. */
export function maskMessage(message: Message): Message {
  return { text: maskKeys(message.text), blocks: masked(message.blocks) }
}

/**
 * The same for a view, and for what a form is filled with: where it is sent off again, `unmaskKeys` knows which keys were meant.
 */
export function maskView(view: View): View {
  const title = view.title === undefined ? {} : { title: maskKeys(view.title) }
  return { ...view, ...title, blocks: masked(view.blocks) }
}

function masked<Data>(data: Data): Data {
  return maskedValue(data) as Data
}

function maskedValue(data: unknown): unknown {
  if (typeof data === 'string') return maskKeys(data)
  if (typeof data !== 'object' || data === null) return data
  if (Array.isArray(data)) return data.map(maskedValue)
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, UNREAD.has(name) ? value : maskedValue(value)]),
  )
}
