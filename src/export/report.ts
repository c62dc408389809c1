import type { Answer } from '../answer/answer.ts'
import { isEntry } from '../answer/entries.ts'
import { joinTwins } from '../answer/twins.ts'
import { isDenied, isWrite } from '../event/outcome.ts'
import { standsOut } from '../event/stands-out.ts'
import type { Event } from '../event/event.ts'
import { sayInstant } from '../lib/instant.ts'
import { eventRow, type EventWords } from '../message/event-row.ts'
import { entriesParts } from '../message/parts/changes.ts'
import { coverageLong } from '../message/parts/coverage.ts'
import { headlineParts } from '../message/parts/headline.ts'
import { keysLong, originsLong, whoLong } from '../message/parts/origins.ts'
import { standsOutLong } from '../message/parts/stands-out.ts'
import { readsParts } from '../message/parts/reads.ts'
import type { Part } from '../message/piece.ts'
import { callOf } from '../message/say-action.ts'
import { sayCount, sayNumber } from '../message/say-count.ts'
import { sayInZone, sayUtc } from '../message/say-time.ts'
import { sayInWords } from '../question/say-in-words.ts'
import { sayQuestion } from '../question/say-question.ts'
import { sayWindow } from '../question/say-window.ts'
import { markdownCode, markdownEscape, markdownTable, markdownText, type MarkdownWords } from './markdown.ts'
import type { EvidenceHash } from './evidence-hashes.ts'

/** What a report is made of. */
export type ReportInput = {
  readonly answer: Answer
  /** The listed events. */
  readonly events: readonly Event[]
  readonly words: EventWords
  /** The plan in words. */
  readonly plan: string
  readonly generatedAt: Answer['askedAt']
  /** Slack's id of who asked. */
  readonly asker: string
  readonly version: string
  /** Who was behind it, where that was asked. */
  readonly behind?: readonly Part[] | undefined
  readonly hashes: readonly EvidenceHash[]
  /** The files beside the report, with their SHA-256. */
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly events: number }[]
  /** What the files lack, a sentence each. */
  readonly lacks: readonly string[]
  readonly hidden: number
}

/** How many of the happenings are told one by one. The files have all. */
const TIMELINE = 2_000
const LONG = 200

/** An answer as a Markdown report, chapter by chapter. */
export function* reportText(input: ReportInput): Generator<string> {
  const { words, events } = input
  const { question } = input.answer
  const answer = { ...words.redact.plain(input.answer), question }
  const redact = (text: string) => words.redact.text(text)
  const said: MarkdownWords = { zone: words.zone, redact }
  const chapter = (title: string, parts: readonly Part[]) =>
    parts.length === 0 ? '' : `## ${title}\n\n${markdownText(parts, said)}\n`
  yield head(input)
  yield chapter('In short', headlineParts(answer, {}))
  yield coverageWarning(answer)
  yield chapter('What stands out', standsOutLong(answer, LONG))
  if (input.behind !== undefined) yield chapter('Who was behind it', input.behind)
  yield* timeline(events, words)
  yield calls('Changes', answer.changes, words)
  yield calls(
    'Refused calls',
    answer.refusals.map(({ action }) => action),
    words,
  )
  yield calls('Other failures', answer.failures, words)
  yield chapter('Who, and where from', [
    ...whoLong(answer, LONG),
    ...entriesParts(answer, LONG),
    ...originsLong(answer, LONG),
    ...keysLong(answer, LONG),
  ])
  yield chapter('Reads', answer.reads.events === 0 ? [] : readsParts(answer, LONG))
  yield chapter('Coverage: where was looked, and what could not be seen', coverageLong(answer, 1_000))
  yield evidence(input)
}

function head({ answer, plan, generatedAt, asker, version, words }: ReportInput): string {
  const { question } = answer
  return [
    `# ${markdownEscape(sayInWords(question))}`,
    '',
    markdownTable(
      ['', ''],
      [
        ['Question', markdownCode(`/whodid ${sayQuestion(question)}`)],
        ['Window', markdownEscape(sayWindow(question.window, words.zone))],
        ['Asked', `${sayUtc(answer.askedAt)} by ${markdownCode(asker)} (an id of Slack’s)`],
        ['Plan', markdownEscape(plan)],
        ['Written', `${sayUtc(generatedAt)} by whodid ${markdownEscape(version)}`],
      ],
    ),
    '',
    '',
  ].join('\n')
}

/** Before anything that rests on it. */
function coverageWarning({ coverage }: Answer): string {
  if (coverage.asked > 0 && coverage.answered === coverage.asked) return ''
  return `**This report is incomplete:** ${sayNumber(coverage.answered)} of ${sayCount(coverage.asked, 'place')} answered in full. The chapter on coverage says what is missing.\n`
}

/** The story: changes, refusals, ways in and what stands out, oldest first. */
function* timeline(events: readonly Event[], words: EventWords): Generator<string> {
  const told = joinTwins(events).filter(({ event }) => isTold(event))
  if (told.length === 0) return
  const shown = told.slice(0, TIMELINE).toReversed()
  const isUtc = words.zone === 'UTC'
  yield `## Timeline\n\nChanges, refusals, roles taken, sign-ins and what stands out, oldest first${
    told.length > shown.length ? `; only the latest ${sayNumber(shown.length)} of ${sayNumber(told.length)}` : ''
  }.\n\n`
  const header = ['UTC', ...(isUtc ? [] : [words.zone]), 'Who', 'Call', 'On', 'Result', 'From', 'Where', 'Event id']
  yield `${markdownTable(header, [])}\n`
  for (const action of shown) {
    const { event, who, call, on, result, address, where } = eventRow(action, words, 160)
    const cells = [
      sayInstant(event.time),
      ...(isUtc ? [] : [sayInZone(event.time, words.zone)]),
      markdownEscape(who),
      markdownCode(call),
      markdownCode(on),
      result === 'done' ? 'done' : `**${markdownEscape(result)}**`,
      markdownCode(address),
      markdownEscape(where),
      markdownCode(event.id),
    ]
    yield `| ${cells.join(' | ')} |\n`
  }
  yield '\n'
}

function isTold(event: Event): boolean {
  return (
    isDenied(event) || isEntry(event) || (event.error === undefined && isWrite(event)) || standsOut(event).length > 0
  )
}

function calls(title: string, actions: Answer['changes'], { redact, account }: EventWords): string {
  if (actions.length === 0) return ''
  const rows = actions.slice(0, LONG).map((action) => {
    const named = action.targets.slice(0, 5).map(([target]) => markdownCode(redact.text(target)))
    const more = action.targetCount - named.length
    return [
      markdownCode(callOf(action)),
      sayNumber(action.events),
      `${named.join(', ')}${more > 0 ? ` and ${sayNumber(more)} more` : ''}`,
      action.error === undefined ? '' : markdownCode(redact.text(action.error)),
      markdownEscape(`${action.accounts.map(account).join(', ')} / ${action.regions.join(', ')}`),
      sayUtc(action.first).slice(0, 19),
      sayUtc(action.last).slice(0, 19),
    ]
  })
  const left = actions.length - rows.length
  return `## ${title}\n\n${markdownTable(['Call', 'Times', 'On', 'Error', 'Where', 'First (UTC)', 'Last (UTC)'], rows)}\n${
    left > 0 ? `\nAnd ${sayNumber(left)} more kinds of call.\n` : ''
  }\n`
}

/** What the report rests on, so that whoever has the logs can check it. */
function evidence({ hashes, files, lacks, hidden }: ReportInput): string {
  return [
    '## Evidence',
    '',
    'The records of each account and Region: SHA-256 over the hashes of the records, sorted, one a line. The hash of a record is SHA-256 over its JSON as CloudTrail wrote it, with keys sorted and no blanks.',
    '',
    markdownTable(
      ['Account / Region', 'Records', 'SHA-256'],
      hashes.map(({ place, records, sha256 }) => [markdownCode(place), sayNumber(records), markdownCode(sha256)]),
    ),
    '',
    ...(files.length === 0
      ? []
      : [
          'Beside this report:',
          '',
          markdownTable(
            ['File', 'Events', 'SHA-256'],
            files.map(({ name, events, sha256 }) => [markdownCode(name), sayNumber(events), markdownCode(sha256)]),
          ),
          '',
        ]),
    ...lacks.map((lack) => `**${markdownEscape(lack)}**\n`),
    hidden === 0
      ? 'No value had to be hidden.'
      : `${sayCount(hidden, 'value')} that may be secret ${hidden === 1 ? 'was' : 'were'} hidden in the file. The hashes are of the records as they were.`,
    '',
  ].join('\n')
}
