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
  readonly number: number
  /** The most frequent targets first, and more than are kept, until they are cut. */
  targets: (readonly [target: string, events: number])[]
  targetCount: number
}

type ActionCounter = {
  add(row: Row, one: Count): void
  absorb(action: ActionCount): void
  /** In the end: a target of the action with this number, each once, and how often it was met. */
  nameTarget(action: number, target: string, events: number): void
  /** Most frequent first; ties by service, name and outcome, so that the order never depends on that of the events. */
  actions(): readonly ActionCount[]
}

/**
 * Counts calls by what was called and how it ended. There are not many of these; their targets may be any number, so they
 * are handed to `onTarget` with the action's number, to be counted elsewhere.
 */
export function makeActionCounter(onTarget: (action: number, target: string, more: Count) => void): ActionCounter {
  const entries = new Map<string, Entry>()
  const numbered: Entry[] = []

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
        number: numbered.length,
        targets: [],
        targetCount: 0,
      }
      entries.set(key, entry)
      numbered.push(entry)
    }
    return entry
  }

  return {
    add(row, one) {
      const entry = entryOf(row, one)
      addCount(entry.count, one)
      for (const account of row.accounts) entry.accounts.add(account)
      if (row.values.region !== undefined) entry.regions.add(row.values.region)
      if (row.target !== undefined) onTarget(entry.number, row.target, one)
    },
    absorb(action) {
      const entry = entryOf(action, action)
      addCount(entry.count, action)
      for (const account of action.accounts) entry.accounts.add(account)
      for (const region of action.regions) entry.regions.add(region)
      const { writes, denied, first, last } = action
      for (const [target, events] of action.targets)
        onTarget(entry.number, target, { events, writes, denied, first, last })
      entry.targetCount += action.targetCount - action.targets.length
    },
    nameTarget(action, target, events) {
      const entry = numbered[action]
      if (entry === undefined) throw new Error(`there is no action ${action}`)
      entry.targetCount++
      entry.targets.push([target, events])
      if (entry.targets.length > TARGETS_KEPT * 4) cutTargets(entry)
    },
    actions: () => [...entries.values()].map(actionOf).sort(byCount),
  }
}

function cutTargets(entry: Entry): void {
  entry.targets = entry.targets.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, TARGETS_KEPT)
}

function actionOf(entry: Entry): ActionCount {
  cutTargets(entry)
  return {
    ...entry.count,
    source: entry.source,
    name: entry.name,
    write: entry.write,
    error: entry.error,
    refused: entry.refused,
    accounts: [...entry.accounts].sort(),
    regions: [...entry.regions].sort(),
    targets: entry.targets,
    targetCount: entry.targetCount,
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
