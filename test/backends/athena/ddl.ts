import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A column's type as Hive has it. */
export type HiveType =
  | { readonly kind: 'string' }
  | { readonly kind: 'array'; readonly of: HiveType }
  | { readonly kind: 'map' }
  | { readonly kind: 'struct'; readonly fields: readonly (readonly [name: string, type: HiveType])[] }

export type Ddl = {
  readonly text: string
  readonly columns: readonly (readonly [name: string, type: HiveType])[]
  readonly partitions: readonly string[]
  readonly properties: Readonly<Record<string, string>>
}

export const DDL_FILES = ['table-account.sql', 'table-organization.sql'] as const

/** What one of our table definitions says. */
export function readDdl(file: (typeof DDL_FILES)[number]): Ddl {
  const text = readFileSync(join(import.meta.dirname, '../../../deploy/athena', file), 'utf8')
  const code = text.replace(/^--.*$/gm, '')
  const columns = /CREATE EXTERNAL TABLE \w+ \(([\s\S]*?)\)\s*PARTITIONED BY/.exec(code)?.[1] ?? ''
  const partitions = /PARTITIONED BY \(([^)]*)\)/.exec(code)?.[1] ?? ''
  const properties = [...code.matchAll(/'([\w.]+)' = '([^']*)'/g)].map(([, key, value]) => [key, value])
  return {
    text,
    columns: readFields(columns, /^\s*(\w+)\s+/),
    partitions: [...partitions.matchAll(/`(\w+)` STRING/g)].map(([, name]) => name ?? ''),
    properties: Object.fromEntries(properties) as Record<string, string>,
  }
}

function readFields(text: string, name: RegExp): (readonly [string, HiveType])[] {
  return splitAtCommas(text).map((one) => {
    const [whole, field = ''] = name.exec(one) ?? ['']
    return [field, readType(one.slice(whole.length))] as const
  })
}

function readType(text: string): HiveType {
  const [, outer = '', inner = ''] = /^(\w+)(?:<([\s\S]*)>)?$/.exec(text.trim()) ?? []
  switch (outer) {
    case 'STRING':
      return { kind: 'string' }
    case 'ARRAY':
      return { kind: 'array', of: readType(inner) }
    case 'MAP':
      return { kind: 'map' }
    case 'STRUCT':
      return { kind: 'struct', fields: readFields(inner, /^\s*(\w+)\s*:\s*/) }
    default:
      throw new Error(`not a type: ${text}`)
  }
}

function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = []
  let [depth, start] = [0, 0]
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '<') depth++
    else if (text[i] === '>') depth--
    else if (text[i] === ',' && depth === 0) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
  }
  return [...parts, text.slice(start)]
}
