import { readQuestion } from '../question/read-question.ts'
import type { Asked } from './asked.ts'
import type { AskJob } from './job.ts'
import { reply } from './reply.ts'
import type { ReplyDeps } from './reply-deps.ts'

/** The road from someone's words to the reply they get. */
export async function ask(job: AskJob, deps: ReplyDeps, signal: AbortSignal): Promise<Asked> {
  const asker = await deps.people.look(job.asker)
  const reading = readQuestion(job.words, {
    now: job.askedAt,
    zone: asker.zone,
    accounts: deps.sources.estate.accounts,
    defaultWindowMs: deps.defaultWindowMs,
  })
  return reply(job, reading, deps, signal)
}
