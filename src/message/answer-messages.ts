import type { Answer } from '../answer/answer.ts'
import type { Message } from './message.ts'
import type { Context } from './parts/headline.ts'
import { rootMessage } from './root-message.ts'
import { threadMessages } from './thread-messages.ts'

/** An answer as Slack messages: one to read now, and in its thread one for each topic. */
export function answerMessages(
  answer: Answer,
  context: Context,
): { readonly root: Message; readonly thread: readonly Message[] } {
  return { root: rootMessage(answer, context), thread: threadMessages(answer) }
}
