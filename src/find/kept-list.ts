import type { Event } from '../event/event.ts'

/** A list that keeps its newest `size`, whatever the order they come in. */
export type KeptList = {
  add(event: Event): void
  /** Newest first, ties by id. */
  list(): readonly Event[]
  /** True once something had to be let go. */
  dropped(): boolean
}

/** Holds at most half as many again as `size` at a time, and lets go at once of what comes too late to be kept. */
export function makeKeptList(size: number): KeptList {
  let kept: Event[] = []
  let dropped = false
  let last: Event | undefined

  function cut(): void {
    kept.sort(newestFirst)
    if (kept.length <= size) return
    kept = kept.slice(0, size)
    last = kept.at(-1)
    dropped = true
  }

  return {
    add(event) {
      if (last !== undefined && newestFirst(last, event) < 0) return
      kept.push(event)
      if (kept.length > size * 1.5) cut()
    },
    list() {
      cut()
      return kept
    },
    dropped() {
      cut()
      return dropped
    },
  }
}

/** The order of every list of events: newest first; in the same second, by id. */
export function newestFirst(a: Event, b: Event): number {
  return b.time - a.time || (a.id < b.id ? -1 : Number(a.id > b.id))
}
