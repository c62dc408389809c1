import type { Instant } from '../lib/instant.ts'
import { reveal, shorten } from './escape.ts'

/** A bit of a line. Whatever comes from events or from people is `foreign`: it is shown as it is and means nothing. */
export type Piece =
  | { readonly kind: 'said'; readonly text: string; readonly bold: boolean }
  | { readonly kind: 'foreign'; readonly text: string; readonly code: boolean }
  | { readonly kind: 'time'; readonly at: Instant; readonly as: TimeAs }
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'channel'; readonly id: string }

/** moment: day and time. clock, day: only that, where the other is told beside it. Each in the reader's own zone. */
export type TimeAs = 'moment' | 'clock' | 'day'

export type Line = readonly Piece[]

/** What a message or a terminal page is made of, before either says it its own way. */
export type Part =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'line'; readonly line: Line }
  | { readonly kind: 'list'; readonly lines: readonly Line[] }

/** Longer values are cut in the middle; ARNs of ordinary length are not. */
const LONGEST = 110

/** Our own words. Never anything that an event or a person wrote. */
export function say(text: string): Piece {
  return { kind: 'said', text, bold: false }
}

export function stress(text: string): Piece {
  return { kind: 'said', text, bold: true }
}

/** A value from an event in code style: names, ARNs, addresses, keys. */
export function code(value: string, most = LONGEST): Piece {
  return { kind: 'foreign', text: shown(value, most), code: true }
}

/** A text from an event or from a person, in running words. */
export function quote(value: string, most = LONGEST): Piece {
  return { kind: 'foreign', text: shown(value, most), code: false }
}

export function time(at: Instant, as: TimeAs = 'moment'): Piece {
  return { kind: 'time', at, as }
}

export function title(text: string): Part {
  return { kind: 'title', text }
}

export function line(...pieces: readonly Piece[]): Part {
  return { kind: 'line', line: pieces }
}

export function list(lines: readonly Line[]): Part {
  return { kind: 'list', lines }
}

/** A foreign value made visible, and short enough. Never empty: Slack refuses empty texts. */
export function shown(value: string, most = LONGEST): string {
  return value === '' ? '(empty)' : shorten(reveal(value), most)
}

/** Pieces with something of ours between them. */
export function joined(lines: readonly Line[], between: string): Line {
  return lines.flatMap((each, index) => (index === 0 ? each : [say(between), ...each]))
}
