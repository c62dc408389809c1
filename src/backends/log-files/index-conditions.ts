import { never } from '../../lib/never.ts'
import type { NamedBy, Predicate, Term } from '../../question/question.ts'
import type { IndexColumn } from './index-columns.ts'

/** One thing to ask of the index. */
export type Condition =
  | { readonly test: 'equals' | 'starts' | 'contains'; readonly column: IndexColumn; readonly value: string }
  | { readonly test: 'present'; readonly column: IndexColumn }

/**
 * Conditions of which at least one is true of every event that holds for the terms; undefined where the index knows none,
 * and the files have to be read. One query is made for each: a list of values in one query would lose the index's shortcuts.
 */
export function conditionsFor(terms: readonly Term[]): readonly Condition[] | undefined {
  const kinds = RANK.filter((kind) => terms.some(({ not, predicate }) => !not && predicate.kind === kind))
  for (const kind of kinds) {
    const wanted = terms.filter(({ not, predicate }) => !not && predicate.kind === kind)
    const found = wanted.map(({ predicate }) => conditionsOf(predicate))
    const conditions = found.flatMap((one) => one ?? [])
    if (!found.includes(undefined) && conditions.length <= MOST_CONDITIONS) return conditions
  }
  return undefined
}

const MOST_CONDITIONS = 16

/** The rarest first. Kinds that are not here leave too much to be worth asking the index. */
const RANK: readonly Predicate['kind'][] = ['identity', 'ip', 'error', 'outcome', 'event', 'agent', 'type', 'source']

function conditionsOf(predicate: Predicate): readonly Condition[] | undefined {
  switch (predicate.kind) {
    case 'identity':
      return identityConditions(predicate.by, predicate.value, predicate.prefix ? 'starts' : 'equals')
    case 'ip':
      return isOneSpelling(predicate.value) ? [equals('address', predicate.value)] : undefined
    case 'error':
      return [{ test: predicate.prefix ? 'starts' : 'equals', column: 'error', value: predicate.value }]
    case 'outcome':
      return [{ test: 'present', column: 'error' }]
    case 'event':
      return [{ test: predicate.prefix ? 'starts' : 'equals', column: 'event_name', value: predicate.value }]
    case 'agent':
      return [{ test: 'contains', column: 'agent', value: predicate.value.toLowerCase() }]
    case 'type':
      return [equals('identity_type', predicate.value)]
    case 'source':
      return [equals('source', predicate.value)]
    case 'resource':
    case 'access':
    case 'region':
    case 'account':
    case 'ref':
      return undefined
    default:
      return never(predicate)
  }
}

function identityConditions(by: NamedBy, value: string, test: 'equals' | 'starts'): readonly Condition[] | undefined {
  const within = (...columns: readonly IndexColumn[]) => columns.map((column) => ({ test, column, value }))
  switch (by) {
    case 'name':
      return within('user_name', 'session_name')
    case 'user':
      return within('user_name')
    case 'session':
      return within('session_name')
    case 'role':
      return within('role_name')
    case 'arn':
      return [{ test: 'starts', column: 'arn', value }, ...within('role_arn')]
    case 'key':
      return within('key_id')
    case 'uniqueId':
      return within('unique_id', 'role_unique_id', 'identity_center_id')
    case 'service':
      return within('invoked_by', 'address')
    case 'root':
      return [equals('identity_type', 'Root')]
    case 'person':
      return undefined
    default:
      return never(by)
  }
}

function equals(column: IndexColumn, value: string): Condition {
  return { test: 'equals', column, value }
}

/** A block of addresses, or IPv6, stands for addresses that are written otherwise. */
function isOneSpelling(address: string): boolean {
  return !address.includes(':') && !address.includes('/')
}
