import type { Event } from '../../src/event/event.ts'
import type { Backend } from '../../src/find/backend.ts'
import type { Sources } from '../../src/job/answer-question.ts'
import { holdsAll } from '../../src/question/holds.ts'

/**
 * A place for each account and Region that holds exactly what it was given: what all real ones are held against. Accounts may
 * refuse; every search is written down.
 */
export function memoryPlaces(
  events: readonly Event[],
  options: {
    readonly accounts: Sources['estate']['accounts']
    readonly regions: readonly string[]
    readonly refuses?: readonly string[]
    readonly onSearch?: () => void
  },
): Sources {
  const { accounts, regions, refuses = [], onSearch } = options
  const backend: Backend = {
    name: 'event-history',
    async *search({ account, region, window, keep }) {
      onSearch?.()
      const refused = refuses.includes(account ?? '')
      const holds = holdsAll(keep)
      const found = refused
        ? []
        : events.filter(
            (event) =>
              event.account === account &&
              event.region === region &&
              event.time >= window.from &&
              event.time < window.to &&
              holds(event),
          )
      yield {
        events: found,
        gaps: refused ? [{ reason: 'denied', where: `${account}/${region}`, detail: 'It is refused.', count: 1 }] : [],
        ledger: { records: found.length, events: found.length, unreadable: 0, duplicates: 0 },
        newest: undefined,
      }
    },
  }
  const places = accounts.flatMap(({ id }) =>
    regions.map((region) => ({ backend: 'event-history' as const, name: `${id} ${region}`, account: id, region })),
  )
  return { estate: { accounts, places }, backends: new Map([['event-history', backend]]) }
}
