import { never } from '../../../src/lib/never.ts'

/** A column's type as a table's DDL has it. */
export type HiveType =
  | { readonly kind: 'string' }
  | { readonly kind: 'struct'; readonly fields: readonly (readonly [name: string, type: HiveType])[] }
  | { readonly kind: 'array'; readonly of: HiveType }
  | { readonly kind: 'map'; readonly of: HiveType }

/** `struct<a:string,b:array<string>>`: what is not known of it is an error, as it is to Athena. */
export function readType(text: string): HiveType {
  const reader = { text: text.toLowerCase().replace(/[\s`]+/g, ''), at: 0 }
  const type = read(reader)
  if (reader.at !== reader.text.length) throw new Error(`not a type: ${text}`)
  return type
}

function read(reader: { readonly text: string; at: number }): HiveType {
  if (take(reader, 'string')) return { kind: 'string' }
  if (take(reader, 'array<')) {
    const of = read(reader)
    want(reader, '>')
    return { kind: 'array', of }
  }
  if (take(reader, 'map<string,')) {
    const of = read(reader)
    want(reader, '>')
    return { kind: 'map', of }
  }
  want(reader, 'struct<')
  const fields: (readonly [string, HiveType])[] = []
  do {
    const name = /^[a-z_]\w*/.exec(reader.text.slice(reader.at))?.[0] ?? ''
    reader.at += name.length
    want(reader, ':')
    fields.push([name, read(reader)])
  } while (take(reader, ','))
  want(reader, '>')
  return { kind: 'struct', fields }
}

/** The same for DuckDB. */
export function duckType(type: HiveType): string {
  switch (type.kind) {
    case 'string':
      return 'VARCHAR'
    case 'array':
      return `${duckType(type.of)}[]`
    case 'map':
      return `MAP(VARCHAR, ${duckType(type.of)})`
    case 'struct':
      return `STRUCT(${type.fields.map(([name, of]) => `"${name}" ${duckType(of)}`).join(', ')})`
    default:
      return never(type)
  }
}

/** A value as Hive's JsonSerDe reads it: names without regard to case, anything else than text as its JSON. */
export function shape(value: unknown, type: HiveType): unknown {
  if (value === undefined || value === null) return null
  if (type.kind === 'string') return typeof value === 'string' ? value : JSON.stringify(value)
  if (type.kind === 'array') return Array.isArray(value) ? value.map((each) => shape(each, type.of)) : null
  if (typeof value !== 'object' || Array.isArray(value)) return null
  const entries = Object.entries(value)
  if (type.kind === 'map') return Object.fromEntries(entries.map(([key, each]) => [key, shape(each, type.of)]))
  const known = new Map(entries.map(([key, each]) => [key.toLowerCase(), each as unknown]))
  return Object.fromEntries(type.fields.map(([name, of]) => [name, shape(known.get(name), of)]))
}

function take(reader: { readonly text: string; at: number }, mark: string): boolean {
  if (!reader.text.startsWith(mark, reader.at)) return false
  reader.at += mark.length
  return true
}

function want(reader: { readonly text: string; at: number }, mark: string): void {
  if (!take(reader, mark)) throw new Error(`${mark} is missing in ${reader.text.slice(reader.at, reader.at + 40)}`)
}
