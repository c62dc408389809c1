import type { BackendName } from '../plan/plan.ts'

/** What the doctor found in one place. */
export type Symptom = {
  readonly backend: BackendName
  /** As answers call it. */
  readonly place: string
  /** Undefined where nothing is wrong. */
  readonly complaint: string | undefined
  /** The IAM statement, as JSON, that would mend it, where one would. */
  readonly statement: string | undefined
}

/** One thing to try: the cheapest call that shows whether a place can be asked. It never changes anything. */
export type Probe = {
  readonly backend: BackendName
  readonly place: string
  /** Resolves where the place can be asked; with a complaint where it can and yet something is wrong. */
  try(signal: AbortSignal): Promise<string | undefined>
}
