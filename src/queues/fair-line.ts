/** A waiting line that serves people in turns: first whoever has least under way, then whoever was served longest ago. */
export class FairLine<Item> {
  /** In the order in which people are served next. */
  readonly #waiting = new Map<string, Item[]>()
  readonly #busy = new Map<string, number>()
  readonly #atOnceEach: number
  #size = 0

  constructor(atOnceEach: number) {
    this.#atOnceEach = atOnceEach
  }

  get size(): number {
    return this.#size
  }

  sizeOf(person: string): number {
    return this.#waiting.get(person)?.length ?? 0
  }

  add(person: string, item: Item): void {
    const items = this.#waiting.get(person) ?? []
    items.push(item)
    this.#waiting.set(person, items)
    this.#size += 1
  }

  /** The next item of whoever has least under way, and not yet enough; `done` is to be called for them when it's finished. */
  next(): { readonly person: string; readonly item: Item } | undefined {
    const person = this.#turn()
    const [item, ...rest] = (person === undefined ? undefined : this.#waiting.get(person)) ?? []
    if (person === undefined || item === undefined) return undefined
    this.#waiting.delete(person)
    if (rest.length > 0) this.#waiting.set(person, rest)
    this.#busy.set(person, (this.#busy.get(person) ?? 0) + 1)
    this.#size -= 1
    return { person, item }
  }

  #turn(): string | undefined {
    let least = this.#atOnceEach
    let chosen: string | undefined
    for (const person of this.#waiting.keys()) {
      const busy = this.#busy.get(person) ?? 0
      if (busy < least) {
        least = busy
        chosen = person
      }
    }
    return chosen
  }

  done(person: string): void {
    const busy = (this.#busy.get(person) ?? 0) - 1
    if (busy > 0) this.#busy.set(person, busy)
    else this.#busy.delete(person)
  }

  /** Takes everything out. */
  empty(): Item[] {
    const left = [...this.#waiting.values()].flat()
    this.#waiting.clear()
    this.#size = 0
    return left
  }
}
