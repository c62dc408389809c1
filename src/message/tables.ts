import type { AnyBlock } from '@slack/types'
import type { Answer } from '../answer/answer.ts'
import { type Cell, dataTable } from './data-table.ts'
import { sayReasons } from './parts/refusals.ts'
import { shown } from './piece.ts'
import { type AccountName, accountName } from './say-account.ts'
import { type ActionCount, callOf } from './say-action.ts'
import { sayCount } from './say-count.ts'
import { sayUtc } from './say-time.ts'

/** What was changed, refused or failed, by kind of call. Where not all fits, changes leave half of the rows to the rest. */
export function callsTable(answer: Answer, most: number): AnyBlock {
  const { changes, refusals, failures } = answer
  const name = accountName(answer)
  const failed = [
    ...refusals.map((refusal) => rowOf(refusal.action, `refused: ${sayReasons(refusal)}`, name)),
    ...failures.map((action) => rowOf(action, `failed: ${shown(action.error ?? '', 60)}`, name)),
  ]
  const left = Math.min(failed.length, Math.max(most - changes.length, Math.floor(most / 2)))
  const done = changes.slice(0, most - left).map((action) => rowOf(action, 'done', name))
  return dataTable(
    'What was changed, refused or failed',
    ['Call', 'Result', 'Times', 'On', 'Where', 'Last (UTC)'],
    [...done, ...failed.slice(0, left)],
  )
}

function rowOf(action: ActionCount, result: string, name: AccountName): readonly Cell[] {
  return [callOf(action), result, action.events, sayTargets(action), sayWhere(action, name), clock(action.last)]
}

/** Changes and refusals one by one. Who is told where it is more than one identity. */
export function latestTable(answer: Answer, most: number): AnyBlock {
  const { latest, who } = answer
  const name = accountName(answer)
  const several = who.length > 1
  const rows = latest
    .slice(0, most)
    .map((sample) => [
      clock(sample.time),
      `${sample.error === undefined ? '' : 'refused: '}${callOf(sample)}`,
      sample.target ?? '',
      ...(several ? [sample.who] : []),
      sample.address,
      `${sample.accounts.map(name).join(' and ')} / ${sample.region}`,
    ])
  return dataTable('Newest first', ['When (UTC)', 'Call', 'On', ...(several ? ['Who'] : []), 'From', 'Where'], rows)
}

function sayTargets(action: ActionCount): string {
  const named = action.targets.slice(0, 2).map(([target]) => shown(target, 72))
  const more = action.targetCount - named.length
  return `${named.join(', ')}${more > 0 ? ` and ${sayCount(more, 'other')}` : ''}`
}

function sayWhere({ accounts, regions }: ActionCount, name: AccountName): string {
  return `${sayFew(accounts.map(name), 'account')} / ${sayFew(regions, 'Region')}`
}

function sayFew(values: readonly string[], one: string): string {
  return values.length > 2 ? sayCount(values.length, one) : values.join(', ')
}

/** `2026-11-23 14:02:11`, which sorts; the column says that it is UTC. */
function clock(at: ActionCount['last']): string {
  return sayUtc(at).slice(0, 19)
}
