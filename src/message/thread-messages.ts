import type { AnyBlock } from '@slack/types'
import type { Answer } from '../answer/answer.ts'
import { activityChart } from './activity-chart.ts'
import { fitMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { activityParts } from './parts/activity.ts'
import { entriesParts } from './parts/changes.ts'
import { coverageLong } from './parts/coverage.ts'
import { kindsParts } from './parts/kinds.ts'
import { keysLong, originsLong, whoLong } from './parts/origins.ts'
import { readsParts } from './parts/reads.ts'
import { standsOutLong } from './parts/stands-out.ts'
import type { Part } from './piece.ts'
import { richText } from './rich-text.ts'
import { header } from './root-message.ts'
import { moreLine } from './say-action.ts'
import { sayCount } from './say-count.ts'
import { timelineMessages } from './timeline-messages.ts'
import { callsTable, latestTable } from './tables.ts'

/**
 * The details in the order in which they are wanted, in few messages: each is a second of waiting and a notification. What
 * has nothing in it is left out.
 */
export function threadMessages(answer: Answer): readonly Message[] {
  const { headline, changes, refusals, failures, latest } = answer
  const kinds = changes.length + refusals.length + failures.length
  const topics: readonly (Message | false)[] = [
    ...timelineMessages(answer),
    ...standsOutMessages(answer),
    latest.length > 0 &&
      table(
        `${sayCount(headline.changes, 'change')}, ${sayCount(headline.refusals, 'call')} refused`,
        headline.changes + headline.refusals,
        (most) => latestTable(answer, most),
      ),
    kinds > 0 && table('By kind of call', kinds, (most) => callsTable(answer, most)),
    topic('Who, and where from', (most) => [
      ...whoLong(answer, most),
      ...entriesParts(answer, most),
      ...originsLong(answer, most),
      ...keysLong(answer, most),
    ]),
    activityMessage(answer),
    topic('Coverage', (most) => coverageLong(answer, most)),
  ]
  return topics.filter((message) => message !== false)
}

function activityMessage(answer: Answer): Message | false {
  const { activity, reads, zone } = answer
  const chart = activity.buckets.length > 1 ? [activityChart(activity, zone), richText(activityParts(answer))] : []
  const kinds = kindsParts(answer)
  if (chart.length + reads.events === 0) return false
  return fitMessage((most) => [
    header('Activity and reads'),
    ...chart,
    ...(kinds.length > 0 ? [richText(kinds)] : []),
    ...(reads.events > 0 ? [richText(readsParts(answer, most))] : []),
  ])
}

/** How many rules one message bears with an event each, however long their names are. */
const RULES_A_MESSAGE = 8

function standsOutMessages(answer: Answer): readonly (Message | false)[] {
  const { standsOut } = answer
  const messages: (Message | false)[] = []
  for (let first = 0; first < standsOut.length; first += RULES_A_MESSAGE) {
    const title =
      first === 0
        ? `What stands out: ${sayCount(standsOut.length, 'rule')} met`
        : `What stands out, from rule ${first + 1}`
    const groups = standsOut.slice(first, first + RULES_A_MESSAGE)
    messages.push(topic(title, (most) => standsOutLong(answer, most, groups)))
  }
  return messages
}

function topic(title: string, parts: (most: number) => readonly Part[]): Message | false {
  if (parts(1).length === 0) return false
  return fitMessage((most) => [header(title), richText(parts(most))])
}

/** A table, and under it how many rows did not fit. */
function table(title: string, rows: number, make: (most: number) => AnyBlock): Message {
  return fitMessage((most) => {
    const left = rows - rowsOf(make(most))
    const more = moreLine(left, 'row does', 'rows do', ' not fit here; a shorter window or another filter shows them')
    return [header(title), make(most), ...more.map((pieces) => richText([{ kind: 'line', line: pieces }]))]
  })
}

/** Without its header. */
function rowsOf(block: AnyBlock): number {
  return 'rows' in block && Array.isArray(block.rows) ? block.rows.length - 1 : 0
}
