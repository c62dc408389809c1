import type { AnyBlock } from '@slack/types'
import type { Answer } from '../answer/answer.ts'
import { activityChart } from './activity-chart.ts'
import { fitMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { activityParts } from './parts/activity.ts'
import { entriesParts } from './parts/changes.ts'
import { coverageLong } from './parts/coverage.ts'
import { originsLong, whoLong } from './parts/origins.ts'
import { readsParts } from './parts/reads.ts'
import { failuresParts } from './parts/refusals.ts'
import { standsOutLong } from './parts/stands-out.ts'
import type { Part } from './piece.ts'
import { richText } from './rich-text.ts'
import { header } from './root-message.ts'
import { moreLine } from './say-action.ts'
import { sayCount } from './say-count.ts'
import { changesTable, latestTable, refusalsTable } from './tables.ts'

/** The details, one topic a message, in the order in which they are wanted. A topic with nothing in it is left out. */
export function threadMessages(answer: Answer): readonly Message[] {
  const { headline, changes, refusals, failures, entries, latest, activity, reads } = answer
  const topics: readonly (Message | false)[] = [
    ...standsOutMessages(answer),
    changes.length > 0 &&
      table(`${sayCount(headline.changes, 'change')} by call`, changes.length, (most) => changesTable(answer, most)),
    latest.length > 0 &&
      table('Changes and refusals, newest first', headline.changes + headline.refusals, (most) =>
        latestTable(answer, most),
      ),
    refusals.length > 0 &&
      table(`${sayCount(headline.refusals, 'call')} refused`, refusals.length, (most) => refusalsTable(answer, most)),
    entries.length + failures.length > 0 &&
      topic('Ways in, and other failures', (most) => [...entriesParts(answer, most), ...failuresParts(answer, most)]),
    topic('Who, and with which keys', (most) => whoLong(answer, most)),
    topic('Where from', (most) => originsLong(answer, most)),
    activity.buckets.length > 1 &&
      fitMessage(() => [
        header('Activity over time'),
        activityChart(activity, answer.zone),
        richText(activityParts(answer)),
      ]),
    reads.events > 0 && topic('Reads', (most) => readsParts(answer, most)),
    topic('Coverage', (most) => coverageLong(answer, most)),
  ]
  return topics.filter((message) => message !== false)
}

/** How many rules one message bears with an event each, however long their names are. */
const RULES_A_MESSAGE = 8

function standsOutMessages({ standsOut }: Answer): readonly (Message | false)[] {
  const messages: (Message | false)[] = []
  for (let first = 0; first < standsOut.length; first += RULES_A_MESSAGE) {
    const title =
      first === 0
        ? `What stands out: ${sayCount(standsOut.length, 'rule')} met`
        : `What stands out, from rule ${first + 1}`
    const groups = standsOut.slice(first, first + RULES_A_MESSAGE)
    messages.push(topic(title, (most) => standsOutLong(groups, most)))
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
