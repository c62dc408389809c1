import type { Event } from '../event/event.ts'
import { mainTarget } from '../event/main-target.ts'
import { isWrite } from '../event/outcome.ts'

const MOST = 5
const LONGEST = 1024

/**
 * What calls were about, as it can be asked for: things that were changed before those that were only read, the most
 * frequent first. For `on that bucket` in a thread.
 */
export function mainThings(events: readonly Event[]): readonly string[] {
  const seen = new Map<string, { changes: number; calls: number }>()
  for (const event of events) {
    const thing = mainTarget(event)?.replace(/ and \d+ more$/, '')
    if (thing === undefined || thing.length > LONGEST) continue
    const { changes, calls } = seen.get(thing) ?? { changes: 0, calls: 0 }
    seen.set(thing, { changes: changes + (isWrite(event) ? 1 : 0), calls: calls + 1 })
  }
  return [...seen]
    .sort(([a, x], [b, y]) => y.changes - x.changes || y.calls - x.calls || (a < b ? -1 : 1))
    .slice(0, MOST)
    .map(([thing]) => thing)
}
