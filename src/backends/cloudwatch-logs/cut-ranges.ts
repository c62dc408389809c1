import { instant } from '../../lib/instant.ts'
import type { Window } from '../../question/question.ts'

/** Beyond this, ranges are joined: each is at least a call. */
const MOST_RANGES = 200

/** Few stretches of the window that together hold all of the times: what a query has pointed at is read there once more. */
export function rangesOf(times: readonly (number | undefined)[], window: Window): readonly Window[] {
  const known = times.filter((time) => time !== undefined)
  if (known.length < times.length) return [window]
  const apart = (window.to - window.from) / MOST_RANGES
  const ranges: { first: number; last: number }[] = []
  for (const time of known.sort((a, b) => a - b)) {
    const range = ranges.at(-1)
    if (range !== undefined && time - range.last <= apart) range.last = time
    else ranges.push({ first: time, last: time })
  }
  return ranges.reverse().map(({ first, last }) => ({ from: instant(first), to: instant(last + 1) }))
}
