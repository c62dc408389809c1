import type { AnyBlock } from '@slack/types'
import type { Answer, Sample } from '../answer/answer.ts'
import { dataTable } from './data-table.ts'
import { sayReasons } from './parts/refusals.ts'
import { shown } from './piece.ts'
import { type ActionCount, callOf } from './say-action.ts'
import { sayCount } from './say-count.ts'
import { sayUtc } from './say-time.ts'

/** What was changed, by kind of call. */
export function changesTable({ changes }: Answer, most: number): AnyBlock {
  const rows = changes
    .slice(0, most)
    .map((action) => [callOf(action), action.events, sayTargets(action), sayWhere(action), clock(action.last)])
  return dataTable('What was changed, by call', ['Call', 'Times', 'On', 'Where', 'Last (UTC)'], rows)
}

/** What was refused, by kind of call, with the reason. */
export function refusalsTable({ refusals }: Answer, most: number): AnyBlock {
  const rows = refusals
    .slice(0, most)
    .map((refusal) => [
      callOf(refusal.action),
      refusal.action.events,
      sayReasons(refusal),
      sayTargets(refusal.action),
      sayWhere(refusal.action),
      clock(refusal.action.last),
    ])
  return dataTable('What was refused, by call', ['Call', 'Times', 'Why', 'On', 'Where', 'Last (UTC)'], rows)
}

/** Changes and refusals one by one, newest first. */
export function latestTable({ latest }: Answer, most: number): AnyBlock {
  const rows = latest
    .slice(0, most)
    .map((sample) => [
      clock(sample.time),
      callOf(sample),
      sample.target ?? '',
      sample.actor,
      sample.address,
      sayPlace(sample),
      sample.error ?? 'done',
    ])
  return dataTable(
    'Changes and refusals, newest first',
    ['When (UTC)', 'Call', 'On', 'Who', 'From', 'Where', 'Outcome'],
    rows,
  )
}

function sayTargets(action: ActionCount): string {
  const named = action.targets.slice(0, 2).map(([target]) => shown(target, 72))
  const more = action.targetCount - named.length
  return `${named.join(', ')}${more > 0 ? ` and ${sayCount(more, 'other')}` : ''}`
}

function sayWhere({ accounts, regions }: ActionCount): string {
  return `${sayFew(accounts, 'account')} / ${sayFew(regions, 'Region')}`
}

function sayFew(values: readonly string[], one: string): string {
  return values.length > 2 ? sayCount(values.length, one) : values.join(', ')
}

function sayPlace({ accounts, region }: Sample): string {
  return `${accounts.join(' and ')} / ${region}`
}

/** `2026-11-23 14:02:11`, which sorts; the column says that it is UTC. */
function clock(at: ActionCount['last']): string {
  return sayUtc(at).slice(0, 19)
}
