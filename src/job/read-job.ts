import type { Job } from './job.ts'

const KINDS: ReadonlySet<string> = new Set(['ask', 'click', 'submit', 'shortcut', 'home'] satisfies Job['kind'][])

/** What a kept or queued job turned out to be. */
export type JobRead =
  | { readonly kind: 'job'; readonly job: Job }
  /** Of a later version: its kind. */
  | { readonly kind: 'unknown'; readonly said: string }

/** Reads a job that this or an earlier version wrote. Undefined for what is no job of any version. */
export function readJob(value: unknown): JobRead | undefined {
  if (!isRecord(value) || typeof value.kind !== 'string' || typeof value.key !== 'string') return undefined
  if (!KINDS.has(value.kind)) return { kind: 'unknown', said: value.kind }
  return isJob(value) ? { kind: 'job', job: value } : undefined
}

/** What all kinds have; what each has beside was written by us. */
function isJob(value: Readonly<Record<string, unknown>>): value is Job & Readonly<Record<string, unknown>> {
  const { asker, venue, askedAt } = value
  return (
    typeof askedAt === 'number' &&
    isRecord(asker) &&
    typeof asker.team === 'string' &&
    typeof asker.person === 'string' &&
    isRecord(venue) &&
    typeof venue.channel === 'string'
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
