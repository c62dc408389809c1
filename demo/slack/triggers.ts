import { type Clock, onTheWall } from './clock.ts'
import type { Ids } from './ids.ts'

const LIFE_MS = 3_000

/** Who did something, and in which modal, if in one. */
type Made = { readonly person: string; readonly modal: string | undefined }

/** Leave to open a modal: for three seconds after a person did something, and once. */
export type Triggers = {
  make(person: string, modal?: string): string
  /** Whom it was made for, or the error that Slack gives. */
  use(id: string): Made | { readonly error: string }
}

export function makeTriggers(clock: Clock, ids: Ids): Triggers {
  const made = new Map<string, Made & { readonly at: number; used: boolean }>()
  return {
    make(person, modal) {
      const id = ids.secret('trigger.')
      made.set(id, { person, modal, at: clock.now(), used: false })
      return id
    },
    use(id) {
      const trigger = made.get(id)
      if (trigger === undefined) return { error: 'invalid_trigger_id' }
      if (clock.now() - trigger.at > onTheWall(clock, LIFE_MS)) return { error: 'expired_trigger_id' }
      if (trigger.used) return { error: 'exchanged_trigger_id' }
      trigger.used = true
      return trigger
    },
  }
}
