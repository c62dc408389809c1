import { makeSortedRuns, type SortedLine } from './sorted-runs.ts'

/** Things by group and key, of which any number can be held: those that are too many for memory wait on disk. */
export type Spilling<Value> = {
  /** What is held in memory under a key, to be changed in place; undefined where nothing is, though there may be on disk. */
  get(group: number, key: string): Value | undefined
  /** Holds something new under a key; `bytes` is about what it takes besides the key. */
  hold(group: number, key: string, value: Value, bytes: number): void
  /** More was put into a value that is held. */
  grew(bytes: number): void
  /** Group by group, each key once with all that was held under it. Where nothing went to disk, in the order it came. */
  each(): Generator<readonly [group: number, key: string, values: readonly Value[]]>
  /** The same in order: by group, and by key as code units go. */
  sorted(): Generator<readonly [group: number, key: string, values: readonly Value[]]>
  close(): void
}

export type SpillingOptions = {
  /** About how many bytes may stay in memory. */
  readonly bytes: number
}

/** `values` are plain JSON: they may come back as copies, in any order. */
export function makeSpilling<Value>({ bytes: most }: SpillingOptions): Spilling<Value> {
  const groups = new Map<number, Map<string, Value>>()
  const runs = makeSortedRuns()
  let [held, spilled, full] = [0, false, false]

  function spill(): void {
    try {
      runs.write(lines())
    } catch {
      // No room on the disk: what is counted stays right, and memory has to do.
      full = true
      return
    }
    for (const values of groups.values()) values.clear()
    ;[held, spilled] = [0, true]
  }

  function* lines(): Generator<SortedLine> {
    for (const group of [...groups.keys()].sort((a, b) => a - b)) {
      const values = groups.get(group) ?? new Map<string, Value>()
      for (const key of [...values.keys()].sort()) yield [group, key, values.get(key)]
    }
  }

  function grew(bytes: number): void {
    held += bytes
    if (held > most && !full) spill()
  }

  /** What is still in memory is merged with what is on disk. */
  function* together(): Generator<readonly [group: number, key: string, values: readonly Value[]]> {
    let [group, key, values] = [0, '', [] as Value[]]
    for (const line of runs.merged(lines())) {
      if (values.length > 0 && (line[0] !== group || line[1] !== key)) {
        yield [group, key, values]
        values = []
      }
      ;[group, key] = line
      values.push(line[2] as Value)
    }
    if (values.length > 0) yield [group, key, values]
  }

  return {
    get: (group, key) => groups.get(group)?.get(key),
    hold(group, key, value, bytes) {
      const values = groups.get(group) ?? new Map<string, Value>()
      groups.set(group, values.set(key, value))
      grew(key.length + bytes)
    },
    grew,
    *each() {
      if (spilled) yield* together()
      else for (const [group, values] of groups) for (const [key, value] of values) yield [group, key, [value]]
    },
    sorted: () => together(),
    close: () => runs.close(),
  }
}
