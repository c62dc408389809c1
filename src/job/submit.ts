import { OPEN_FORM } from '../message/form-button.ts'
import { nothingToDoMessage, staleButtonMessage } from '../message/short-messages.ts'
import { checkForm } from '../question/check-form.ts'
import type { Asked } from './asked.ts'
import { ask } from './ask.ts'
import type { SubmitJob } from './job.ts'
import type { ReplyDeps } from './reply-deps.ts'
import { submitWatch } from './submit-watch.ts'

/** A form that was sent off: what it asks is asked as if it had been typed in the channel it chose. */
export async function submit(job: SubmitJob, deps: ReplyDeps, signal: AbortSignal): Promise<Asked> {
  const watch = await submitWatch(job, deps, signal)
  if (watch !== undefined) return watch
  const asker = await deps.people.look(job.asker)
  const checked = checkForm(job.values, {
    now: job.askedAt,
    zone: asker.zone,
    accounts: deps.sources.estate.accounts,
    defaultWindowMs: deps.defaultWindowMs,
  })
  if (job.form !== OPEN_FORM || checked.kind === 'wrong') {
    const [why] = checked.kind === 'wrong' ? Object.values(checked.errors) : []
    const message = why === undefined ? staleButtonMessage() : nothingToDoMessage(why)
    return { outcome: 'unclear', sent: await deps.outbox.whisper(job.venue, job.asker, message) }
  }
  const { key, askedAt } = job
  const venue = { channel: checked.channel, thread: undefined, responseUrl: undefined }
  return ask({ kind: 'ask', key, askedAt, asker: job.asker, venue, words: checked.words }, deps, signal)
}
