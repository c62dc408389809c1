import type { AnyBlock } from '@slack/types'
import type { Answer } from '../answer/answer.ts'
import type { BreakdownRow } from '../answer/breakdown.ts'
import { sayInWords } from '../question/say-in-words.ts'
import type { Breakdown } from '../question/wanted.ts'
import { answerButtons } from './answer-buttons.ts'
import { dataTable } from './data-table.ts'
import { fitMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { coverageShort } from './parts/coverage.ts'
import { type Context, headlineParts } from './parts/headline.ts'
import { richText } from './rich-text.ts'
import { header, understoodBlocks } from './root-message.ts'
import { moreLine } from './say-action.ts'
import { sayUtc } from './say-time.ts'

const TITLE: { readonly [by in Breakdown]: string } = {
  service: 'Service',
  session: 'Who, as which session',
  day: 'Day',
  account: 'Account',
  region: 'Region',
  address: 'Address',
}

/** An answer broken down: the headline, and one row for each service, session, day …, with exact counts. */
export function breakdownMessage(
  answer: Answer,
  by: Breakdown,
  rows: readonly BreakdownRow[],
  context: Context,
): Message {
  return fitMessage((most) => {
    const shown = rows.slice(0, Math.min(most, 100))
    const more = moreLine(rows.length - shown.length, 'row does', 'rows do', ' not fit here')
    return [
      header(`${sayInWords(answer.question)}, by ${by}`),
      ...understoodBlocks(context),
      richText(headlineParts(answer, context)),
      table(by, shown),
      ...more.map((pieces) => richText([{ kind: 'line', line: pieces }])),
      richText(coverageShort(answer)),
      ...(context.token === undefined ? [] : [answerButtons(answer, context.token, context.keys)]),
    ]
  })
}

function table(by: Breakdown, rows: readonly BreakdownRow[]): AnyBlock {
  return dataTable(
    `By ${by}`,
    [TITLE[by], 'Events', 'Changes', 'Refused', 'First (UTC)', 'Last (UTC)'],
    rows.map(({ value, events, writes, denied, first, last }) => [
      value,
      events,
      writes,
      denied,
      sayUtc(first).slice(0, 19),
      sayUtc(last).slice(0, 19),
    ]),
  )
}
