import type { WatchLooks, WatchPage } from '../../../src/job/watch-ports.ts'
import { holdsPredicate } from '../../../src/question/holds.ts'
import type { Faults, Happening } from './scenario.ts'
import { PLACES } from './scenario.ts'
import type { Random } from './random.ts'
import type { Timeline } from './timeline.ts'

/** Places that hold what happened: late, in no order, some of it twice, a page at a time, and now and then not at all. */
export function makeAws(
  happenings: readonly Happening[],
  time: Timeline,
  random: Random,
  faults: () => Faults,
): WatchLooks {
  return {
    places: async () =>
      PLACES.map((place) => ({
        place,
        budget: place,
        covers: () => true,
        canPush: ({ kind }) => kind === 'identity' && place.startsWith('history/'),
        asksMost: 2,
      })),
    isBusy: () => random.chance(0.05),
    async *look(place, ask, window) {
      const holds = ask === undefined ? () => true : holdsPredicate(ask)
      const found = happenings.filter(
        ({ event, visibleAt, places }) =>
          places.includes(place) &&
          visibleAt <= time.now() &&
          event.time >= window.from &&
          event.time < window.to &&
          (event.actor === undefined || holds(event)),
      )
      const events = found.map(({ event }) => event).toSorted((a, b) => hash(a.id) - hash(b.id))
      const fails = random.chance(faults().aws)
      for (let at = 0; at < events.length || at === 0; at += PAGE) {
        await time.wait(random.between(1, 400))
        if (fails && random.chance(0.3)) throw new Error('the connection was cut')
        const twice = random.chance(0.1) ? events.slice(0, 3) : []
        yield { events: [...events.slice(at, at + PAGE), ...twice], gaps: [], unreadable: 0 } satisfies WatchPage
      }
      if (fails) yield { events: [], gaps: [{ reason: 'throttled', detail: 'Rate exceeded' }], unreadable: 0 }
    },
  }
}

const PAGE = 7

function hash(text: string): number {
  let sum = 7
  for (const letter of text) sum = Math.imul(sum ^ letter.charCodeAt(0), 0x01000193)
  return sum >>> 0
}
