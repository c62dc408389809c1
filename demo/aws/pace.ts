import type { Instant } from '../../src/lib/instant.ts'

export type Pace = {
  /** Whether one more call fits, of so many a second. A call that is refused does not count. */
  take(name: string, aSecond: number, now: Instant): boolean
}

/** Buckets that hold a second's worth and fill steadily. How AWS counts within the second is not documented. */
export function makePace(): Pace {
  const buckets = new Map<string, { level: number; at: number }>()
  return {
    take(name, aSecond, now) {
      const bucket = buckets.get(name) ?? { level: aSecond, at: now }
      bucket.level = Math.min(aSecond, bucket.level + (Math.max(0, now - bucket.at) / 1000) * aSecond)
      bucket.at = now
      buckets.set(name, bucket)
      // A hair of tolerance, so that arithmetic alone never refuses.
      if (bucket.level < 1 - 1e-9) return false
      bucket.level--
      return true
    },
  }
}
