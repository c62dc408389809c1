import type { Clock } from './clock.ts'

/** So many at once, and so many a minute after that. https://docs.slack.dev/apis/web-api/rate-limits */
type Rate = { readonly burst: number; readonly perMinute: number }

const TIERS = {
  none: { burst: Number.POSITIVE_INFINITY, perMinute: 1 },
  tier1: { burst: 20, perMinute: 1 },
  tier2: { burst: 20, perMinute: 20 },
  tier3: { burst: 50, perMinute: 50 },
  tier4: { burst: 100, perMinute: 100 },
  /** chat.postMessage: about one a second in a channel, with short bursts. */
  post: { burst: 4, perMinute: 60 },
} as const satisfies Readonly<Record<string, Rate>>

export type Tier = keyof typeof TIERS

export type RateLimits = {
  /** Undefined where there is room; else the seconds to wait. */
  take(tier: Tier, bucket: string): number | undefined
}

export function makeRateLimits(clock: Clock, enabled: boolean): RateLimits {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return {
    take(tier, bucket) {
      if (!enabled) return undefined
      const { burst, perMinute } = TIERS[tier]
      if (!Number.isFinite(burst)) return undefined
      const now = clock.now()
      const state = buckets.get(bucket) ?? { tokens: burst, at: now }
      const tokens = Math.min(burst, state.tokens + ((now - state.at) * perMinute) / 60_000)
      if (tokens < 1) {
        buckets.set(bucket, { tokens, at: now })
        return Math.max(1, Math.ceil(((1 - tokens) * 60) / perMinute))
      }
      buckets.set(bucket, { tokens: tokens - 1, at: now })
      return undefined
    },
  }
}
