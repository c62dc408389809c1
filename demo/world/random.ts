const KEY_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const NAME_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Numbers that only look random: the same parts always give the same ones. */
export type Random = {
  /** A whole number from low to high, both included. */
  int(low: number, high: number): number
  /** True once in a while: `chance(0.1)` one time in ten. */
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  uuid(): string
  hex(digits: number): string
  /** Letters and digits, as in the names of log files. */
  word(length: number): string
  /** Capital letters and 2 to 7, as in keys and unique ids. */
  base32(length: number): string
}

/** A stream of its own for each list of parts, so that one day's events never depend on another's. */
export function makeRandom(...parts: readonly (string | number)[]): Random {
  const next = makeSfc32(parts.join('|'))
  const int = (low: number, high: number) => low + Math.floor((next() / 4294967296) * (high - low + 1))
  const hex32 = () => next().toString(16).padStart(8, '0')
  const spell = (alphabet: string, length: number) => {
    let text = ''
    for (let i = 0; i < length; i++) text += alphabet[int(0, alphabet.length - 1)]
    return text
  }
  return {
    int,
    chance: (probability) => next() < probability * 4294967296,
    pick: (from) => {
      const picked = from[int(0, from.length - 1)]
      if (picked === undefined) throw new RangeError('nothing to pick from')
      return picked
    },
    uuid: () => {
      const [a, b, c, d] = [hex32(), hex32(), hex32(), hex32()]
      return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${'89ab'[int(0, 3)]}${c.slice(1, 4)}-${c.slice(4)}${d}`
    },
    hex: (digits) => {
      let text = ''
      while (text.length < digits) text += hex32()
      return text.slice(0, digits)
    },
    word: (length) => spell(NAME_ALPHABET, length),
    base32: (length) => spell(KEY_ALPHABET, length),
  }
}

/** Small Fast Counter: 128 bits of state, so that streams don't run into one another. http://pracrand.sourceforge.net */
function makeSfc32(seed: string): () => number {
  let a = hash(seed, 0x811c9dc5)
  let b = hash(seed, 0x01000193)
  let c = hash(seed, 0x9e3779b9)
  let counter = 1
  const next = () => {
    const sum = (a + b + counter++) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return sum >>> 0
  }
  for (let i = 0; i < 12; i++) next()
  return next
}

function hash(text: string, basis: number): number {
  let value = basis
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
    value ^= value >>> 15
  }
  return value | 0
}
