/**
 * Finds everything kept under a text. Most texts of an event are nobody's: a table of bits, small enough for the
 * processor's cache, says so for most of them before the large map is looked into.
 */
export class ExactIndex<T> {
  private readonly items = new Map<string, T[]>()
  private readonly bits = new Uint8Array(BITS >> 3)

  add(text: string, item: T): void {
    const mark = markOf(text)
    this.bits[mark >> 3] = (this.bits[mark >> 3] ?? 0) | (1 << (mark & 7))
    const kept = this.items.get(text)
    if (kept === undefined) this.items.set(text, [item])
    else kept.push(item)
  }

  each(text: string, visit: (item: T) => void): void {
    const mark = markOf(text)
    if (((this.bits[mark >> 3] ?? 0) & (1 << (mark & 7))) === 0) return
    const items = this.items.get(text)
    if (items !== undefined) for (const item of items) visit(item)
  }
}

const BITS = 1 << 16
/** Names tend to differ at their ends. */
const LETTERS = 6

function markOf(text: string): number {
  let hash = text.length
  for (let at = Math.max(0, text.length - LETTERS); at < text.length; at += 1) {
    hash = Math.imul(hash, 0x01000193) ^ text.charCodeAt(at)
  }
  return (hash ^ (hash >>> 15)) & (BITS - 1)
}
