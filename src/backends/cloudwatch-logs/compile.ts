import type { Search } from '../../plan/plan.ts'
import type { Predicate, Term } from '../../question/question.ts'
import type { Scope } from './log-group.ts'
import { any, conditionOf } from './conditions.ts'
import { type Needle, needlesOf } from './needles.ts'
import { type Condition, LONGEST_PATTERN, sayPattern } from './pattern.ts'

/** What a search asks a log group for: at least what holds for it, and perhaps more. */
export type Asked = {
  /** Filter patterns whose matches together are asked for: several where one would be too long. '' stands for everything. */
  readonly patterns: readonly string[]
  /** The same in the language of Logs Insights. */
  readonly query: string
}

/** What tells most events apart first. */
const RANK: readonly Predicate['kind'][] = [
  'ref',
  'identity',
  'resource',
  'ip',
  'error',
  'event',
  'outcome',
  'type',
  'source',
  'region',
  'account',
  'access',
  'agent',
]

/**
 * A search as a filter pattern and as a query. Terms of one kind are or-ed, kinds are and-ed; what is not wanted, and what
 * can't be said safely, is left to be checked in what comes back.
 */
export function compile({ keep }: Pick<Search, 'keep'>, scope: Scope): Asked {
  const asked = RANK.map((kind) => wantedOf(keep, kind)).filter((wanted) => wanted.length > 0)
  const kinds = [...asked, ...scopeKinds(scope)]
  const [best] = kinds.filter((wanted) => conditionsOf(wanted) !== undefined || needlesFor(wanted) !== undefined)
  if (best === undefined) return { patterns: [''], query: sayQuery([]) }
  const inJson = conditionsOf(best) !== undefined
  return {
    patterns: inJson ? jsonPatterns(kinds) : [termPattern(kinds)],
    query: sayQuery(kinds),
  }
}

/** Apart from what was asked for: they are and-ed to it. */
function scopeKinds({ account, region }: Scope): readonly (readonly Predicate[])[] {
  return [
    ...(account === undefined ? [] : [[{ kind: 'account', value: account }] as const]),
    ...(region === undefined ? [] : [[{ kind: 'region', value: region }] as const]),
  ]
}

function wantedOf(terms: readonly Term[], kind: Predicate['kind']): readonly Predicate[] {
  return terms.flatMap(({ not, predicate }) => (!not && predicate.kind === kind ? [predicate] : []))
}

/** Undefined where one of them can't be said: the rest would be too narrow. */
function conditionsOf(wanted: readonly Predicate[]): readonly Condition[] | undefined {
  const conditions = wanted.map(conditionOf)
  return conditions.includes(undefined) ? undefined : conditions.flatMap((one) => one ?? [])
}

function needlesFor(wanted: readonly Predicate[]): readonly Needle[] | undefined {
  const needles = wanted.map(needlesOf)
  return needles.includes(undefined) ? undefined : [...new Set(needles.flatMap((one) => one ?? []))]
}

/** As many kinds as fit; and where already the alternatives of the best kind don't, several patterns. */
function jsonPatterns(kinds: readonly (readonly Predicate[])[]): readonly string[] {
  const sayable = kinds.flatMap((wanted) => {
    const conditions = conditionsOf(wanted)
    return conditions === undefined ? [] : [conditions]
  })
  for (let some = sayable.length; some > 0; some--) {
    const pattern = sayPattern({ kind: 'all', of: sayable.slice(0, some).flatMap((of) => any(of) ?? []) })
    if (pattern.length <= LONGEST_PATTERN) return [pattern]
  }
  return batches(sayable[0] ?? [])
}

function batches(conditions: readonly Condition[]): readonly string[] {
  const patterns: string[] = []
  let batch: readonly Condition[] = []
  for (const condition of conditions) {
    const more = [...batch, condition]
    if (batch.length > 0 && sayPattern(any(more) ?? condition).length > LONGEST_PATTERN) {
      patterns.push(sayPattern(any(batch) ?? condition))
      batch = [condition]
    } else batch = more
  }
  const all = [...patterns, sayPattern({ kind: 'any', of: batch })]
  return all.every((pattern) => pattern.length <= LONGEST_PATTERN) ? all : ['']
}

/**
 * Quoted terms are pieces of the message's text, and all of them have to be there. `?` makes alternatives, and is ignored
 * beside any other term, so alternatives stand alone.
 */
function termPattern(kinds: readonly (readonly Predicate[])[]): string {
  const needles = kinds.flatMap((wanted) => {
    const found = needlesFor(wanted)
    return found === undefined ? [] : [found]
  })
  const [best = []] = needles
  const quoted =
    best.length > 1
      ? best.map((needle) => `?"${needle}"`)
      : needles.flatMap(([only, ...more]) => (only === undefined || more.length > 0 ? [] : [`"${only}"`]))
  const pattern = quoted.join(' ')
  if (pattern.length <= LONGEST_PATTERN) return pattern
  return best.length > 1 ? '' : (quoted[0] ?? '')
}

/** Alternatives beyond this are checked in what comes back: a query has at most 10,000 characters. */
const LONGEST_FILTER = 1500

/**
 * The query looks for text in `@message`, not at discovered fields: Insights discovers 200 fields of an event at most, and
 * an event whose request is large would be missed by what stands behind it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 */
function sayQuery(kinds: readonly (readonly Predicate[])[]): string {
  const filters = kinds
    .map((wanted) => (needlesFor(wanted) ?? []).map((needle) => `@message like "${needle}"`).join(' or '))
    .filter((filter) => filter !== '' && filter.length <= LONGEST_FILTER)
  const lines = ['fields @timestamp, @ptr, @message', ...filters.map((filter) => `filter ${filter}`)]
  return [...lines, 'sort @timestamp desc'].join(' | ')
}
