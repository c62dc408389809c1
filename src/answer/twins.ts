import type { Event } from '../event/event.ts'

/** One action, told once: the copy of an event that says most about who it was, with all the accounts that recorded it. */
export type Action = { readonly event: Event; readonly accounts: readonly string[] }

/**
 * Joins the copies that one cross-account call leaves in several accounts (sharedEventID), and leaves out an event given
 * twice. Newest first, then by id, whatever order the events came in.
 */
export function joinTwins(events: readonly Event[]): readonly Action[] {
  const seen = new Set<string>()
  const alone: Action[] = []
  const shared = new Map<string, Event[]>()
  for (const event of events) {
    if (seen.has(event.id)) continue
    seen.add(event.id)
    if (event.sharedId === undefined) alone.push({ event, accounts: [event.account] })
    else shared.set(event.sharedId, [...(shared.get(event.sharedId) ?? []), event])
  }
  return [...alone, ...[...shared.values()].flatMap(joinCopies)].sort(newestFirst)
}

/** Two copies from one account are two actions. */
function joinCopies(copies: readonly Event[]): readonly Action[] {
  const [told, ...rest] = copies.toSorted(
    (a, b) => Number(isFar(a)) - Number(isFar(b)) || (a.id < b.id ? -1 : Number(a.id > b.id)),
  )
  if (told === undefined) return []
  const accounts = [told.account]
  const apart: Action[] = []
  for (const event of rest) {
    if (accounts.includes(event.account)) apart.push({ event, accounts: [event.account] })
    else accounts.push(event.account)
  }
  return [{ event: told, accounts }, ...apart]
}

/** The far account's copy says which account called, but not who. */
function isFar(event: Event): boolean {
  return event.actor.type === 'AWSAccount'
}

function newestFirst(a: Action, b: Action): number {
  return b.event.time - a.event.time || (a.event.id < b.event.id ? -1 : Number(a.event.id > b.event.id))
}
