import { type Adding, addCount } from './adding.ts'
import type { Row } from './row.ts'
import { type ActionCount, type Count, TARGETS_KEPT } from './totals.ts'

type Entry = {
  readonly source: string
  readonly name: string
  readonly write: boolean
  readonly error: string | undefined
  readonly refused: boolean
  readonly count: Adding
  readonly accounts: Set<string>
  readonly regions: Set<string>
  readonly targets: Map<string, number>
  /** Targets that an engine counted and did not name. */
  unnamed: number
}

type ActionCounter = {
  add(row: Row, one: Count): void
  absorb(action: ActionCount): void
  /** Most frequent first; ties by service, name and outcome, so that the order never depends on that of the events. */
  actions(): readonly ActionCount[]
}

/** Counts calls by what was called and how it ended. */
export function makeActionCounter(): ActionCounter {
  const entries = new Map<string, Entry>()

  function entryOf(like: Pick<ActionCount, 'source' | 'name' | 'write' | 'error' | 'refused'>, none: Count): Entry {
    const key = JSON.stringify([like.source, like.name, like.write, like.error ?? null])
    let entry = entries.get(key)
    if (entry === undefined) {
      const { source, name, write, error, refused } = like
      const count = { ...none, events: 0, writes: 0, denied: 0 }
      entry = {
        source,
        name,
        write,
        error,
        refused,
        count,
        accounts: new Set(),
        regions: new Set(),
        targets: new Map(),
        unnamed: 0,
      }
      entries.set(key, entry)
    }
    return entry
  }

  return {
    add(row, one) {
      const entry = entryOf(row, one)
      addCount(entry.count, one)
      for (const account of row.accounts) entry.accounts.add(account)
      if (row.values.region !== undefined) entry.regions.add(row.values.region)
      if (row.target !== undefined) entry.targets.set(row.target, (entry.targets.get(row.target) ?? 0) + 1)
    },
    absorb(action) {
      const entry = entryOf(action, action)
      addCount(entry.count, action)
      for (const account of action.accounts) entry.accounts.add(account)
      for (const region of action.regions) entry.regions.add(region)
      for (const [target, events] of action.targets)
        entry.targets.set(target, (entry.targets.get(target) ?? 0) + events)
      entry.unnamed += action.targetCount - action.targets.length
    },
    actions: () => [...entries.values()].map(actionOf).sort(byCount),
  }
}

function actionOf(entry: Entry): ActionCount {
  const targets = [...entry.targets].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  return {
    ...entry.count,
    source: entry.source,
    name: entry.name,
    write: entry.write,
    error: entry.error,
    refused: entry.refused,
    accounts: [...entry.accounts].sort(),
    regions: [...entry.regions].sort(),
    targets: targets.slice(0, TARGETS_KEPT),
    targetCount: targets.length + entry.unnamed,
  }
}

function byCount(a: ActionCount, b: ActionCount): number {
  return (
    b.events - a.events ||
    compare(a.source, b.source) ||
    compare(a.name, b.name) ||
    compare(a.error ?? '', b.error ?? '') ||
    Number(a.write) - Number(b.write)
  )
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
