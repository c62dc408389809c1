import type { Log } from '../lib/log.ts'
import { underKey } from '../lib/job-key.ts'
import { never } from '../lib/never.ts'
import { failedMessage } from '../message/short-messages.ts'
import { ask } from './ask.ts'
import { askRest } from './ask-rest.ts'
import type { Asked } from './asked.ts'
import { click } from './click.ts'
import { opensView } from './front.ts'
import { home, type HomeDeps } from './home.ts'
import type { AskJob, Job } from './job.ts'
import { auditOf } from './audit.ts'
import { maskedAtFirst } from './mask-outside.ts'
import type { Done } from './ports.ts'
import { refreshHome } from './refresh-home.ts'
import type { ReplyDeps } from './reply-deps.ts'
import { shortcut } from './shortcut.ts'
import { submit } from './submit.ts'
import type { Stops } from './stops.ts'
import { figuresOf, type Telemetry, tellSent } from './telemetry.ts'

export type JobDeps = Omit<ReplyDeps, 'whole'> & {
  readonly health: HomeDeps['health']
  readonly watches: HomeDeps['watches']
  readonly done: Done
  readonly log: Log
  readonly stops: Stops
  readonly telemetry?: Telemetry | undefined
}

/**
 * Does one piece of work, once: a job whose key was claimed before is left alone. Whatever goes wrong is logged and told
 * to the asker with the key to look it up by; nobody who asked is left without a word. `again`: the process that claimed
 * it died over it, so it is done again.
 */
export function runJob(job: Job, deps: JobDeps, signal: AbortSignal, again = false): Promise<void> {
  return underKey(job.key, () => runOnce(job, deps, signal, again))
}

async function runOnce(job: Job, deps: JobDeps, signal: AbortSignal, again: boolean): Promise<void> {
  if (!(await claim(job, deps.done)) && !again) {
    deps.log.info({ key: job.key }, 'job was done before')
    return
  }
  const started = deps.now()
  const stopped = new AbortController()
  const stopKey = (job.kind === 'ask' ? job.rest?.of : undefined) ?? job.key
  const { team } = job.asker
  let stoppedBy: string | undefined
  let goesOn = false
  const unlisten = deps.stops.listen(team, stopKey, (person) => {
    stoppedBy = person
    deps.log.info({ key: job.key, person }, 'a search was stopped')
    stopped.abort(new Error('stopped'))
  })
  let firstMs: number | undefined
  const outbox = tellSent(deps.outbox, (sent) => {
    if (sent.kind === 'posted') firstMs ??= deps.now() - job.askedAt
    deps.telemetry?.sent(sent.kind === 'unposted' ? sent.reason : sent.kind)
  })
  const put = deps.goOn
  const goOn =
    put &&
    (async (rest: AskJob) => {
      if (stoppedBy !== undefined) return false
      goesOn = true
      return put(rest)
    })
  const tell = (asked?: Asked) =>
    deps.telemetry?.job(figuresOf(job, asked, { startedAt: started, endedAt: deps.now(), firstMs }))
  try {
    const asked = await doJob(job, maskedAtFirst({ ...deps, outbox, goOn }), AbortSignal.any([signal, stopped.signal]))
    await deps.audit.write(auditOf(job, asked, deps.now()))
    deps.log.info({ key: job.key, kind: job.kind, ms: deps.now() - started, firstMs, ...figures(asked) }, 'job done')
    tell(asked)
  } catch (error) {
    deps.log.error({ key: job.key, err: error }, 'job failed')
    await deps.audit.write(auditOf(job, undefined, deps.now()))
    tell()
    await outbox.whisper(job.venue, job.asker, failedMessage(job.key))
  } finally {
    unlisten(goesOn)
    // Whoever stopped it while it was handed on has stopped what comes after it.
    if (goesOn && stoppedBy !== undefined) await deps.stops.ask(team, stopKey, stoppedBy).catch(() => false)
  }
}

async function doJob(job: Job, deps: JobDeps & ReplyDeps, signal: AbortSignal): Promise<Asked> {
  switch (job.kind) {
    case 'ask':
      return job.rest === undefined ? ask(job, deps, signal) : askRest({ ...job, rest: job.rest }, deps, signal)
    case 'click':
      return refreshHome(job, await click(job, deps, signal), deps, signal)
    case 'submit':
      return refreshHome(job, await submit(job, deps, signal), deps, signal)
    case 'shortcut':
      return shortcut(job, deps)
    case 'home':
      return home(job, deps, signal)
    default:
      return never(job)
  }
}

/** A double click arrives as two clicks with keys of their own: the bucket of time it falls in, and the next, are claimed. */
async function claim(job: Job, done: Done): Promise<boolean> {
  const { team } = job.asker
  if (!(await done.claim(team, job.key))) return false
  if (job.kind !== 'click' || opensView(job.action)) return true
  const at = job.twice.lastIndexOf('@')
  const [what, bucket] = [job.twice.slice(0, at), Number(job.twice.slice(at + 1))]
  const [now] = await Promise.all([0, 1].map((more) => done.claim(team, `${what}@${bucket + more}`)))
  return now === true
}

function figures({ outcome, sent, answered }: Asked): object {
  const more = answered && {
    events: answered.evidence.totals.events,
    gaps: answered.evidence.findings.reduce((sum, finding) => sum + finding.gaps.length, 0),
    searches: answered.plan.searches.length,
  }
  return { outcome, sent: sent.kind, ...(sent.kind === 'posted' ? {} : { detail: sent.detail }), ...more }
}
