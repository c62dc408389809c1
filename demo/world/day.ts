import { instant, type Instant } from '../../src/lib/instant.ts'
import { makeRandom, type Random } from './random.ts'
import type { Happening } from './record.ts'

const DAY = 86_400_000

/** One UTC day of one routine. */
export type Day = {
  readonly start: Instant
  readonly weekday: boolean
  readonly random: Random
  /** A moment of this day: whole seconds, as CloudTrail has them. */
  readonly at: (hour: number, minute?: number, second?: number) => Instant
}

/** What somebody (or something) ordinarily does in a day. The same day always brings the same. */
export type Routine = {
  readonly name: string
  readonly live: (day: Day) => readonly Happening[]
}

/** The days that a stretch of time touches, each with chance of its own for this routine. */
export function daysOf(from: Instant, to: Instant, seed: number, routine: string): readonly Day[] {
  const days: Day[] = []
  for (let number = Math.floor(from / DAY); number * DAY < to; number++) {
    const start = instant(number * DAY)
    const weekdayNumber = new Date(start).getUTCDay()
    days.push({
      start,
      weekday: weekdayNumber >= 1 && weekdayNumber <= 5,
      random: makeRandom(seed, routine, number),
      at: (hour, minute = 0, second = 0) => instant(start + Math.round((hour * 60 + minute) * 60 + second) * 1000),
    })
  }
  return days
}

/** Some seconds later. */
export function after(at: Instant, seconds: number): Instant {
  return instant(at + Math.round(seconds) * 1000)
}
