import { malformed, type Token, tokensOf } from './tokens.ts'

export type Expression =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'value'; readonly value: string | number | boolean }
  | { readonly kind: 'call'; readonly name: string; readonly of: readonly Expression[] }

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'truth'; readonly of: Expression }
  | { readonly kind: 'compare'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'in'; readonly left: Expression; readonly values: readonly Expression[] }
  | { readonly kind: 'like'; readonly left: Expression; readonly regex: RegExp | undefined; readonly text: string }

export type Named = { readonly name: string; readonly is: Expression }

export type Command =
  | { readonly kind: 'fields' | 'display' | 'dedup'; readonly of: readonly Named[] }
  | { readonly kind: 'filter'; readonly condition: Condition }
  | { readonly kind: 'stats'; readonly of: readonly Named[]; readonly by: readonly Named[] }
  | { readonly kind: 'sort'; readonly by: readonly { readonly is: Expression; readonly down: boolean }[] }
  | { readonly kind: 'limit'; readonly count: number }

type Reader = { readonly tokens: readonly Token[]; at: number }

/**
 * The part of Logs Insights QL that README.md names.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export function readQuery(query: string): readonly Command[] {
  const reader: Reader = { tokens: tokensOf(query), at: 0 }
  const commands: Command[] = []
  take(reader, '|')
  while (reader.at < reader.tokens.length) {
    commands.push(readCommand(reader))
    if (reader.at < reader.tokens.length && !take(reader, '|')) throw unexpected(reader)
  }
  if (commands.length === 0) throw malformed('the query is empty')
  return commands
}

function readCommand(reader: Reader): Command {
  const name = next(reader).text.toLowerCase()
  switch (name) {
    case 'fields':
    case 'display':
    case 'dedup':
      return { kind: name, of: readNamed(reader) }
    case 'filter':
      return { kind: 'filter', condition: readOr(reader) }
    case 'stats': {
      const of = readNamed(reader)
      return { kind: 'stats', of, by: take(reader, 'by') ? readNamed(reader) : [] }
    }
    case 'sort':
      return { kind: 'sort', by: readSort(reader) }
    case 'limit':
    case 'head': {
      const { kind, text } = next(reader)
      if (kind !== 'number' || !/^[1-9]\d*$/.test(text)) throw malformed(`limit ${text}`)
      return { kind: 'limit', count: Number(text) }
    }
    default:
      throw malformed(`unexpected symbol found ${name}`)
  }
}

function readNamed(reader: Reader): readonly Named[] {
  const all: Named[] = []
  do {
    const start = reader.at
    const is = readExpression(reader)
    const said = reader.tokens.slice(start, reader.at).map(({ text }) => text)
    all.push({ name: take(reader, 'as') ? next(reader).text : said.join('').replaceAll(',', ', '), is })
  } while (take(reader, ','))
  return all
}

function readSort(reader: Reader): readonly { readonly is: Expression; readonly down: boolean }[] {
  const all: { is: Expression; down: boolean }[] = []
  do {
    const is = readExpression(reader)
    const down = take(reader, 'desc')
    if (!down) take(reader, 'asc')
    all.push({ is, down })
  } while (take(reader, ','))
  return all
}

function readOr(reader: Reader): Condition {
  const of = [readAnd(reader)]
  while (take(reader, 'or')) of.push(readAnd(reader))
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'or', of }
}

function readAnd(reader: Reader): Condition {
  const of = [readNot(reader)]
  while (take(reader, 'and')) of.push(readNot(reader))
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'and', of }
}

function readNot(reader: Reader): Condition {
  if (take(reader, 'not')) return { kind: 'not', of: readNot(reader) }
  if (take(reader, '(')) {
    const inside = readOr(reader)
    want(reader, ')')
    return inside
  }
  const left = readExpression(reader)
  if (take(reader, 'not')) return { kind: 'not', of: readRest(reader, left) }
  return readRest(reader, left)
}

function readRest(reader: Reader, left: Expression): Condition {
  if (take(reader, 'in')) {
    want(reader, '[')
    const values = [readExpression(reader)]
    while (take(reader, ',')) values.push(readExpression(reader))
    want(reader, ']')
    return { kind: 'in', left, values }
  }
  if (take(reader, 'like') || take(reader, '=~')) return readLike(reader, left)
  for (const operator of ['=', '!=', '<', '<=', '>', '>='])
    if (take(reader, operator)) return { kind: 'compare', operator, left, right: readExpression(reader) }
  return { kind: 'truth', of: left }
}

function readLike(reader: Reader, left: Expression): Condition {
  const { kind, text } = next(reader)
  if (kind === 'text') return { kind: 'like', left, regex: undefined, text }
  if (kind !== 'regex') throw malformed(`unexpected symbol found ${text}`)
  const isLoose = text.startsWith('(?i)')
  try {
    return { kind: 'like', left, regex: new RegExp(isLoose ? text.slice(4) : text, isLoose ? 'i' : ''), text }
  } catch {
    throw malformed('invalid regular expression')
  }
}

function readExpression(reader: Reader): Expression {
  const { kind, text } = next(reader)
  if (kind === 'text') return { kind: 'value', value: text }
  if (kind === 'number') return { kind: 'value', value: Number(text) }
  if (kind === 'field') return { kind: 'field', name: text }
  if (text === '*') return { kind: 'field', name: '*' }
  if (kind !== 'word') throw malformed(`unexpected symbol found ${text}`)
  if (take(reader, '(')) {
    const of: Expression[] = []
    while (!take(reader, ')')) {
      of.push(readExpression(reader))
      take(reader, ',')
    }
    return { kind: 'call', name: text.toLowerCase(), of }
  }
  if (text === 'true' || text === 'false') return { kind: 'value', value: text === 'true' }
  return { kind: 'field', name: text }
}

function next(reader: Reader): Token {
  const token = reader.tokens[reader.at++]
  if (token === undefined) throw malformed('unexpected end of query')
  return token
}

function take(reader: Reader, text: string): boolean {
  const token = reader.tokens[reader.at]
  if (token === undefined || token.kind === 'text' || token.kind === 'field') return false
  if (token.text.toLowerCase() !== text) return false
  reader.at++
  return true
}

function want(reader: Reader, text: string): void {
  if (!take(reader, text)) throw unexpected(reader)
}

function unexpected(reader: Reader): Error {
  return malformed(`unexpected symbol found ${reader.tokens[reader.at]?.text ?? 'end of query'}`)
}
