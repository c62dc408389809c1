import type { FakeLogGroup } from '../../options.ts'
import type { Line } from '../lines.ts'

/** A field's value as queries see it. Booleans are 1 and 0. */
export type Value = string | number | undefined

export type Row = { readonly line: Line | undefined; get(field: string): Value; with(name: string, value: Value): Row }

/** So many fields of a message are discovered, and the rest is not there for a query. */
const DISCOVERED = 200

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html */
export function rowOf(group: FakeLogGroup, line: Line): Row {
  let fields: ReadonlyMap<string, Value> | undefined
  const own: { readonly [name: string]: () => Value } = {
    '@timestamp': () => sayTime(line.at),
    '@ingestionTime': () => sayTime(line.at),
    '@message': () => line.entry.text(),
    '@logStream': () => line.stream,
    '@log': () => `${group.account}:${group.name}`,
    '@ptr': () => pointerTo(group, line),
  }
  const get = (field: string) => {
    if (field in own) return own[field]?.()
    fields ??= discover(line.entry.fields)
    return fields.get(field)
  }
  return makeRow(line, get)
}

export function makeRow(line: Line | undefined, get: (field: string) => Value): Row {
  return {
    line,
    get,
    with: (name, value) => makeRow(line, (field) => (field === name ? value : get(field))),
  }
}

/** `resources.0.ARN`: names joined by dots, members by their number, until two hundred are found. */
export function discover(message: object): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>()
  const walk = (name: string, value: unknown): void => {
    if (found.size >= DISCOVERED || value === null || value === undefined) return
    if (typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) walk(name === '' ? key : `${name}.${key}`, inner)
    else if (typeof value === 'boolean') found.set(name, value ? 1 : 0)
    else if (typeof value === 'number' || typeof value === 'string') found.set(name, value)
  }
  walk('', message)
  return found
}

export function pointerTo(group: FakeLogGroup, line: Line): string {
  return Buffer.from(JSON.stringify([group.account, group.region, group.name, line.order])).toString('base64')
}

/** `2026-11-23 14:02:00.000`, in UTC. */
export function sayTime(at: number): string {
  return new Date(at).toISOString().replace('T', ' ').replace('Z', '')
}
