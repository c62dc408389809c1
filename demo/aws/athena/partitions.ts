import type { Entry } from '../history.ts'
import { Refusal } from '../refusal.ts'
import type { TableDefinition } from './read-ddl.ts'

/** One folder of the bucket. */
export type Partition = { readonly values: { readonly [column: string]: string }; bytes: number }

/** How much smaller a log file is than its text. */
const GZIPPED = 7

/** Which folder an event's file is in: the day is that of the delivery, in UTC. */
export function partitionOf(table: TableDefinition, entry: Entry, delivered: number): { readonly [c: string]: string } {
  const day = new Date(delivered).toISOString().slice(0, 10)
  const values: { [column: string]: string } = {}
  for (const { name } of table.partitions) {
    if (/^(account|account_?id|recipient)/.test(name)) values[name] = entry.account
    else if (/region/.test(name)) values[name] = entry.region
    else if (name === 'year' || name === 'month' || name === 'day')
      values[name] = day.split('-')[['year', 'month', 'day'].indexOf(name)] ?? ''
    else
      values[name] = (table.properties.get(`projection.${name}.format`) ?? 'yyyy/MM/dd').includes('/')
        ? day.replaceAll('-', '/')
        : day
  }
  return values
}

/** Whether the table's projection knows the folder: a Region that is not in its list is not read. */
export function isProjected(table: TableDefinition, values: { readonly [column: string]: string }): boolean {
  if (table.properties.get('projection.enabled') !== 'true') return true
  return table.partitions.every(({ name }) => {
    const of = (what: string) => table.properties.get(`projection.${name}.${what}`)
    const value = values[name] ?? ''
    switch (of('type') ?? '') {
      case 'enum':
        return (
          of('values')
            ?.split(',')
            .map((each) => each.trim())
            .includes(value) ?? false
        )
      case 'date': {
        const [first = '', last = 'NOW'] = of('range')?.split(',') ?? []
        return value >= first && (last.startsWith('NOW') || value <= last)
      }
      case 'injected':
        return true
      default:
        throw new Error(`projection.${name}.type is missing`)
    }
  })
}

export function addBytes(partitions: Map<string, Partition>, values: { readonly [c: string]: string }, text: number) {
  const key = JSON.stringify(values)
  const partition = partitions.get(key) ?? { values, bytes: 0 }
  partition.bytes += text / GZIPPED
  partitions.set(key, partition)
}

/**
 * The folders that a query reads: those that fit its comparisons of partition columns with literals. All of them are taken
 * to be joined by AND, which is what this can tell from the text.
 */
export function touched(table: TableDefinition, sql: string, all: Iterable<Partition>): readonly Partition[] {
  const bounds = table.partitions.map(({ name }) => [name, boundsOn(name, sql)] as const)
  for (const [name, { isPinned }] of bounds) {
    if (table.properties.get(`projection.${name}.type`) !== 'injected' || isPinned) continue
    const what = `For the injected projected partition column ${name}, the WHERE clause must contain only static equality`
    throw new Refusal('CONSTRAINT_VIOLATION', `${what} conditions, and at least one such condition must be present.`)
  }
  return [...all].filter(({ values }) => bounds.every(([name, bound]) => bound.fits(values[name] ?? '')))
}

function boundsOn(column: string, sql: string): { readonly isPinned: boolean; fits(value: string): boolean } {
  const name = `(?<![\\w.])"?${column}"?`
  const literal = `\\(?'((?:[^']|'')*)'\\)?`
  const tests: ((value: string) => boolean)[] = []
  let isPinned = false
  for (const [, operator, bound = ''] of sql.matchAll(new RegExp(`${name}\\s*(=|>=|<=|>|<)\\s*${literal}`, 'gi'))) {
    isPinned ||= operator === '='
    tests.push((value) => {
      if (operator === '=') return value === bound
      if (operator === '>=') return value >= bound
      if (operator === '<=') return value <= bound
      return operator === '>' ? value > bound : value < bound
    })
  }
  for (const [, list = ''] of sql.matchAll(new RegExp(`${name}\\s+IN\\s*\\(([^)]*)\\)`, 'gi'))) {
    isPinned = true
    const values = new Set([...list.matchAll(/'([^']*)'/g)].map(([, value]) => value))
    tests.push((value) => values.has(value))
  }
  const between = new RegExp(`${name}\\s+BETWEEN\\s+${literal}\\s+AND\\s+${literal}`, 'gi')
  for (const [, low = '', high = ''] of sql.matchAll(between)) tests.push((value) => value >= low && value <= high)
  return { isPinned, fits: (value) => tests.every((test) => test(value)) }
}
