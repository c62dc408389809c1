import type { RichTextBlock } from '@slack/types'
import type { SafeEvent } from '../policy/redact.ts'
import { reveal } from './escape.ts'

/** What has been told in words stands last: where the record is cut, it is the rest that is missing. */
const FIRST = ['requestParameters', 'responseElements', 'errorMessage', 'additionalEventData', 'serviceEventDetails']

/** The longest text that Slack is given in one piece. */
const PIECE = 2_900

export type EventJson = {
  readonly block: RichTextBlock
  /** Characters that did not fit. */
  readonly cut: number
}

/** The record as readable JSON, at most `most` characters of it. */
export function eventJson(event: SafeEvent, most: number): EventJson {
  const whole = sayRecord(event)
  const shown = whole.length <= most ? whole : `${cutLine(whole, most)}\n…`
  const elements = piecesOf(shown).map((text) => ({ type: 'text' as const, text }))
  return {
    block: { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements }] },
    cut: whole.length <= most ? 0 : whole.length - cutLine(whole, most).length,
  }
}

/** The whole record as a file's text: without secrets, its fields in CloudTrail's own order. */
export function eventFile(event: SafeEvent): string {
  return `${JSON.stringify(event.record, null, 2)}\n`
}

function sayRecord({ record }: SafeEvent): string {
  const entries = Object.entries(record)
  const rank = ([name]: readonly [string, unknown]) => (FIRST.indexOf(name) + FIRST.length + 1) % (FIRST.length + 1)
  const ordered = entries.filter(([, value]) => value !== null).sort((a, b) => rank(a) - rank(b))
  return JSON.stringify(Object.fromEntries(ordered), null, 1).split('\n').map(reveal).join('\n')
}

/** At the end of a line, unless the first line is longer. */
function cutLine(text: string, most: number): string {
  const end = text.lastIndexOf('\n', most)
  return safely(text.slice(0, end <= 0 ? most : end))
}

function piecesOf(text: string): readonly string[] {
  const pieces: string[] = []
  for (let rest = text; rest !== ''; ) {
    const piece = safely(rest.slice(0, PIECE))
    pieces.push(piece)
    rest = rest.slice(piece.length)
  }
  return pieces
}

/** Not between the halves of a character. */
function safely(text: string): string {
  const last = text.charCodeAt(text.length - 1)
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text
}
