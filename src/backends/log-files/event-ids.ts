/** The ids that were met, in few bytes: a million of CloudTrail's take about 40 MB as text and 32 MB at most here. */
export type EventIds = {
  /** False where the id was added before. */
  add(id: string): boolean
}

const WORDS = 4

/** Open addressing over the 128 bits of a UUID; ids of any other form are held as text. */
export function makeEventIds(): EventIds {
  const others = new Set<string>()
  const id = new Uint32Array(WORDS)
  let slots = 1024
  let table = new Uint32Array(slots * WORDS)
  let held = 0

  function put(into: Uint32Array, size: number, words: Uint32Array, from: number): boolean {
    const [a = 0, b = 0, c = 0, d = 0] = [words[from], words[from + 1], words[from + 2], words[from + 3]]
    let slot = Math.imul(a ^ Math.imul(b, 0x9e3779b1) ^ d, 0x85ebca6b) ^ c
    for (;;) {
      slot = (slot & (size - 1)) >>> 0
      const at = slot * WORDS
      if (into[at] === a && into[at + 1] === b && into[at + 2] === c && into[at + 3] === d) return false
      if (into[at] === 0 && into[at + 1] === 0 && into[at + 2] === 0 && into[at + 3] === 0) {
        into.set(words.subarray(from, from + WORDS), at)
        return true
      }
      slot++
    }
  }

  function grow(): void {
    const larger = new Uint32Array(slots * 2 * WORDS)
    for (let at = 0; at < table.length; at += WORDS) {
      if (table[at] !== 0 || table[at + 1] !== 0 || table[at + 2] !== 0 || table[at + 3] !== 0)
        put(larger, slots * 2, table, at)
    }
    table = larger
    slots *= 2
  }

  return {
    add(text) {
      if (!readUuid(text, id)) {
        const before = others.size
        return others.add(text).size > before
      }
      if (!put(table, slots, id, 0)) return false
      held++
      if (held * 2 > slots) grow()
      return true
    },
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
