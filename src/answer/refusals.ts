import { isDenied } from '../event/outcome.ts'
import type { ActionCount } from '../find/totals.ts'
import type { Refusal, RefusalReason } from './answer.ts'
import { byCount } from './counted.ts'
import { refusalReason } from './refusal-reason.ts'
import type { Action } from './twins.ts'

/** What was refused, by action, with the reasons. Counts are exact; reasons are those of the listed events. */
export function refusalsOf(actions: readonly Action[], counts: readonly ActionCount[]): readonly Refusal[] {
  const reasons = new Map<string, Map<RefusalReason, number>>()
  for (const { event } of actions) {
    if (!isDenied(event)) continue
    const key = keyOf(event.source, event.name, event.error?.code || event.error?.message)
    const tally = reasons.get(key) ?? new Map<RefusalReason, number>()
    const reason = refusalReason(event)
    reasons.set(key, tally.set(reason, (tally.get(reason) ?? 0) + 1))
  }
  return counts
    .filter((action) => action.refused)
    .map((action) => ({
      action,
      reasons: byCount(reasons.get(keyOf(action.source, action.name, action.error)) ?? new Map()),
    }))
}

function keyOf(source: string, name: string, error: string | undefined): string {
  return JSON.stringify([source, name, error])
}
