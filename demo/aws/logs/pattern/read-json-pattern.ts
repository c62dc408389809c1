import { Refusal } from '../../refusal.ts'
import { makeRegex } from './regex.ts'

export type Step =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'fields' | 'members' }

export type Value =
  | { readonly kind: 'number'; readonly number: number; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'glob' | 'regex'; readonly regex: RegExp }

export type Condition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'is'; readonly path: readonly Step[]; readonly what: 'NULL' | 'TRUE' | 'FALSE' }
  | { readonly kind: 'absent'; readonly path: readonly Step[] }
  | { readonly kind: 'compare'; readonly path: readonly Step[]; readonly operator: Operator; readonly value: Value }

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>='

type Reader = { readonly text: string; at: number; wildcards: number; regexes: number }

/** `{ ($.eventName = "GetObject") && ($.errorCode NOT EXISTS) }`: ( ) before && before ||, and nothing that is not documented. */
export function readJsonPattern(pattern: string): Condition {
  const reader: Reader = { text: pattern, at: 0, wildcards: 0, regexes: 0 }
  expect(reader, '{')
  const condition = readAny(reader)
  expect(reader, '}')
  skip(reader)
  if (reader.at !== pattern.length) throw invalid()
  return condition
}

function readAny(reader: Reader): Condition {
  const of = [readAll(reader)]
  while (take(reader, '||')) of.push(readAll(reader))
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'any', of }
}

function readAll(reader: Reader): Condition {
  const of = [readOne(reader)]
  while (take(reader, '&&')) of.push(readOne(reader))
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'all', of }
}

function readOne(reader: Reader): Condition {
  if (take(reader, '(')) {
    const inside = readAny(reader)
    expect(reader, ')')
    return inside
  }
  const path = readPath(reader)
  if (word(reader, 'NOT')) {
    if (!word(reader, 'EXISTS')) throw invalid()
    return { kind: 'absent', path }
  }
  if (word(reader, 'IS')) {
    for (const what of ['NULL', 'TRUE', 'FALSE'] as const) if (word(reader, what)) return { kind: 'is', path, what }
    throw invalid()
  }
  const operator = (['!=', '<=', '>=', '=', '<', '>'] as const).find((each) => take(reader, each))
  if (operator === undefined) throw invalid()
  const value = readValue(reader)
  if (operator !== '=' && operator !== '!=' && value.kind !== 'number') throw invalid()
  return { kind: 'compare', path, operator, value }
}

/** At most one wildcard in a path, and three in a pattern. */
function readPath(reader: Reader): readonly Step[] {
  expect(reader, '$')
  const path: Step[] = []
  for (;;) {
    const step = readStep(reader)
    if (step === undefined) break
    path.push(step)
  }
  const wildcards = path.filter(({ kind }) => kind === 'fields' || kind === 'members').length
  reader.wildcards += wildcards
  if (path.length === 0 || wildcards > 1 || reader.wildcards > 3) throw invalid()
  return path
}

function readStep(reader: Reader): Step | undefined {
  const match = /^(?:\.\['([^'\]]+)'\]|\.(\*)|\.([\w-]+)|\[(\d+)\]|(\[\*\]))/.exec(reader.text.slice(reader.at))
  if (match === null) return undefined
  reader.at += match[0].length
  const name = match[1] ?? match[3]
  if (name !== undefined) return { kind: 'field', name }
  if (match[4] !== undefined) return { kind: 'index', index: Number(match[4]) }
  return { kind: match[2] === undefined ? 'members' : 'fields' }
}

function readValue(reader: Reader): Value {
  skip(reader)
  const rest = reader.text.slice(reader.at)
  const quoted = /^"((?:[^"\\]|\\["\\])*)"/.exec(rest)
  const regex = /^%([^%]*)%/.exec(rest)
  const bare = /^[\w.*+-]+(?=[\s)}&|]|$)/.exec(rest)
  const match = quoted ?? regex ?? bare
  if (match === null) throw invalid()
  reader.at += match[0].length
  if (regex !== null && quoted === null) {
    reader.regexes++
    if (reader.regexes > 2)
      throw invalid('Your input has exceeded the maximum of 2 regular expressions per filter pattern.')
    return { kind: 'regex', regex: makeRegex(regex[1] ?? '') }
  }
  const text = quoted === null ? match[0] : (quoted[1] ?? '').replace(/\\(.)/g, '$1')
  if (quoted === null && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text))
    return { kind: 'number', number: Number(text), text }
  // null is no value to compare with; true and false are but words.
  if (quoted === null && (text.toLowerCase() === 'null' || /^[+-]/.test(text))) throw invalid()
  if (!text.includes('*')) return { kind: 'text', text }
  const parts = text.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return { kind: 'glob', regex: new RegExp(`^${parts.join('[^]*')}$`) }
}

function skip(reader: Reader): void {
  while (/\s/.test(reader.text[reader.at] ?? '')) reader.at++
}

function take(reader: Reader, mark: string): boolean {
  skip(reader)
  if (!reader.text.startsWith(mark, reader.at)) return false
  reader.at += mark.length
  return true
}

function word(reader: Reader, wanted: string): boolean {
  skip(reader)
  const found = /^[A-Za-z]+/.exec(reader.text.slice(reader.at))?.[0]
  if (found?.toUpperCase() !== wanted) return false
  reader.at += wanted.length
  return true
}

function expect(reader: Reader, mark: string): void {
  if (!take(reader, mark)) throw invalid()
}

function invalid(message = 'Invalid filter pattern'): Refusal {
  return new Refusal('InvalidParameterException', message)
}
