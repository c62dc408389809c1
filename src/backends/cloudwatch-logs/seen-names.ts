import type { SeenName } from '../../find/backend.ts'
import type { Batch } from './message.ts'
import { readEvent } from './read.ts'

/** CloudTrail writes this where a person typed something else than a name, perhaps a password. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS'

/** The names that act in the batches, most frequent first; no more batches are taken than `most`. */
export async function namesIn(batches: AsyncIterable<Batch>, most: number): Promise<readonly SeenName[]> {
  const counts = new Map<string, { name: string; by: SeenName['by']; count: number }>()
  const add = (by: SeenName['by'], name: string | undefined) => {
    if (name === undefined || name === HIDDEN) return
    const seen = counts.get(`${by}:${name}`)
    if (seen === undefined) counts.set(`${by}:${name}`, { name, by, count: 1 })
    else seen.count++
  }
  let taken = 0
  for await (const { messages } of batches) {
    for (const message of messages) {
      const actor = readEvent(message)?.actor
      if (actor === undefined) continue
      if (actor.type !== 'Root') add('user', actor.name)
      add('session', actor.sessionName)
      add('role', actor.role?.name)
    }
    if (++taken === most) break
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}
