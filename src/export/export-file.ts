import type { Answer } from '../answer/answer.ts'
import { sayCount, sayNumber } from '../message/say-count.ts'
import { type Collected, MOST_BYTES, MOST_EVENTS } from './collected.ts'
import { CSV_END, CSV_HEAD, csvRemark } from './csv.ts'

/** What a file of events lacks, a sentence each; nothing where it has every event that was found. */
export function exportLacks(
  answer: Answer,
  { taken, dropped }: Pick<Collected, 'taken' | 'dropped'>,
): readonly string[] {
  const { coverage, headline } = answer
  const counted = headline.events + coverage.twins - taken
  return [
    ...(dropped > 0
      ? [
          `${sayCount(dropped, 'older event is', 'older events are')} not in the file, which holds at most ${sayNumber(MOST_EVENTS)} events or ${sayNumber(MOST_BYTES / 1e6)} MB.`,
        ]
      : []),
    ...(counted > 0
      ? [`${sayCount(counted, 'event was', 'events were')} only counted where they are, not handed out one by one.`]
      : []),
    ...(coverage.answered < coverage.asked
      ? [`Incomplete: ${sayNumber(coverage.answered)} of ${sayCount(coverage.asked, 'place')} answered in full.`]
      : []),
  ]
}

/** A CSV file in pieces. What it lacks stands in its last lines, so that nobody takes it for everything. */
export function* csvFile({ lines }: Collected, lacks: readonly string[]): Generator<string> {
  yield CSV_HEAD + CSV_END
  for (const { text } of lines) yield text + CSV_END
  for (const lack of lacks) yield csvRemark(`whodid: ${lack}`) + CSV_END
}

/** JSON Lines: a record a line, newest first; what is missing is a line of its own, that has no `eventName`. */
export function* jsonLinesFile({ lines }: Collected, lacks: readonly string[]): Generator<string> {
  for (const { text } of lines) yield `${text}\n`
  if (lacks.length > 0) yield `${JSON.stringify({ whodid: { lacks } })}\n`
}
