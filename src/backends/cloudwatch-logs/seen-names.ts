import type { SeenName } from '../../find/backend.ts'
import { makeNameCount } from '../../find/name-count.ts'
import type { Batch } from './message.ts'
import { readEvent } from './read.ts'

/** The names that act in the batches, most frequent first; no more batches are taken than `most`. */
export async function namesIn(batches: AsyncIterable<Batch>, most: number): Promise<readonly SeenName[]> {
  const names = makeNameCount()
  let taken = 0
  for await (const { messages } of batches) {
    for (const message of messages) {
      const event = readEvent(message)
      if (event !== undefined) names.add(event)
    }
    if (++taken === most) break
  }
  return names.list()
}
