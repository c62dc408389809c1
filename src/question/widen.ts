import type { Actor, Event } from '../event/event.ts'
import { fields, text } from '../event/read-value.ts'
import { identity } from './event-question.ts'
import type { NamedBy, Predicate, Question } from './question.ts'
import { sayQuestion } from './say-question.ts'

/** One more identity, and what says that it is theirs. */
export type Alias = {
  readonly predicate: Extract<Predicate, { kind: 'identity' }>
  readonly because: 'user-id' | 'center-id' | 'issued-key' | 'same-name' | 'name-used-again'
}

export type Widened = {
  /** The question with all that is proven. */
  readonly question: Question
  /** The log itself says so: the same unique id, or credentials that were issued to them. */
  readonly proven: readonly Alias[]
  /** Only the name says so, and anyone may choose a session name: to be asked for by choice, never added in silence. */
  readonly claimed: readonly Alias[]
  /** Proven ones that there was no room for. */
  readonly left: number
}

/** Names as they were seen in answers: `{ name: 'alice', by: 'user' }`. */
export type Seen = { readonly name: string; readonly by: string }

const MOST_TERMS = 40
const LONGEST_WORDS = 3_500
const MOST_CLAIMED = 10

/**
 * All identities of whoever a question asks about, from the events that its answer was made of. A role is never an
 * identity of anyone: its id is shared by all who assume it.
 */
export function widen(question: Question, events: readonly Event[], seen: readonly Seen[]): Widened {
  const asked = question.terms.flatMap(({ not, predicate }) =>
    !not && predicate.kind === 'identity' ? [predicate] : [],
  )
  if (asked.length === 0 || !asked.every(isOneActor)) return { question, proven: [], claimed: [], left: 0 }
  const users = distinct(events.flatMap(({ actor }) => userIds(actor)))
  const people = distinct(events.flatMap(({ actor }) => centerIds(actor)))
  const keys = distinct(events.filter((event) => isTheirs(event, asked)).flatMap(issuedKey))
  const found: Alias[] = [
    ...users.map((id) => alias('uniqueId', id, users.length > 1 ? 'name-used-again' : 'user-id')),
    ...people.map((id) => alias('uniqueId', id, people.length > 1 ? 'name-used-again' : 'center-id')),
    ...keys.map((id) => alias('key', id, 'issued-key')),
    ...sameNames(asked, seen),
  ].filter(({ predicate }) => !asked.some((one) => isSame(one, predicate)))
  const isClaim = ({ because }: Alias) => because === 'same-name' || because === 'name-used-again'
  const proven = found.filter((one) => !isClaim(one))
  const { widened, used } = addAll(question, proven)
  return {
    question: widened,
    proven: proven.slice(0, used),
    claimed: found.filter(isClaim).slice(0, MOST_CLAIMED),
    left: proven.length - used,
  }
}

/** A role, a service or root is nobody in particular. */
function isOneActor({ by, value }: Alias['predicate']): boolean {
  return by !== 'role' && by !== 'service' && by !== 'root' && by !== 'person' && !/:(?:role|root)\b/.test(value)
}

/** What a session does under a name that anyone may choose proves nothing about whose name that is. */
function isTheirs({ actor }: Event, asked: readonly Alias['predicate'][]): boolean {
  return actor.type === 'IAMUser' || actor.onBehalfOf !== undefined || asked.every(({ by }) => !BY_NAME.has(by))
}

function alias(by: NamedBy, value: string, because: Alias['because']): Alias {
  return { predicate: identity(by, value), because }
}

function userIds({ type, uniqueId, issuer }: Actor): readonly string[] {
  if (type === 'IAMUser' && uniqueId?.startsWith('AIDA') === true) return [uniqueId]
  return issuer?.type === 'IAMUser' && issuer.uniqueId !== undefined ? [issuer.uniqueId] : []
}

function centerIds({ onBehalfOf }: Actor): readonly string[] {
  return onBehalfOf === undefined ? [] : [onBehalfOf.userId]
}

/** A role, or a token, that they took: what was done with its key was done by whoever took it. */
function issuedKey({ source, error, response }: Event): readonly string[] {
  if (source !== 'sts.amazonaws.com' || error !== undefined) return []
  const key = text(fields(response?.credentials)?.accessKeyId)
  return key === undefined ? [] : [key]
}

function sameNames(asked: readonly Alias['predicate'][], seen: readonly Seen[]): readonly Alias[] {
  const names = new Set(
    asked.filter(({ by, prefix }) => BY_NAME.has(by) && !prefix).map(({ value }) => localPart(value)),
  )
  return seen.flatMap(({ name, by }) => {
    if ((by !== 'user' && by !== 'session') || !names.has(localPart(name))) return []
    const isFound = asked.some((one) => one.value === name && (one.by === 'name' || one.by === by))
    return isFound ? [] : [alias(by, name, 'same-name')]
  })
}

const BY_NAME: ReadonlySet<NamedBy> = new Set<NamedBy>(['name', 'user', 'session'])

/** `Alice` and `alice@example.com` alike. */
function localPart(name: string): string {
  return (name.split('@')[0] ?? '').toLowerCase()
}

function addAll(question: Question, more: readonly Alias[]): { readonly widened: Question; readonly used: number } {
  let used = Math.max(0, Math.min(more.length, MOST_TERMS - question.terms.length))
  while (true) {
    const added = more.slice(0, used).map(({ predicate }) => ({ not: false, predicate }))
    const widened = { ...question, terms: [...question.terms, ...added] }
    if (used === 0 || sayQuestion(widened).length <= LONGEST_WORDS) return { widened, used }
    used = Math.floor(used / 2)
  }
}

function isSame(a: Alias['predicate'], b: Alias['predicate']): boolean {
  return a.by === b.by && a.value === b.value && !a.prefix && !b.prefix
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort()
}

/** What was added and why, and what was not, in words: `with the user id AIDA… and 3 keys issued to them, as the log proves`. */
export function sayWidened({ proven, claimed, left }: Widened): string {
  const ids = proven.filter(({ because }) => because !== 'issued-key').map(({ predicate }) => predicate.value)
  const keys = proven.length - ids.length
  const added = [
    ...ids.map((id) => `the id ${id}`),
    ...(keys === 0 ? [] : [`${keys} ${keys === 1 ? 'key' : 'keys'} issued to them`]),
  ]
  const names = claimed.map(({ predicate: { by, value } }) => `${by === 'uniqueId' ? 'id' : by} ${value}`)
  return [
    added.length === 0
      ? 'the log proves no other identity of theirs in this window'
      : `with ${added.join(', ')}, as the log proves`,
    ...(left === 0 ? [] : [`${left} more did not fit`]),
    ...(names.length === 0 ? [] : [`not proven, and not added: ${names.join(', ')}`]),
  ].join('; ')
}
