import { type Instant, instant } from '../lib/instant.ts'
import { lastDigest } from './digest-due.ts'
import type { WatchSettings } from './settings.ts'
import { rankOf } from './urgency.ts'
import type { Urgency } from './watch.ts'

/** What a watch would have told of the events that were put in. */
export type Tellings = {
  add(event: { readonly time: Instant; readonly who: string; readonly name: string; readonly stands: boolean }): void
  /** Events it asks for, how many of them stand out, and in about how many messages they would be told. */
  count(): { readonly events: number; readonly standOut: number; readonly messages: number }
}

/**
 * Counts messages as telling makes them: what is told at once, in a message for each identity and look, or one digest where
 * that were too many; the rest in a message for each digest. Events may come in any order.
 */
export function makeTellings(
  urgency: Urgency,
  settings: Pick<WatchSettings, 'lookEvery' | 'burst' | 'digestMost'>,
): Tellings {
  const looks = new Map<number, { events: number; readonly who: Set<string> }>()
  const digests = new Map<number, number>()
  const firsts = new Set<string>()
  let events = 0
  let standOut = 0
  return {
    add({ time, who, name, stands }) {
      if (urgency.kind === 'stands-out' && !stands) return
      if (urgency.kind === 'first') {
        if (firsts.has(`${who} ${name}`)) return
        firsts.add(`${who} ${name}`)
      }
      events += 1
      if (stands) standOut += 1
      if (rankOf({ urgency }, stands) === 0) {
        const at = Math.floor(time / settings.lookEvery)
        const look = looks.get(at) ?? { events: 0, who: new Set<string>() }
        look.events += 1
        if (look.who.size <= settings.burst) look.who.add(who)
        looks.set(at, look)
      } else {
        const due = lastDigest(urgency, instant(time)) ?? 0
        digests.set(due, (digests.get(due) ?? 0) + 1)
      }
    },
    count() {
      let messages = 0
      for (const { events: many, who } of looks.values()) messages += many > settings.burst ? 1 : who.size
      for (const many of digests.values()) messages += Math.ceil(many / settings.digestMost)
      return { events, standOut, messages }
    },
  }
}
