import type { Gap, GapReason } from '../../find/backend.ts'

/** Names the first gaps one by one and counts the rest by reason: a folder may hold any number of broken files. */
export function makeGapList(named: number) {
  const waiting: Gap[] = []
  const rest = new Map<GapReason, number>()
  let told = 0
  return {
    add(gap: Gap): void {
      if (told++ < named) waiting.push(gap)
      else rest.set(gap.reason, (rest.get(gap.reason) ?? 0) + gap.count)
    },
    /** Those that were not taken yet and have a name of their own. */
    take(): readonly Gap[] {
      return waiting.splice(0)
    },
    /** One gap for each reason of those that have none. */
    finish(place: string): readonly Gap[] {
      const detail = `More of the same; only the first ${named} are named.`
      return [...rest].map(([reason, count]) => ({ reason, where: place, detail, count }))
    },
  }
}
