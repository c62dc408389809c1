import type { Event } from '../event/event.ts'
import type { SeenName } from './backend.ts'

/** CloudTrail writes this where a person typed something else than a name, perhaps a password. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS'

/** Counts the names that act. */
export function makeNameCount() {
  const counts = new Map<string, { name: string; by: SeenName['by']; count: number }>()

  function put(by: SeenName['by'], name: string | undefined, count: number): void {
    if (name === undefined || name === HIDDEN) return
    const key = `${by}:${name}`
    const seen = counts.get(key)
    if (seen === undefined) counts.set(key, { name, by, count })
    else seen.count += count
  }

  return {
    add({ actor }: Event): void {
      if (actor.type !== 'Root') put('user', actor.name, 1)
      put('session', actor.sessionName, 1)
      put('role', actor.role?.name, 1)
    },
    absorb(names: readonly SeenName[]): void {
      for (const { by, name, count } of names) put(by, name, count)
    },
    /** Most frequent first. */
    list(): readonly SeenName[] {
      return [...counts.values()].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    },
  }
}
