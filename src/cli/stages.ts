import type { Answered } from '../job/answer-question.ts'
import { answerMessages } from '../message/answer-messages.ts'
import { emptyMessage } from '../message/empty-message.ts'
import type { Question } from '../question/question.ts'
import type { Stage } from './options.ts'

/** Every stage of a question's way, as it is shown and recorded. Of the findings' events only the ids. */
export function stagesOf(
  question: Question,
  { plan, evidence, answer }: Answered,
  reading: { readonly zone: string; readonly defaultWindow: boolean },
): Readonly<Record<Stage, unknown>> {
  const context = { zone: reading.zone, asker: 'U00ASKER', defaultWindow: reading.defaultWindow }
  const message = answer.miss === undefined ? answerMessages(answer, context) : emptyMessage(answer, context)
  return { question, plan, findings: { ...evidence, events: evidence.events.map(({ id }) => id) }, answer, message }
}
