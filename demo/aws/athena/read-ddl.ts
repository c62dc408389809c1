import { type HiveType, readType } from './hive-type.ts'

export type Column = { readonly name: string; readonly hive: string; readonly type: HiveType }

export type TableDefinition = {
  readonly name: string
  readonly columns: readonly Column[]
  readonly partitions: readonly Column[]
  readonly location: string
  readonly properties: ReadonlyMap<string, string>
}

/** `CREATE EXTERNAL TABLE …`. https://docs.aws.amazon.com/athena/latest/ug/create-table.html */
export function readDdl(ddl: string): TableDefinition {
  const text = ddl.replace(/--[^\n]*/g, '')
  const head = /CREATE EXTERNAL TABLE\s+(?:IF NOT EXISTS\s+)?[`"]?([\w.]+)[`"]?\s*\(/i.exec(text)
  if (head === null) throw new Error('not a CREATE EXTERNAL TABLE')
  const start = head.index + head[0].length
  const end = closing(text, start)
  const partitioned = /PARTITIONED BY\s*\(/i.exec(text.slice(end))
  const from = partitioned === null ? -1 : end + partitioned.index + partitioned[0].length
  const properties = /TBLPROPERTIES\s*\(([^]*)\)/i.exec(text.slice(end))?.[1] ?? ''
  return {
    name: head[1]?.split('.').at(-1) ?? '',
    columns: columnsIn(text.slice(start, end)),
    partitions: from < 0 ? [] : columnsIn(text.slice(from, closing(text, from))),
    location: /LOCATION\s+'([^']*)'/i.exec(text.slice(end))?.[1] ?? '',
    properties: new Map([...properties.matchAll(/'([^']*)'\s*=\s*'([^']*)'/g)].map(([, k = '', v = '']) => [k, v])),
  }
}

/** Where the parenthesis closes that was opened before `from`. */
function closing(text: string, from: number): number {
  let open = 1
  for (let i = from; i < text.length; i++) {
    if (text[i] === '(') open++
    if (text[i] === ')' && --open === 0) return i
  }
  throw new Error('a parenthesis is not closed')
}

function columnsIn(text: string): readonly Column[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const letter of text) {
    if (letter === '<') depth++
    if (letter === '>') depth--
    if (letter === ',' && depth === 0) {
      parts.push(part)
      part = ''
    } else part += letter
  }
  return [...parts, part].map((each) => {
    const match = /^\s*[`"]?(\w+)[`"]?\s+([^]+?)\s*$/.exec(each)
    const [, name = '', hive = ''] = match ?? []
    return { name: name.toLowerCase(), hive: hive.toLowerCase().replace(/\s+/g, ''), type: readType(hive) }
  })
}
