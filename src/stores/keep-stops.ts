import type { Stops } from '../job/stops.ts'
import type { Clock } from '../lib/clock.ts'
import { instant } from '../lib/instant.ts'
import type { Rows, Shelf } from './rows.ts'

const SHELF: Shelf = ['*', 'stop']
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
    listen(key, onStop) {
      here.set(key, onStop)
      const told = tell(key)
      void told.then(() => watch(key, onStop))
      return () => {
        here.delete(key)
        void told.then(() => rows.remove(SHELF, key)).catch(nothing)
      }
    },
    async ask(key, person) {
      const stop = here.get(key)
      if (stop !== undefined) {
        stop(person)
        return true
      }
      if ((await rows.get(SHELF, key)) === undefined) return false
      return rows.put(SHELF, { key, text: person, expires: instant(clock.now() + KEPT_MS) })
    },
  }

  /** That it goes on: only such work can be stopped from elsewhere. */
  async function tell(key: string): Promise<void> {
    await rows.put(SHELF, { key, text: '', expires: instant(clock.now() + KEPT_MS) }).catch(nothing)
  }

  async function watch(key: string, onStop: (person: string) => void): Promise<void> {
    await clock.sleep(LOOK_EVERY_MS)
    while (here.get(key) === onStop) {
      const row = await rows.get(SHELF, key).catch(nothing)
      if (row !== undefined && row.text !== '' && here.get(key) === onStop) {
        onStop(row.text)
        return
      }
      await clock.sleep(LOOK_EVERY_MS)
    }
  }
}

/** A store that cannot be used keeps nobody from their answer. */
function nothing(): undefined {
  return undefined
}
