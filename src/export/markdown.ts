import { reveal } from '../message/escape.ts'
import { never } from '../lib/never.ts'
import type { Line, Part, Piece } from '../message/piece.ts'
import { sayInZone, sayUtc } from '../message/say-time.ts'

export type MarkdownWords = {
  readonly zone: string
  /** Takes secrets out of what events say. */
  readonly redact: (text: string) => string
}

/** Parts as Markdown: what events and people wrote is text, whatever signs are in it. */
export function markdownText(parts: readonly Part[], words: MarkdownWords): string {
  return parts.map((part) => markdownPart(part, words)).join('\n')
}

function markdownPart(part: Part, words: MarkdownWords): string {
  switch (part.kind) {
    case 'title':
      return `\n### ${markdownEscape(part.text)}\n`
    case 'line':
      return `${markdownLine(part.line, words)}\n`
    case 'list':
      return `${part.lines.map((line) => `- ${markdownLine(line, words)}`).join('\n')}\n`
    default:
      return never(part)
  }
}

function markdownLine(line: Line, words: MarkdownWords): string {
  return line.map((piece) => markdownPiece(piece, words)).join('')
}

function markdownPiece(piece: Piece, { zone, redact }: MarkdownWords): string {
  switch (piece.kind) {
    case 'said':
      return piece.bold ? bold(piece.text) : markdownEscape(piece.text)
    case 'foreign':
      return piece.code ? markdownCode(redact(piece.text)) : markdownEscape(redact(piece.text))
    case 'time':
      return zone === 'UTC' ? sayUtc(piece.at) : `${sayInZone(piece.at, zone)} (${sayUtc(piece.at)})`
    case 'person':
    case 'channel':
      return markdownCode(piece.id)
    default:
      return never(piece)
  }
}

/** Blanks at the ends stay outside the stars, or they would not be bold. */
function bold(text: string): string {
  const inside = text.trim()
  return inside === '' ? text : text.replace(inside, () => `**${markdownEscape(inside)}**`)
}

/** What means something in Markdown or HTML means nothing any more; a bare address is no link. */
export function markdownEscape(text: string): string {
  return reveal(text)
    .replace(/[\\`*_{}[\]<>#|~$&]/g, '\\$&')
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2')
    .replaceAll('://', ':\\//')
    .replace(/\bwww\./gi, 'www\\.')
    .replace(/@/g, '\\@')
}

/** As code: letter for letter, in as many backticks as it takes. In a table the upright bar has to be escaped even there. */
export function markdownCode(value: string): string {
  if (value === '') return '–'
  const text = reveal(value).replaceAll('|', '\\|')
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = longest > 0 || /^\s|\s$/.test(text) ? ' ' : ''
  return `${fence}${pad}${text}${pad}${fence}`
}

/** A table whose cells are Markdown already. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [row(header), row(header.map(() => '---')), ...rows.map(row)].join('\n')
}
