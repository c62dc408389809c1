import type { Event } from './event.ts'
import { RULES, type Rule } from './stands-out-rules.ts'

/** That an event is of a sort a responder must not miss, and whether it only was tried. */
export type StandOut = {
  readonly rule: Rule
  /** The call failed: worth knowing, and counted apart. */
  readonly tried: boolean
}

/** Event names that some rule needs to see. Root's events stand out too, whatever they are called. */
export const STANDS_OUT_NAMES: ReadonlySet<string> = new Set(
  RULES.flatMap((rule) => rule.calls.map((call) => call.slice(call.indexOf(':') + 1))),
)

/** Every rule that an event meets, in the order of the table: the gravest first. */
export function standsOut(event: Event): readonly StandOut[] {
  const met: StandOut[] = []
  for (const rule of candidates(event)) {
    if (rule.when === undefined || rule.when(event)) met.push({ rule, tried: event.error !== undefined })
  }
  return met
}

const ANY_CALL = RULES.filter((rule) => rule.calls.length === 0)
const BY_CALL = rulesByCall()

function candidates(event: Event): readonly Rule[] {
  const named = BY_CALL.get(`${serviceOf(event.source)}:${event.name}`)
  if (named === undefined) return ANY_CALL
  return RULES.filter((rule) => ANY_CALL.includes(rule) || named.includes(rule))
}

/** `iam` of `iam.amazonaws.com`: how the table names services. */
export function serviceOf(source: string): string {
  return source.endsWith('.amazonaws.com') ? source.slice(0, -'.amazonaws.com'.length) : source
}

function rulesByCall(): ReadonlyMap<string, readonly Rule[]> {
  const rules = new Map<string, Rule[]>()
  for (const rule of RULES) {
    for (const call of rule.calls) rules.set(call, [...(rules.get(call) ?? []), rule])
  }
  return rules
}
