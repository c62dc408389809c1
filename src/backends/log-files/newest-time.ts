import { readTime } from '../../event/read-value.ts'
import type { Instant } from '../../lib/instant.ts'

const KEY = Buffer.from('"eventTime"')

/**
 * An event time that stands in the bytes: the newest of all, or, much cheaper, the last one written. Times later than
 * `latest` are passed over: text inside an event could imitate one.
 */
export function newestTime(bytes: Buffer, every: boolean, latest: Instant | undefined): Instant | undefined {
  let newest: Instant | undefined
  if (!every) {
    for (let at = bytes.lastIndexOf(KEY), tries = 0; at >= 0 && tries < 8; tries++) {
      const time = timeAt(bytes, at)
      if (time !== undefined && (latest === undefined || time <= latest)) return time
      at = at === 0 ? -1 : bytes.lastIndexOf(KEY, at - 1)
    }
    return undefined
  }
  for (let at = bytes.indexOf(KEY); at >= 0; at = bytes.indexOf(KEY, at + KEY.length)) {
    const time = timeAt(bytes, at)
    if (time === undefined || (latest !== undefined && time > latest)) continue
    if (newest === undefined || time > newest) newest = time
  }
  return newest
}

function timeAt(bytes: Buffer, at: number): Instant | undefined {
  const said = bytes.toString('latin1', at + KEY.length, at + KEY.length + 48)
  return readTime(/^\s*:\s*"([^"]+)"/.exec(said)?.[1])
}
