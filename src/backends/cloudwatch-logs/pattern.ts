import { never } from '../../lib/never.ts'

/**
 * A JSON filter pattern as data. What it can say is what was seen to work: there is no `EXISTS`, no negation, and a boolean
 * is found by IS TRUE and IS FALSE alone.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax-for-Metric-Filters.html
 */
export type Condition =
  | { readonly kind: 'equals'; readonly path: string; readonly value: Glob }
  /** Any string or number. */
  | { readonly kind: 'filled'; readonly path: string }
  | { readonly kind: 'is'; readonly path: string; readonly what: 'TRUE' | 'FALSE' | 'NULL' }
  | { readonly kind: 'absent'; readonly path: string }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'all'; readonly of: readonly Condition[] }

/** A value that may stand in a pattern: made by `glob`, which lets through only what means itself there. */
export type Glob = string & { readonly __glob: true }

/** FilterLogEvents takes no longer pattern. */
export const LONGEST_PATTERN = 1024

/**
 * What names, keys, ARNs and event names are made of. A quote or backslash could end the string, and `*` has no escape:
 * a value that holds one is not asked for, but checked in what comes back.
 */
const MEANS_ITSELF = /^[A-Za-z0-9_+=,.@:/ -]{1,256}$/

export function glob(value: string, at: 'whole' | 'start' | 'end' = 'whole'): Glob | undefined {
  if (!MEANS_ITSELF.test(value)) return undefined
  return (at === 'start' ? `${value}*` : at === 'end' ? `*${value}` : value) as Glob
}

/** `{ $.userIdentity.userName = "Alice" }` */
export function sayPattern(condition: Condition): string {
  return `{ ${sayCondition(condition)} }`
}

function sayCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'equals':
      return `$.${condition.path} = "${condition.value}"`
    case 'filled':
      return `$.${condition.path} = *`
    case 'is':
      return `$.${condition.path} IS ${condition.what}`
    case 'absent':
      return `$.${condition.path} NOT EXISTS`
    case 'any':
      return sayAll(condition.of, ' || ')
    case 'all':
      return sayAll(condition.of, ' && ')
    default:
      return never(condition)
  }
}

function sayAll(conditions: readonly Condition[], between: string): string {
  const [only] = conditions
  if (only !== undefined && conditions.length === 1) return sayCondition(only)
  return conditions.map((one) => `(${sayCondition(one)})`).join(between)
}
