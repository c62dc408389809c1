import { instant } from '../lib/instant.ts'
import { never } from '../lib/never.ts'
import { INVISIBLE } from './invisible.ts'
import type { NamedBy, Predicate, Question, Term } from './question.ts'
import { readTerms } from './read-terms.ts'
import { rangeWords } from './read-when.ts'
import type { Surroundings } from './step.ts'
import { readTokens } from './tokens.ts'
import { unslack } from './unslack.ts'
import { sayVia } from './via.ts'
import { OPENERS } from './vocabulary.ts'

/** The command that asks exactly this, now or next year, from whatever zone: reading it gives the same question. */
export function sayQuestion(question: Question): string {
  return [...question.terms.map(sayTerm), ...(question.via ?? []).map(sayVia), rangeWords(question.window)].join(' ')
}

function sayTerm({ not, predicate }: Term): string {
  return `${not ? 'not ' : ''}${sayPredicate(predicate)}`
}

function sayPredicate(predicate: Predicate): string {
  switch (predicate.kind) {
    case 'identity':
      return sayIdentity(predicate)
    case 'event':
    case 'error':
      return spell(predicate, predicate.kind, predicate.value, predicate.prefix)
    case 'outcome':
    case 'access':
      return predicate.value
    case 'resource':
      return spell(predicate, 'on', predicate.value, false)
    case 'source':
      return spell(predicate, 'from', predicate.value, false)
    case 'type':
    case 'region':
    case 'account':
    case 'ip':
    case 'agent':
      return spell(predicate, predicate.kind, predicate.value, false)
    case 'ref':
      return spell(predicate, REF_KEYS[predicate.field], predicate.value, false)
    default:
      return never(predicate)
  }
}

const REF_KEYS = { event: 'eventid', request: 'requestid', shared: 'sharedeventid' } as const

function sayIdentity(predicate: Extract<Predicate, { kind: 'identity' }>): string {
  const { by, value, prefix } = predicate
  if (by === 'root') return 'root'
  if (by === 'person') return `<@${value}>`
  const bare = `${value}${prefix ? '*' : ''}`
  if (BARE_BY.includes(by) && !OPENERS.has(bare.toLowerCase()) && readsAs(bare, predicate)) return bare
  return spell(predicate, by === 'uniqueId' ? 'id' : by, value, prefix)
}

const BARE_BY: readonly NamedBy[] = ['name', 'arn', 'key', 'uniqueId']

/** Bare where that reads back as the very same, in quotes otherwise. */
function spell(predicate: Predicate, key: string, value: string, prefix: boolean): string {
  const star = prefix ? '*' : ''
  const bare = `${key}:${value}${star}`
  return readsAs(bare, predicate) ? bare : `${key}:${quote(value)}${star}`
}

function readsAs(word: string, predicate: Predicate): boolean {
  if (!/^[\w.:/@+=,*-]+$/.test(word) || unslack(word) !== word) return false
  const tokens = readTokens(word)
  if (tokens.length !== 1) return false
  const read = readTerms(tokens, NOWHERE)
  const [term, ...more] = read.kind === 'terms' ? read.terms : []
  return term !== undefined && more.length === 0 && !term.not && isSame(term.predicate, predicate)
}

const NOWHERE: Surroundings = { now: instant(0), zone: 'UTC', accounts: [], defaultWindowMs: 1 }

function isSame(a: Predicate, b: Predicate): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

function sorted(predicate: Predicate): [string, unknown][] {
  return Object.entries(predicate).sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Whatever reading would change (a link, an entity, an invisible or typographic character) is written as its number. */
function quote(value: string): string {
  const safe = value.replace(/["\\]/g, '\\$&').replace(INVISIBLE, escape).replace(CHANGED, escape)
  return `"${safe}"`
}

const CHANGED = /[&<>\u201c-\u201f\u00ab\u00bb\u2033\uff02]|[^\S ]/g

function escape(found: string): string {
  return Array.from({ length: found.length }, (_unit, at) => `\\u${hex(found.charCodeAt(at))}`).join('')
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0')
}
