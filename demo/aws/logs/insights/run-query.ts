import type { Command, Expression, Named } from './read-query.ts'
import { makeRow, type Row, type Value } from './row.ts'
import { malformed } from './tokens.ts'
import { compareValues, holds, valueOf } from './value.ts'

export type Result = { readonly columns: readonly string[]; readonly rows: readonly Row[]; readonly matched: number }

const AGGREGATES = new Set(['count', 'count_distinct', 'sum', 'avg', 'min', 'max', 'earliest', 'latest'])

/**
 * Goes through the commands in their order. Rows come newest first as long as nothing sorts them; `most` cuts what the
 * query itself does not limit.
 */
export function runQuery(commands: readonly Command[], lines: readonly Row[], most: number): Result {
  let rows = [...lines].reverse()
  let columns: readonly string[] = ['@timestamp', '@message']
  let matched = rows.length
  let isLimited = false
  let isCounted = false
  for (const command of commands) {
    switch (command.kind) {
      case 'fields':
      case 'display': {
        const names = command.of.map(({ name }) => name)
        columns =
          columns.length > 0 && command.kind === 'fields' && isAsked(commands, command) ? [...columns, ...names] : names
        rows = rows.map((row) => compute(row, command.of))
        break
      }
      case 'filter':
        rows = rows.filter((row) => holds(command.condition, row))
        if (!isCounted) matched = rows.length
        break
      case 'stats':
        rows = group(rows, command.of, command.by)
        columns = [...command.by, ...command.of].map(({ name }) => name)
        isCounted = true
        break
      case 'sort':
        rows = rows.toSorted((a, b) => {
          for (const { is, down } of command.by) {
            const order = compareValues(sortValue(is, a), sortValue(is, b)) * (down ? -1 : 1)
            if (order !== 0) return order
          }
          return 0
        })
        break
      case 'dedup': {
        const seen = new Set<string>()
        rows = rows.filter((row) => {
          const key = JSON.stringify(command.of.map(({ is }) => valueOf(is, row) ?? null))
          return seen.size < seen.add(key).size
        })
        break
      }
      case 'limit':
        if (command.count > 100_000) throw malformed('limit is 100000 at most')
        rows = rows.slice(0, command.count)
        isLimited = true
        break
    }
  }
  return { columns: [...new Set(columns)], rows: isLimited ? rows : rows.slice(0, most), matched }
}

/** A second `fields` adds to the first. */
function isAsked(commands: readonly Command[], command: Command): boolean {
  return commands.findIndex(({ kind }) => kind === 'fields') < commands.indexOf(command)
}

function compute(row: Row, of: readonly Named[]): Row {
  let made = row
  for (const { name, is } of of) if (is.kind !== 'field' || is.name !== name) made = made.with(name, valueOf(is, row))
  return made
}

/** What was made by `stats` is sorted by its name: `sort count(*) desc`. */
function sortValue(is: Expression, row: Row): Value {
  if (is.kind !== 'call') return valueOf(is, row)
  const inner = is.of.map((each) => (each.kind === 'field' ? each.name : '')).join(', ')
  return row.get(`${is.name}(${inner})`) ?? (AGGREGATES.has(is.name) ? undefined : valueOf(is, row))
}

function group(rows: readonly Row[], of: readonly Named[], by: readonly Named[]): Row[] {
  const groups = new Map<string, { readonly key: readonly Value[]; readonly rows: Row[] }>()
  for (const row of rows) {
    const key = by.map(({ is }) => valueOf(is, row))
    const name = JSON.stringify(key.map((value) => value ?? null))
    const found = groups.get(name) ?? { key, rows: [] }
    groups.set(name, found)
    found.rows.push(row)
  }
  if (by.length === 0 && groups.size === 0) groups.set('[]', { key: [], rows: [] })
  const made = [...groups.values()].map(({ key, rows }) => {
    const values = new Map(by.map(({ name }, i) => [name, key[i]] as const))
    for (const { name, is } of of) values.set(name, aggregate(is, rows))
    return makeRow(undefined, (field) => values.get(field))
  })
  return made
}

function aggregate(expression: Expression, rows: readonly Row[]): Value {
  if (expression.kind !== 'call' || !AGGREGATES.has(expression.name))
    throw malformed('stats needs an aggregation function')
  const [field] = expression.of
  if (expression.name === 'count' && (field === undefined || (field.kind === 'field' && field.name === '*')))
    return rows.length
  if (field === undefined) throw malformed(`${expression.name} needs a field`)
  const values = rows.map((row) => valueOf(field, row)).filter((value) => value !== undefined)
  const numbers = values.map(Number).filter((value) => Number.isFinite(value))
  const sum = numbers.reduce((a, b) => a + b, 0)
  switch (expression.name) {
    case 'count':
      return values.length
    case 'count_distinct':
      return new Set(values.map(String)).size
    case 'sum':
      return sum
    case 'avg':
      return numbers.length === 0 ? undefined : sum / numbers.length
    case 'min':
      return values.toSorted(compareValues)[0]
    case 'max':
      return values.toSorted(compareValues).at(-1)
    case 'latest':
      return values[0]
    default:
      return values.at(-1)
  }
}
