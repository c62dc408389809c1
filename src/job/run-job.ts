import type { Log } from '../lib/log.ts'
import { failedMessage } from '../message/short-messages.ts'
import { ask, type AskDeps, type Asked } from './ask.ts'
import type { Job } from './job.ts'
import type { Done } from './ports.ts'

export type JobDeps = AskDeps & { readonly done: Done; readonly log: Log }

/**
 * Does one piece of work, once: a job whose key was claimed before is left alone. Whatever goes wrong is logged and told
 * to the asker with the key to look it up by; nobody who asked is left without a word.
 */
export async function runJob(job: Job, deps: JobDeps, signal: AbortSignal): Promise<void> {
  if (!(await deps.done.claim(job.key))) {
    deps.log.info({ key: job.key }, 'job was done before')
    return
  }
  const started = deps.now()
  try {
    const asked = await ask(job, deps, signal)
    deps.log.info({ key: job.key, ms: deps.now() - started, ...figures(asked) }, 'job done')
  } catch (error) {
    deps.log.error({ key: job.key, err: error }, 'job failed')
    await deps.outbox.whisper(job.venue, job.asker, failedMessage(job.key))
  }
}

function figures({ outcome, sent, answered }: Asked): object {
  const more = answered && {
    events: answered.evidence.totals.events,
    gaps: answered.evidence.findings.reduce((sum, finding) => sum + finding.gaps.length, 0),
    searches: answered.plan.searches.length,
  }
  return { outcome, sent: sent.kind, ...(sent.kind === 'posted' ? {} : { detail: sent.detail }), ...more }
}
