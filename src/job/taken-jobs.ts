import type { Instant } from '../lib/instant.ts'
import type { Job } from './job.ts'
import type { Posted } from './ports.ts'

/** A job that was taken and is not done yet, as it is kept until it is. */
export type TakenJob = {
  readonly job: Job
  /** Who does it, or has it waiting; '' where it was left for whoever comes next. */
  readonly holder: string
  /** How often someone began with it. */
  readonly begun: number
  /** How often of these it was left in an orderly way: that does not count against it. */
  readonly left: number
  /** What was posted for it, by key; `begun` where Slack was asked to, and nobody heard what became of it. */
  readonly posts: { readonly [key: string]: Posted | 'begun' }
}

/** Names a job among those of all workspaces. */
export function idOf({ asker, key }: Pick<Job, 'asker' | 'key'>): string {
  return `${asker.team} ${key}`
}

/** A job of a version that this one does not know, under the kind it has. */
export type UnknownJob = { readonly id: string; readonly kind: string }

/** How it is kept: the version is for the next `change`. */
export type KeptJob = { readonly taken: TakenJob; readonly version: number }

/** Jobs that outlive the process which took them, and who is alive to do them. */
export type TakenJobs = {
  /** Resolves when it is safe. False where the same job is kept already: then nothing is changed. */
  keep(taken: TakenJob): Promise<boolean>
  get(id: string): Promise<KeptJob | undefined>
  list(): Promise<{ readonly jobs: readonly KeptJob[]; readonly unknown: readonly UnknownJob[] }>
  /** False where it is not as it was: someone else has it. */
  change(taken: TakenJob, was: number): Promise<boolean>
  /** False where it is not as it was, or gone. */
  remove(id: string, was: number): Promise<boolean>
  /** Says that a holder lives, until then or until it says so again. */
  live(holder: string, until: Instant): Promise<void>
  /** Says that a holder ends. */
  leave(holder: string): Promise<void>
  /** Until when this holder lives; undefined where it does not. */
  livesUntil(holder: string): Promise<Instant | undefined>
}
