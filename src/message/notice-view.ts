import type { Message } from './message.ts'
import { line, say } from './piece.ts'
import { richText } from './rich-text.ts'
import type { View } from './view.ts'

/** A message in a view: an error, a refusal, or that there is nothing. */
export function noticeView(message: Message): View {
  return { type: 'modal', title: 'whodid', blocks: message.blocks }
}

/** What a view says until its job has filled it. */
export function waitingView(): View {
  return { type: 'modal', title: 'whodid', blocks: [richText([line(say('Looking…'))])] }
}
