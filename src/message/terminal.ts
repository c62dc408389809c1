import type { Answer } from '../answer/answer.ts'
import type { Reading } from '../question/question.ts'
import { sayInWords } from '../question/say-in-words.ts'
import { doctorParts, type Tried } from './doctor-message.ts'
import { helpParts } from './help-message.ts'
import { changesLong, entriesParts } from './parts/changes.ts'
import { activityParts } from './parts/activity.ts'
import { coverageLong } from './parts/coverage.ts'
import { firstTimeLong } from './parts/first-time.ts'
import { throughParts } from './parts/through-sessions.ts'
import { headlineParts, windowPart } from './parts/headline.ts'
import { kindsParts } from './parts/kinds.ts'
import { missParts } from './parts/miss.ts'
import { claimedNote, keysLong, originsLong, whoLong } from './parts/origins.ts'
import { readsParts } from './parts/reads.ts'
import { resourceParts } from './parts/resource.ts'
import { failuresParts, refusalsShort } from './parts/refusals.ts'
import { standsOutLong } from './parts/stands-out.ts'
import { timelineParts } from './parts/timeline.ts'
import type { BreakdownRow } from '../answer/breakdown.ts'
import { code, line, list, type Part, quote, say, shown, stress, time, title } from './piece.ts'
import { sayCount } from './say-count.ts'
import { type Look, terminalText } from './terminal-text.ts'

/** How many lines of one sort a page of a terminal bears. */
const ROWS = 25

/** An answer as text for a terminal: the same as in Slack, on one page, times in the zone that was asked in. */
export function sayAnswer(answer: Answer, look: Look): string {
  return sayParts(
    shown(sayInWords(answer.question), 400),
    answer.miss === undefined ? found(answer) : nothing(answer),
    answer.zone,
    look,
  )
}

/** Words that were not understood, and what would work. */
export function sayUnclear(reading: Extract<Reading, { readonly kind: 'unclear' }>, look: Look): string {
  const parts = [
    [line(say('I do not understand '), code(reading.word), say(`.`)), line(quote(reading.hint, 400))],
    ...(reading.suggestion === undefined ? [] : [[line(say('Try: '), code(`whodid "${reading.suggestion}"`, 400))]]),
  ]
  return `${parts.map((each) => terminalText(each, 'UTC', look)).join('\n')}\n`
}

/** What can be asked. */
export function sayHelp(topic: string | undefined, look: Look): string {
  return sayParts('Ask what an AWS identity did', [helpParts(topic, '')], 'UTC', look)
}

/** Every place that can be asked, or what is missing there. */
export function sayTried(tried: readonly Tried[], look: Look): string {
  return sayParts('What can be asked', [doctorParts(tried, 1_000)], 'UTC', look)
}

function found(answer: Answer): readonly (readonly Part[])[] {
  return [
    headlineParts(answer, {}),
    resourceParts(answer),
    answer.standsOut.length === 0
      ? [line(stress('Stands out: '), say('nothing met a rule.'))]
      : [title('STANDS OUT'), ...standsOutLong(answer, ROWS)],
    throughParts(answer),
    firstTimeLong(answer, ROWS),
    answer.timeline === undefined ? [] : [title('TIMELINE'), ...timelineParts(answer, 60)],
    changesLong(answer, ROWS),
    refusalsShort(answer, ROWS),
    failuresParts(answer, ROWS),
    entriesParts(answer, ROWS),
    [...whoLong(answer, 10), ...claimedNote(answer.who)],
    kindsParts(answer),
    originsLong(answer, 10),
    keysLong(answer, 10),
    answer.activity.buckets.length > 1 ? [title('Activity'), ...activityParts(answer)] : [],
    readsParts(answer, 10),
    [title('Coverage'), ...coverageLong(answer, ROWS)],
  ]
}

function nothing(answer: Answer): readonly (readonly Part[])[] {
  return [
    [line(stress('No event was found.')), windowPart(answer.question.window, answer.zone, {})],
    missParts(answer),
    [title('Coverage'), ...coverageLong(answer, ROWS)],
  ]
}

/** An answer broken down, one line for each row, most first, with the coverage under it. */
export function sayBreakdown(answer: Answer, by: string, rows: readonly BreakdownRow[], look: Look): string {
  const lines = rows.map(({ value, events, writes, denied, first, last }) => [
    code(value),
    say(`: ${sayCount(events, 'event')}, ${sayCount(writes, 'change')}, ${denied} refused, `),
    time(first),
    say(' – '),
    time(last),
  ])
  const groups = [headlineParts(answer, {}), [list(lines)], [title('Coverage'), ...coverageLong(answer, ROWS)]]
  return sayParts(`${shown(sayInWords(answer.question), 400)}, by ${by}`, groups, answer.zone, look)
}

/** Groups of parts under a heading. */
export function sayParagraphs(heading: string, groups: readonly (readonly Part[])[], zone: string, look: Look): string {
  return sayParts(heading, groups, zone, look)
}

function sayParts(heading: string, groups: readonly (readonly Part[])[], zone: string, look: Look): string {
  const texts = [[title(heading)], ...groups]
    .filter((parts) => parts.length > 0)
    .map((parts) => terminalText(parts, zone, look))
  return `${texts.join('\n\n')}\n`
}
