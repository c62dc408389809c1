import { never } from '../lib/never.ts'
import { characters } from './block-limits.ts'
import type { Line, Part, Piece, TimeAs } from './piece.ts'
import { sayInZone } from './say-time.ts'

export type Look = { readonly width: number; readonly colour: boolean }

type Paint = 'bold' | 'code' | 'time' | 'none'
type Word = { readonly text: string; readonly paint: Paint }

const NARROWEST = 40
const PAINTS: Readonly<Record<Paint, readonly [on: string, off: string]>> = {
  bold: ['\u001B[1m', '\u001B[22m'],
  code: ['\u001B[36m', '\u001B[39m'],
  time: ['\u001B[2m', '\u001B[22m'],
  none: ['', ''],
}

/** Parts as lines of text, broken between words at the width of the terminal. Foreign text has been made harmless before. */
export function terminalText(parts: readonly Part[], zone: string, look: Look): string {
  return parts.flatMap((part) => partLines(part, zone, look)).join('\n')
}

function partLines(part: Part, zone: string, look: Look): readonly string[] {
  switch (part.kind) {
    case 'title':
      return wrap([{ text: part.text, paint: 'bold' }], '', '', look)
    case 'line':
      return wrap(wordsOf(part.line, zone), '', '  ', look)
    case 'list':
      return part.lines.flatMap((line) => wrap(wordsOf(line, zone), '  - ', '    ', look))
    default:
      return never(part)
  }
}

function wordsOf(line: Line, zone: string): readonly Word[] {
  return line.map((piece) => wordOf(piece, zone))
}

function wordOf(piece: Piece, zone: string): Word {
  switch (piece.kind) {
    case 'said':
      return { text: piece.text, paint: piece.bold ? 'bold' : 'none' }
    case 'foreign':
      return { text: piece.text, paint: piece.code ? 'code' : 'none' }
    case 'time':
      return { text: partOfTime(sayInZone(piece.at, zone), piece.as), paint: 'time' }
    case 'person':
    case 'channel':
      return { text: piece.id, paint: 'none' }
    default:
      return never(piece)
  }
}

/** Day and time of `2026-11-23 14:02:11`, or one of them. */
function partOfTime(said: string, as: TimeAs): string {
  if (as === 'moment') return said
  return as === 'day' ? said.slice(0, 10) : said.slice(11)
}

/** A word may be painted in parts (`Bob,`), so what is broken are the runs between spaces. */
function wrap(words: readonly Word[], first: string, rest: string, look: Look): readonly string[] {
  const width = Math.max(look.width, NARROWEST)
  const lines: string[] = []
  let [text, used] = [first, first.length]
  let empty = true
  for (const run of runsOf(words)) {
    const size = run.reduce((sum, word) => sum + characters(word.text), 0)
    if (!empty && used + 1 + size > width) {
      lines.push(text)
      ;[text, used, empty] = [rest, rest.length, true]
    }
    text += (empty ? '' : ' ') + run.map((word) => painted(word, look)).join('')
    used += size + (empty ? 0 : 1)
    empty = false
  }
  return [...lines, text]
}

function runsOf(words: readonly Word[]): readonly (readonly Word[])[] {
  const runs: Word[][] = [[]]
  for (const { text, paint } of words) {
    for (const [index, bit] of text.split(' ').entries()) {
      if (index > 0) runs.push([])
      if (bit !== '') runs.at(-1)?.push({ text: bit, paint })
    }
  }
  return runs.filter((run) => run.length > 0)
}

function painted({ text, paint }: Word, look: Look): string {
  const [on, off] = PAINTS[paint]
  return look.colour ? `${on}${text}${off}` : text
}
