import { refusedMessage, rightsMessage } from '../message/rights-message.ts'
import type { Reading } from '../question/question.ts'
import { sayQuestion } from '../question/say-question.ts'
import type { Asked } from './asked.ts'
import type { ReplyDeps, Work } from './reply-deps.ts'

/** Whether someone may ask something here, and by which rule: nothing is looked for. Told to the asker alone. */
export async function tellRights(
  work: Work,
  { person, asked }: Extract<Reading, { kind: 'may' }>,
  { authorize, outbox }: ReplyDeps,
): Promise<Asked> {
  const { asker, venue } = work
  const own = await authorize(work, asked.question, { kind: 'doctor' })
  if (own.kind === 'refused') {
    const sent = await outbox.whisper(venue, asker, refusedMessage(own.detail))
    return { outcome: 'refused', sent, rights: `refused: ${own.reason}` }
  }
  const about = person ?? asker.person
  const permit = await authorize({ venue, asker: { team: asker.team, person: about } }, asked.question, asked.wanted)
  const sent = await outbox.whisper(venue, asker, rightsMessage(about, asked, permit))
  return { outcome: 'shown', sent, question: sayQuestion(asked.question), rights: own.by.join(', ') }
}
