import type { Instant } from '../lib/instant.ts'
import type { Asked } from './asked.ts'
import type { Job } from './job.ts'

/**
 * What someone did with the bot, as one record that is only ever added to. It holds what was asked and what came of it,
 * never what was found: no event, no address, no key.
 */
export type AuditRecord = {
  readonly at: Instant
  readonly key: string
  readonly team: string
  readonly person: string
  readonly channel: string
  /** answer, events, event, export, behind, by, watch, unwatch, doctor, help, stop, home, form … */
  readonly deed: string
  /** The question as its canonical command; undefined where there was none, or its words were not understood. */
  readonly question: string | undefined
  readonly outcome: string
  /** The rules that let it pass, or why it was refused. */
  readonly rights: string
  readonly searches?: number | undefined
  readonly dollars?: number | undefined
  /** How many places were asked, and how many answered in full. */
  readonly asked?: number | undefined
  readonly answered?: number | undefined
  readonly events?: number | undefined
  /** sha-256 of the answer as told: whether what stands in the channel is what was told. */
  readonly answerHash?: string | undefined
}

/** Where these records go. Resolves when the record is safe. */
export type Audit = { write(record: AuditRecord): Promise<void> }

/**
 * Written before anything is looked for: nothing is asked of AWS of which there is no record, also where the bot dies in the
 * midst of it. Where it cannot be written, nothing is looked for.
 */
export function startOf(
  { key, asker, venue }: Pick<Job, 'key' | 'asker' | 'venue'>,
  allowed: Pick<AuditRecord, 'deed' | 'question' | 'rights'>,
  at: Instant,
): AuditRecord {
  return { at, key, team: asker.team, person: asker.person, channel: venue.channel, ...allowed, outcome: STARTED }
}

/** What became of a question that is being looked for. Another record with the same key says what came of it. */
export const STARTED = 'started'

/** The record of a job that is done; of one that failed where there is nothing to say of it. */
export function auditOf(job: Job, asked: Asked | undefined, at: Instant): AuditRecord {
  const answered = asked?.answered
  return {
    at,
    key: job.key,
    team: job.asker.team,
    person: job.asker.person,
    channel: job.venue.channel,
    deed: asked?.deed ?? (job.kind === 'click' ? `click ${job.action}` : job.kind),
    question: asked?.question,
    outcome: asked?.outcome ?? 'failed',
    rights: asked?.rights ?? 'none needed',
    ...(answered && {
      searches: answered.plan.searches.length,
      dollars: answered.answer.coverage.cost?.dollars,
      asked: answered.answer.coverage.asked,
      answered: answered.answer.coverage.answered,
      events: answered.evidence.totals.events,
    }),
    answerHash: asked?.answerHash,
  }
}
