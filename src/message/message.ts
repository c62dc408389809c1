import type { AnyBlock } from '@slack/types'

/** What is posted: blocks, and the text that stands for them in notifications, screen readers and where blocks fail. */
export type Message = {
  readonly text: string
  readonly blocks: readonly AnyBlock[]
}
