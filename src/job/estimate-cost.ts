import type { Backend, Cost } from '../find/backend.ts'
import type { Finding } from '../find/finding.ts'
import type { Plan } from '../plan/plan.ts'

/** What looking is going to cost, as far as the places can tell before they look; undefined where none of them can. */
export function estimateCost(plan: Plan, backends: ReadonlyMap<string, Backend>): Cost | undefined {
  let sum: Cost | undefined
  for (const search of plan.searches) {
    const cost = backends.get(search.backend)?.estimate?.(search).cost
    if (cost !== undefined) {
      const before = sum ?? { bytes: 0, dollars: 0 }
      sum = { bytes: before.bytes + cost.bytes, dollars: before.dollars + cost.dollars }
    }
  }
  return sum
}

/** What looking came to cost, in dollars; undefined where no place says. */
export function dollarsOf(findings: readonly Finding[]): number | undefined {
  return sumDollars(findings.map(({ cost }) => cost?.dollars))
}

/** Of those that are known; undefined where none is. */
export function sumDollars(dollars: readonly (number | undefined)[]): number | undefined {
  const known = dollars.filter((each) => each !== undefined)
  return known.length === 0 ? undefined : known.reduce((sum, each) => sum + each, 0)
}
