import type { Token } from './tokens.ts'
import { BREAKDOWNS, type Breakdown, type ExportFormat, type Wanted } from './wanted.ts'

/** Which view of an answer the first words ask for, and the words of the question behind them. */
export type WantedRead = { readonly wanted: Wanted; readonly rest: readonly Token[] }

/** Reads `events …`, `export csv …`, `behind …` (`who was behind …`), `by service …`, `detail …`; anything else asks for the answer. */
export function readWanted(tokens: readonly Token[]): WantedRead {
  const first = tokens.findIndex((token) => !LEADERS.has(plain(token) ?? ''))
  const word = plain(tokens[first])
  const next = plain(tokens[first + 1])
  const rest = (used: number) => tokens.slice(first + used)
  switch (word ?? '') {
    case 'events':
    case 'timeline':
      return { wanted: { kind: 'events' }, rest: rest(1) }
    case 'detail':
    case 'details':
      return { wanted: { kind: 'event' }, rest: rest(1) }
    case 'behind':
    case 'trace':
      return { wanted: { kind: 'behind' }, rest: withoutIt(rest(1)) }
    case 'export': {
      const format = FORMATS.get(next === 'as' ? (plain(tokens[first + 2]) ?? '') : (next ?? ''))
      const used = format === undefined ? 1 : next === 'as' ? 3 : 2
      return { wanted: { kind: 'export', format: format ?? 'csv' }, rest: rest(used) }
    }
    case 'by': {
      const value = BREAKDOWNS.find((breakdown) => breakdown === BY.get(next ?? ''))
      return value === undefined ? answer(tokens) : { wanted: { kind: 'by', value }, rest: rest(2) }
    }
    default:
      return answer(tokens)
  }
}

function answer(rest: readonly Token[]): WantedRead {
  return { wanted: { kind: 'answer' }, rest }
}

/** `who was behind …`, `show me the events …`. */
const LEADERS: ReadonlySet<string> = new Set('who was were is show list me the all please'.split(' '))

const FORMATS: ReadonlyMap<string, ExportFormat> = new Map<string, ExportFormat>([
  ['csv', 'csv'],
  ['excel', 'csv'],
  ['json', 'jsonl'],
  ['jsonl', 'jsonl'],
  ['report', 'report'],
  ['markdown', 'report'],
  ['md', 'report'],
])

const BY: ReadonlyMap<string, Breakdown> = new Map<string, Breakdown>([
  ...BREAKDOWNS.map((value) => [value, value] as const),
  ['services', 'service'],
  ['sessions', 'session'],
  ['days', 'day'],
  ['accounts', 'account'],
  ['regions', 'region'],
  ['ip', 'address'],
  ['addresses', 'address'],
])

/** `who was behind it`, `behind that`: what the thread asked. */
function withoutIt(tokens: readonly Token[]): readonly Token[] {
  const [first] = tokens
  return ['it', 'this', 'that', 'them'].includes(plain(first) ?? '') ? tokens.slice(1) : tokens
}

function plain(token: Token | undefined): string | undefined {
  if (token === undefined || token.quoted || token.key !== undefined || token.negated) return undefined
  return token.text.toLowerCase()
}
