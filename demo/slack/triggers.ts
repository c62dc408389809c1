import type { Clock } from './clock.ts'
import type { Ids } from './ids.ts'

const LIFE_MS = 3_000

/** Leave to open a modal: for three seconds after a person did something, and once. */
export type Triggers = {
  make(person: string): string
  /** The person it was made for, or the error that Slack gives. */
  use(id: string): { readonly person: string } | { readonly error: string }
}

export function makeTriggers(clock: Clock, ids: Ids): Triggers {
  const made = new Map<string, { readonly person: string; readonly at: number; used: boolean }>()
  return {
    make(person) {
      const id = ids.secret('trigger.')
      made.set(id, { person, at: clock.now(), used: false })
      return id
    },
    use(id) {
      const trigger = made.get(id)
      if (trigger === undefined) return { error: 'invalid_trigger_id' }
      if (clock.now() - trigger.at > LIFE_MS) return { error: 'expired_trigger_id' }
      if (trigger.used) return { error: 'exchanged_trigger_id' }
      trigger.used = true
      return { person: trigger.person }
    },
  }
}
