import type { Event } from '../../event/event.ts'
import type { SeenName } from '../../find/backend.ts'

/** CloudTrail writes this where a person typed something else than a name, perhaps a password. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS'

/** The names that act in some events, most frequent first. */
export function namesIn(events: readonly Event[]): readonly SeenName[] {
  const counts = new Map<string, SeenName>()
  const put = (by: SeenName['by'], name: string | undefined) => {
    if (name === undefined || name === HIDDEN) return
    const key = `${by}:${name}`
    counts.set(key, { name, by, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  for (const { actor } of events) {
    if (actor.type !== 'Root') put('user', actor.name)
    put('session', actor.sessionName)
    put('role', actor.role?.name)
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}
