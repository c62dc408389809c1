import type { Stops } from '../job/stops.ts'
import type { Clock } from '../lib/clock.ts'
import { instant } from '../lib/instant.ts'
import type { Rows, Shelf } from './rows.ts'

const LOOK_EVERY_MS = 2_000
/** Longer than any job goes on. */
const KEPT_MS = 60 * 60_000

/**
 * Stops work wherever it goes on: here at once, on another instance when that looks into the store next. Where the store
 * cannot be used, work of this process can be stopped all the same.
 */
export function keepStops(rows: Rows, clock: Clock): Stops {
  const here = new Map<string, (person: string) => void>()

  return {
    listen(team, key, onStop) {
      const name = nameOf(team, key)
      here.set(name, onStop)
      const told = tell(team, key)
      void told.then(() => watch(team, key, onStop))
      return () => {
        here.delete(name)
        void told.then(() => rows.remove(shelfOf(team), key)).catch(nothing)
      }
    },
    async ask(team, key, person) {
      const stop = here.get(nameOf(team, key))
      if (stop !== undefined) {
        stop(person)
        return true
      }
      if ((await rows.get(shelfOf(team), key)) === undefined) return false
      return rows.put(shelfOf(team), { key, text: person, expires: instant(clock.now() + KEPT_MS) })
    },
  }

  /** That it goes on: only such work can be stopped from elsewhere. */
  async function tell(team: string, key: string): Promise<void> {
    await rows.put(shelfOf(team), { key, text: '', expires: instant(clock.now() + KEPT_MS) }).catch(nothing)
  }

  async function watch(team: string, key: string, onStop: (person: string) => void): Promise<void> {
    const name = nameOf(team, key)
    await clock.sleep(LOOK_EVERY_MS)
    while (here.get(name) === onStop) {
      const row = await rows.get(shelfOf(team), key).catch(nothing)
      if (row !== undefined && row.text !== '' && here.get(name) === onStop) {
        onStop(row.text)
        return
      }
      await clock.sleep(LOOK_EVERY_MS)
    }
  }
}

function shelfOf(team: string): Shelf {
  return [team, 'stop']
}

function nameOf(team: string, key: string): string {
  return JSON.stringify([team, key])
}

/** A store that cannot be used keeps nobody from their answer. */
function nothing(): undefined {
  return undefined
}
