import type { Answered, Sources } from './answer-question.ts'
import { answerQuestion } from './answer-question.ts'
import type { Instant } from '../lib/instant.ts'
import { answerMessages } from '../message/answer-messages.ts'
import { emptyMessage } from '../message/empty-message.ts'
import { helpMessage } from '../message/help-message.ts'
import type { Message } from '../message/message.ts'
import {
  failedMessage,
  noPlacesMessage,
  noPersonMessage,
  notPostedMessage,
  progressMessage,
  unclearMessage,
} from '../message/short-messages.ts'
import { readQuestion } from '../question/read-question.ts'
import type { Asker, Job } from './job.ts'
import type { Outbox, People, Sent } from './ports.ts'
import { resolvePeople } from './resolve-people.ts'
import { makeTelling } from './telling.ts'

export type AskDeps = {
  readonly outbox: Outbox
  readonly people: People
  readonly sources: Sources
  readonly now: () => Instant
  /** The window where none is given, in milliseconds. */
  readonly defaultWindowMs: number
  /** What can be asked, and what is missing. */
  readonly doctor: (signal: AbortSignal) => Promise<Message>
}

/** What became of a question: for the log. */
export type Asked = {
  readonly outcome: 'answered' | 'empty' | 'unclear' | 'help' | 'doctor' | 'nowhere'
  readonly sent: Sent
  readonly answered?: Answered
}

/** The road from someone's words to the reply they get. Throws only for a defect; the caller tells the asker. */
export async function ask(job: Job, deps: AskDeps, signal: AbortSignal): Promise<Asked> {
  const asker = await deps.people.look(job.asker)
  const reading = readQuestion(job.words, {
    now: job.askedAt,
    zone: asker.zone,
    accounts: deps.sources.estate.accounts,
    defaultWindowMs: deps.defaultWindowMs,
  })
  const whisper = (message: Message) => deps.outbox.whisper(job.venue, job.asker, message)
  if (reading.kind === 'doctor') return { outcome: 'doctor', sent: await whisper(await deps.doctor(signal)) }
  if (reading.kind === 'help') return { outcome: 'help', sent: await whisper(helpMessage(reading.topic)) }
  if (reading.kind === 'unclear') return { outcome: 'unclear', sent: await whisper(unclearMessage(reading)) }

  const resolved = await resolvePeople(reading.question, (person) =>
    deps.people.look({ ...job.asker, person } satisfies Asker),
  )
  if (resolved.kind === 'unknown') return { outcome: 'unclear', sent: await whisper(noPersonMessage(resolved.person)) }
  if (deps.sources.estate.places.length === 0) return { outcome: 'nowhere', sent: await whisper(noPlacesMessage()) }

  const { question } = resolved
  const context = { zone: reading.zone, asker: job.asker.person, defaultWindow: reading.defaultWindow }
  const telling = makeTelling(job, deps.outbox, {
    now: deps.now,
    progressMessage: (progress) => progressMessage(question, progress, context),
  })
  try {
    const answered = await answerQuestion(question, deps.sources, {
      signal,
      zone: reading.zone,
      askedAt: job.askedAt,
      asker: job.asker.person,
      onProgress: (progress) => telling.progress(progress),
    })
    if (answered.evidence.totals.events === 0) {
      return { outcome: 'empty', sent: await telling.whisper(emptyMessage(answered.answer, context)), answered }
    }
    const { root, thread } = answerMessages(answered.answer, context)
    const sent = await telling.tell(root, thread)
    if (sent.kind !== 'posted') await whisper(notPostedMessage(sent, root))
    return { outcome: 'answered', sent, answered }
  } catch (error) {
    await telling.giveUp(failedMessage(job.key))
    throw error
  }
}
