import type { AnyBlock } from '@slack/types'
import type { Answer } from '../answer/answer.ts'
import { joinTwins } from '../answer/twins.ts'
import type { Event } from '../event/event.ts'
import { sayInWords } from '../question/say-in-words.ts'
import { answerButtons } from './answer-buttons.ts'
import { dataTable } from './data-table.ts'
import { type EventWords, eventRow, type EventRow } from './event-row.ts'
import { fitMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { coverageShort } from './parts/coverage.ts'
import { type Context, headlineParts } from './parts/headline.ts'
import { line, list, say } from './piece.ts'
import { richText } from './rich-text.ts'
import { header, understoodBlocks } from './root-message.ts'
import { sayCount, sayNumber } from './say-count.ts'
import { sayInZone, sayUtc } from './say-time.ts'

/** What a client pages and sorts: Slack takes a hundred rows, and fewer where they are long. */
const ROWS = 100

/** Events one by one as a message: the newest in a table, and how the others are to be had. */
export function eventListMessage(
  answer: Answer,
  events: readonly Event[],
  words: EventWords,
  context: Context,
): Message {
  const actions = joinTwins(events)
  const rows = actions.slice(0, ROWS).map((action) => eventRow(action, words, 100))
  const several = new Set(rows.map(({ identity }) => identity)).size > 1
  return fitMessage((most) => {
    const shown = rows.slice(0, most)
    return [
      header(`${sayInWords(answer.question)}: events one by one`),
      ...understoodBlocks(context),
      richText(headlineParts(answer, context)),
      ...(shown.length === 0 ? [] : [table(shown, several, words.zone)]),
      richText([...restParts(answer, shown.length), ...onlyOne(rows), ...coverageShort(answer)]),
      ...(context.token === undefined ? [] : [answerButtons(answer, context.token, context.keys)]),
    ]
  })
}

function table(rows: readonly EventRow[], several: boolean, zone: string): AnyBlock {
  const isUtc = zone === 'UTC'
  return dataTable(
    'Newest first',
    [
      isUtc ? 'When (UTC)' : `When (${zone})`,
      'Call',
      'On',
      'Result',
      ...(several ? ['Who'] : []),
      'From',
      'Where',
      ...(isUtc ? [] : ['UTC']),
    ],
    rows.map((row) => [
      isUtc ? utc(row) : sayInZone(row.event.time, zone),
      row.call,
      row.on,
      row.result,
      ...(several ? [row.who] : []),
      row.address,
      row.where,
      ...(isUtc ? [] : [utc(row)]),
    ]),
  )
}

/** Sorts, and is as long in every row. */
function utc({ event }: EventRow): string {
  return sayUtc(event.time).slice(0, 19)
}

function onlyOne(rows: readonly EventRow[]) {
  const [first] = rows
  return first === undefined || rows.some(({ identity }) => identity !== first.identity)
    ? []
    : [line(say('All by '), { kind: 'foreign', text: first.identity, code: false }, say('.'))]
}

/** How many are not in the table, and where they are. */
function restParts(answer: Answer, shown: number) {
  const left = answer.headline.events - shown
  if (left <= 0) return []
  const { capped, listed } = answer.coverage
  return [
    line(say(`The newest ${sayNumber(shown)} of ${sayCount(answer.headline.events, 'event')} are in this table.`)),
    list([
      [say(`Events turns the pages of ${capped ? `the ${sayNumber(listed)} that could be listed` : 'all of them'}.`)],
      [say('An export, in the menu, has every one.')],
    ]),
  ]
}
