import type { AnyBlock, Button } from '@slack/types'
import type { Answer } from '../answer/answer.ts'
import { joinTwins } from '../answer/twins.ts'
import type { Event } from '../event/event.ts'
import { sayEventRef } from '../event/event-ref.ts'
import { sayInWords } from '../question/say-in-words.ts'
import { sayWindow } from '../question/say-window.ts'
import { type EventPage, type Only, ONLY, pageOf, type PageShown, sayPage } from './event-page.ts'
import { type EventRow, type EventWords, eventRow } from './event-row.ts'
import { coverageShort } from './parts/coverage.ts'
import { line, quote, say, stress } from './piece.ts'
import { richText } from './rich-text.ts'
import { sayCount, sayNumber } from './say-count.ts'
import { sayInZone } from './say-time.ts'
import type { View } from './view.ts'

/** Three lines each: as many as one scrolls through on a phone. */
const ROWS = 15

/** Turns a page of the list; its value is `sayPage` of the page. Two in one row need names of their own. */
export const PAGE_ACTIONS = ['page-newer', 'page-older', 'page-all', 'page-changes', 'page-refusals'] as const

/** The events of an answer in a modal, a page at a time, newest first. */
export function eventListView(
  answer: Answer,
  events: readonly Event[],
  words: EventWords,
  { page, token }: { readonly page: EventPage; readonly token: string | undefined },
): View {
  const shown = pageOf(joinTwins(events), page, ROWS)
  const rows = shown.rows.map((action) => eventRow(action, words))
  const alone = new Set(rows.map(({ identity }) => identity)).size === 1 ? rows[0]?.identity : undefined
  return {
    type: 'modal',
    title: 'Events',
    ...(token === undefined ? {} : { token }),
    blocks: [
      richText([
        line(stress('Question: '), quote(sayInWords(answer.question), 250)),
        line(say('Window: '), quote(sayWindow(answer.question.window, words.zone), 200)),
        line(stress(sayShown(shown, page.only)), say(` Times are in ${words.zone}.`)),
        ...listedParts(answer),
        ...(alone === undefined ? [] : [line(say('All by '), quote(alone))]),
      ]),
      filters(answer, page.only),
      ...rows.map((each) => row(each, words.zone, alone === undefined)),
      ...turns(shown),
      { type: 'divider' },
      richText(coverageShort(answer)),
      {
        type: 'actions',
        elements: [button('Export as CSV', 'export-csv'), button('Export as a report', 'export-report')],
      },
    ],
  }
}

const KINDS: { readonly [only in Only]: readonly [one: string, many: string] } = {
  all: ['event', 'events'],
  changes: ['change', 'changes'],
  refusals: ['refusal', 'refusals'],
}

function sayShown({ rows, all, start }: PageShown, only: Only): string {
  const [one, many] = KINDS[only]
  if (all === 0) return `There are no ${many}.`
  if (all === rows.length) return `${sayCount(all, one, many)}, newest first.`
  return `${sayNumber(start)}–${sayNumber(start + rows.length - 1)} of ${sayCount(all, one, many)}, newest first.`
}

/** What the list leaves out is said, not hidden behind its last page. */
function listedParts({ coverage, headline }: Answer) {
  if (!coverage.capped) return []
  const { listed } = coverage
  return [
    line(
      say(
        `${sayNumber(listed)} of ${sayCount(headline.events, 'event')} are listed: the newest, and what stands out. An export has all that a place hands out one by one.`,
      ),
    ),
  ]
}

function filters({ headline }: Answer, only: Only): AnyBlock {
  const counts = { all: headline.events, changes: headline.changes, refusals: headline.refusals }
  const name = { all: 'All', changes: 'Changes', refusals: 'Refusals' }
  return {
    type: 'actions',
    elements: ONLY.map((each) => ({
      ...button(
        `${name[each]} (${sayNumber(counts[each])})`,
        `page-${each}`,
        sayPage({ only: each, from: { way: 'first' } }),
      ),
      ...(each === only ? { style: 'primary' as const } : {}),
    })),
  }
}

/** Plain text: nothing that an event holds means anything in it. */
function row({ event, who, call, on, result, where, address }: EventRow, zone: string, several: boolean): AnyBlock {
  const value = sayEventRef(event)
  const lines = [
    `${sayInZone(event.time, zone)} · ${call}${result === 'done' ? '' : ` · ${result}`}`,
    ...(on === '' ? [] : [`on ${on}`]),
    ...(several ? [`by ${who}`] : []),
    [where, ...(address === '' ? [] : [`from ${address}`])].join(' · '),
  ]
  return {
    type: 'section',
    text: { type: 'plain_text', text: lines.join('\n'), emoji: false },
    ...(value === undefined ? {} : { accessory: button('Open', 'event', value) }),
  }
}

function turns({ newer, older }: PageShown): readonly AnyBlock[] {
  const elements = [
    ...(newer === undefined ? [] : [button('‹ Newer', 'page-newer', sayPage(newer))]),
    ...(older === undefined ? [] : [button('Older ›', 'page-older', sayPage(older))]),
  ]
  return elements.length === 0 ? [] : [{ type: 'actions', elements }]
}

function button(text: string, action: string, value?: string): Button {
  return {
    type: 'button',
    action_id: action,
    text: { type: 'plain_text', text, emoji: false },
    ...(value === undefined ? {} : { value }),
  }
}
