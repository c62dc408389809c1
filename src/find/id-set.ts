import { hash } from 'node:crypto'

/** The ids that were met, in 16 to 43 bytes each. */
export type IdSet = {
  /** False where the id was added before. */
  add(id: string): boolean
}

const WORDS = 4
const PARTS = 16

/**
 * Open addressing over 128 bits: those of a UUID, which is what CloudTrail's ids are, or the first of the SHA-256 of any
 * other text. The odds that any two of a thousand million such texts are taken for one are below one in 10²⁰. It is held
 * in parts that grow by themselves, so that growing takes little memory beside.
 */
export function makeIdSet(): IdSet {
  const parts = Array.from({ length: PARTS }, makePart)
  const words = new Uint32Array(WORDS)
  return {
    add(id) {
      if (!readUuid(id, words)) readHash(id, words)
      return parts[(words[0] ?? 0) >>> 28]?.add(words) === true
    },
  }
}

function makePart(): { add(words: Uint32Array): boolean } {
  let slots = 64
  let table = new Uint32Array(slots * WORDS)
  let held = 0

  function grow(): void {
    const larger = new Uint32Array(slots * 2 * WORDS)
    for (let at = 0; at < table.length; at += WORDS) {
      const words = table.subarray(at, at + WORDS)
      if (words.some((word) => word !== 0)) put(larger, slots * 2, words)
    }
    table = larger
    slots *= 2
  }

  return {
    add(words) {
      if (!put(table, slots, words)) return false
      if (++held * 4 > slots * 3) grow()
      return true
    },
  }
}

/** False where the words are there already. No slot in use is all zeros. */
function put(table: Uint32Array, slots: number, words: Uint32Array): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = [words[0], words[1], words[2], words[3]]
  let slot = Math.imul(a ^ Math.imul(b, 0x9e3779b1) ^ d, 0x85ebca6b) ^ c
  for (;;) {
    slot = (slot & (slots - 1)) >>> 0
    const at = slot * WORDS
    if (table[at] === a && table[at + 1] === b && table[at + 2] === c && table[at + 3] === d) return false
    if (table[at] === 0 && table[at + 1] === 0 && table[at + 2] === 0 && table[at + 3] === 0) {
      table.set(words, at)
      return true
    }
    slot++
  }
}

/** Reads the form that CloudTrail writes, lower-case; false for any other, and for the one that is all zeros. */
function readUuid(text: string, into: Uint32Array): boolean {
  if (text.length !== 36) return false
  let [word, digits, index] = [0, 0, 0]
  for (let i = 0; i < 36; i++) {
    const code = text.charCodeAt(i)
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      if (code !== 0x2d) return false
      continue
    }
    const digit = code >= 0x30 && code <= 0x39 ? code - 0x30 : code >= 0x61 && code <= 0x66 ? code - 0x57 : -1
    if (digit < 0) return false
    word = (word << 4) | digit
    if (++digits === 8) {
      into[index++] = word
      digits = 0
      word = 0
    }
  }
  return into.some((part) => part !== 0)
}

function readHash(text: string, into: Uint32Array): void {
  const bytes = hash('sha256', Buffer.from(text, 'utf16le'), 'buffer')
  for (let index = 0; index < WORDS; index++) into[index] = bytes.readUInt32LE(index * 4)
}
