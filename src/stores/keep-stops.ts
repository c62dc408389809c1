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
      return (goesOn = false) => {
        here.delete(name)
        if (!goesOn) void told.then(() => rows.remove(shelfOf(team), key)).catch(nothing)
      }
    },
    async asked(team, key) {
      return (await rows.get(shelfOf(team), key))?.text || undefined
    },
    async ask(team, key, person) {
      const stop = here.get(nameOf(team, key))
      if (stop !== undefined) {
        stop(person)
        return true
      }
      const row = await rows.get(shelfOf(team), key)
      if (row === undefined) return false
      const expires = instant(clock.now() + KEPT_MS)
      if (await rows.put(shelfOf(team), { key, text: person, expires, was: row.version })) return true
      return ((await rows.get(shelfOf(team), key))?.text ?? '') !== ''
    },
  }

  /** That it goes on: only such work can be stopped from elsewhere. Whoever has asked to stop it already, has. */
  async function tell(team: string, key: string): Promise<void> {
    const row = { key, text: '', expires: instant(clock.now() + KEPT_MS), was: 0 }
    await rows.put(shelfOf(team), row).catch(nothing)
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
