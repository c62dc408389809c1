import type { Asked } from './asked.ts'
import type { Job } from './job.ts'
import type { Outbox, Sent } from './ports.ts'

/**
 * What one piece of work came to, in figures. No name, question, ARN or id of a person is among them; `key` finds the rest in
 * the log and the audit.
 */
export type JobFigures = {
  readonly key: string
  readonly kind: Job['kind']
  /** answer, events, export, watch …; undefined where it came to none. */
  readonly deed: string | undefined
  readonly outcome: string
  /** Unix milliseconds. */
  readonly startedAt: number
  readonly endedAt: number
  /** From when it was asked to the first thing that anyone saw of it, in milliseconds; undefined where nobody saw any. */
  readonly firstMs: number | undefined
  readonly events: number
  readonly searches: number
  /** By reason: denied, throttled, timeout … */
  readonly gaps: Readonly<Record<string, number>>
  readonly bytes: number
  readonly dollars: number
}

/** Where figures go, if anywhere. Never throws and never waits. */
export type Telemetry = {
  job(figures: JobFigures): void
  /** Something was sent to Slack: posted, unknown, or why not. */
  sent(became: string): void
  /** How far behind now is what watches have surely seen of a place, in milliseconds; told at each look. */
  watchLag(ms: number): void
  /** So many events were found by looking alone, though events are pushed. */
  pushMissed(events: number): void
}

/** The figures of a job that is done, or failed. */
export function figuresOf(
  job: Job,
  asked: Asked | undefined,
  times: Pick<JobFigures, 'startedAt' | 'endedAt' | 'firstMs'>,
): JobFigures {
  const answered = asked?.answered
  const gaps: Record<string, number> = {}
  for (const { reason } of answered?.evidence.findings.flatMap((finding) => finding.gaps) ?? [])
    gaps[reason] = (gaps[reason] ?? 0) + 1
  return {
    ...times,
    key: job.key,
    kind: job.kind,
    deed: asked?.deed,
    outcome: asked?.outcome ?? 'failed',
    events: answered?.evidence.totals.events ?? 0,
    searches: answered?.plan.searches.length ?? 0,
    gaps,
    bytes: answered?.answer.coverage.cost?.bytes ?? 0,
    dollars: answered?.answer.coverage.cost?.dollars ?? 0,
  }
}

/** The same outbox; each thing that was sent is told. */
export function tellSent(outbox: Outbox, onSent: (sent: Sent) => void): Outbox {
  const told = async (sending: Promise<Sent>): Promise<Sent> => {
    const sent = await sending
    onSent(sent)
    return sent
  }
  return {
    post: (...args) => told(outbox.post(...args)),
    edit: (...args) => told(outbox.edit(...args)),
    whisper: (...args) => told(outbox.whisper(...args)),
    showView: (...args) => told(outbox.showView(...args)),
    showHome: (...args) => told(outbox.showHome(...args)),
    upload: (...args) => told(outbox.upload(...args)),
  }
}
