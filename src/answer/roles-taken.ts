import type { Event } from '../event/event.ts'
import { text } from '../event/read-value.ts'
import type { Evidence } from '../find/finding.ts'
import type { Count } from '../find/totals.ts'
import { isEntry } from './entries.ts'

/** The roles that were taken, by ARN; undefined where the list of events was capped and others may have been taken, too. */
export function rolesTaken({ events, capped }: Evidence): ReadonlyMap<string, Count> | undefined {
  if (capped) return undefined
  const roles = new Map<string, Count>()
  for (const event of events) {
    const role = roleTaken(event)
    if (role === undefined) continue
    const count = roles.get(role)
    roles.set(role, {
      events: 1 + (count?.events ?? 0),
      writes: 0,
      denied: 0,
      first: count !== undefined && count.first < event.time ? count.first : event.time,
      last: count !== undefined && count.last > event.time ? count.last : event.time,
    })
  }
  return roles
}

/** The role that a call took, and did not only try to take. */
function roleTaken(event: Event): string | undefined {
  return isEntry(event) && event.error === undefined ? text(event.request?.roleArn) : undefined
}
