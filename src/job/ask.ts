import { readFollowUp } from '../question/follow-up.ts'
import type { Reading } from '../question/question.ts'
import { readQuestion, type ReadingContext } from '../question/read-question.ts'
import type { Asked } from './asked.ts'
import type { AskJob } from './job.ts'
import { reply } from './reply.ts'
import type { ReplyDeps, Work } from './reply-deps.ts'

/** The road from someone's words to the reply they get. */
export async function ask(job: AskJob, deps: ReplyDeps, signal: AbortSignal): Promise<Asked> {
  const asker = await deps.people.look(job.asker)
  const context = {
    now: job.askedAt,
    zone: asker.zone,
    accounts: deps.sources.estate.accounts,
    defaultWindowMs: deps.defaultWindowMs,
  }
  const { work, reading } = (await readOn(job, context, deps)) ?? {
    work: job,
    reading: readQuestion(job.words, context),
  }
  return reply(work, reading, deps, signal)
}

/** In a thread of ours, words read on from what it asked last. Undefined where it is none, or that is forgotten. */
async function readOn(
  job: AskJob,
  context: ReadingContext,
  { keeping }: Pick<ReplyDeps, 'keeping'>,
): Promise<{ readonly work: Work; readonly reading: Reading } | undefined> {
  const { channel, thread } = job.venue
  if (job.followUp !== true || thread === undefined) return undefined
  const said = await keeping.threads.recall(job.asker.team, channel, thread)
  if (said === undefined) return undefined
  const before = readQuestion(said.words, { ...context, zone: said.zone ?? context.zone })
  if (before.kind !== 'understood') return undefined
  const previous = { question: before.question, zone: said.zone, things: said.things }
  const { reading, understoodAs, widen } = readFollowUp(job.words, previous, context)
  return { work: { ...job, understoodAs, widen }, reading }
}
