import { type AskedBy, deadlyMessage, lateMessage, restartingMessage } from '../message/lost-messages.ts'
import type { Message } from '../message/message.ts'
import { type RestSaid, withRest } from '../message/rest-message.ts'
import { noticeView } from '../message/notice-view.ts'
import type { Instant } from '../lib/instant.ts'
import { never } from '../lib/never.ts'
import { type Audit, auditOf } from './audit.ts'
import type { Job } from './job.ts'
import type { Outbox } from './ports.ts'
import type { Rest } from './rest.ts'
import type { TakenJob } from './taken-jobs.ts'

type Telling = Pick<Outbox, 'whisper' | 'edit' | 'showView'>

/** Tells whoever asked, once, that nothing comes of a job that was left: it is too late, or it ended each process that began it. */
export async function tellLost(
  taken: Pick<TakenJob, 'job' | 'posts'>,
  why: 'late' | 'deadly',
  { outbox, audit, now }: { readonly outbox: Telling; readonly audit: Audit; readonly now: () => Instant },
): Promise<void> {
  const { job } = taken
  const by = askedBy(job)
  const root = job.kind === 'ask' ? job.rest?.root : undefined
  if (job.kind === 'ask' && job.rest !== undefined && root !== undefined)
    await outbox.edit(root.posted, withRest(root.message, failedRest(job.rest)))
  await tell(taken, why === 'late' ? lateMessage(by) : deadlyMessage(by, job.key), outbox)
  await audit.write(auditOf(job, undefined, now()))
}

/** What the answer's first message says where nothing comes of the rest. */
export function failedRest({ places, all }: Rest): RestSaid {
  return { kind: 'failed', places: places.length, all }
}

/** Tells whoever asked that the process ends, and their job goes on later. */
export async function tellLeft(taken: Pick<TakenJob, 'job' | 'posts'>, outbox: Telling): Promise<void> {
  await tell(taken, restartingMessage(askedBy(taken.job)), outbox)
}

/** What shows the progress of a search must not stand there as if it went on. A view that is closed ends quietly, and so does Home. */
async function tell({ job, posts }: Pick<TakenJob, 'job' | 'posts'>, message: Message, outbox: Telling): Promise<void> {
  if (job.kind === 'home') return
  const [[key, root] = [], ...more] = Object.entries(posts)
  // An answer with something in its thread is whole as it stands.
  const isProgress = key === `${job.key}/root` && more.length === 0
  const said = isProgress && root !== undefined && root !== 'begun' ? outbox.edit(root, message) : undefined
  const view = 'view' in job && job.kind !== 'submit' ? job.view : undefined
  if (view === undefined) await outbox.whisper(job.venue, job.asker, message)
  else await outbox.showView(view, noticeView(message))
  await said
}

function askedBy(job: Job): AskedBy {
  switch (job.kind) {
    case 'ask':
      return { kind: 'typed', words: job.words }
    case 'submit':
      return { kind: 'form' }
    case 'shortcut':
      return { kind: 'shortcut' }
    case 'click':
    case 'home':
      return { kind: 'click' }
    default:
      return never(job)
  }
}
