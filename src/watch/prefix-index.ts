/** Finds everything kept under a beginning of a text, with one look-up for each length that there is. */
export class PrefixIndex<T> {
  private readonly byLength = new Map<number, Map<string, T[]>>()

  add(prefix: string, item: T): void {
    const known = this.byLength.get(prefix.length) ?? new Map<string, T[]>()
    this.byLength.set(prefix.length, known)
    const items = known.get(prefix)
    if (items === undefined) known.set(prefix, [item])
    else items.push(item)
  }

  each(text: string, visit: (item: T) => void): void {
    for (const [length, known] of this.byLength) {
      if (length > text.length) continue
      for (const item of known.get(text.slice(0, length)) ?? []) visit(item)
    }
  }
}
