import type { Backend, Cost } from '../find/backend.ts'
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
