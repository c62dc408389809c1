/** Randomness from a seed: the same seed, the same run. */
export type Random = {
  /** From 0 to 1. */
  readonly part: () => number
  readonly chance: (probability: number) => boolean
  readonly between: (from: number, to: number) => number
  readonly pick: <T>(items: readonly T[]) => T
}

/** mulberry32 */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0
  const part = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (from: number, to: number) => Math.floor(from + part() * (to - from + 1))
  return {
    part,
    between,
    chance: (probability) => part() < probability,
    pick: (items) => {
      const item = items[between(0, items.length - 1)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
  }
}
