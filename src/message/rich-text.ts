import type { RichTextBlock, RichTextElement, RichTextSection } from '@slack/types'
import { sayUtcAs } from './say-time.ts'
import { never } from '../lib/never.ts'
import type { Line, Part, Piece, TimeAs } from './piece.ts'

/**
 * Parts as one rich_text block. Its text elements are shown letter by letter: no markup, mention, emoji name or link in
 * them means anything, which is why all that events hold goes here.
 */
export function richText(parts: readonly Part[]): RichTextBlock {
  const elements: RichTextBlock['elements'] = []
  let open: RichTextElement[] | undefined
  for (const part of parts) {
    if (part.kind === 'list') {
      open = undefined
      if (part.lines.length === 0) continue
      elements.push({ type: 'rich_text_list', style: 'bullet', elements: part.lines.map(section) })
      continue
    }
    const said = part.kind === 'title' ? [bold(part.text)] : leaves(part.line)
    if (open === undefined) elements.push({ type: 'rich_text_section', elements: (open = said) })
    else open.push({ type: 'text', text: '\n' }, ...said)
  }
  return { type: 'rich_text', elements }
}

function section(line: Line): RichTextSection {
  return { type: 'rich_text_section', elements: leaves(line) }
}

/** Slack refuses a text with nothing in it. */
function leaves(line: Line): RichTextElement[] {
  return line.filter((piece) => !('text' in piece) || piece.text !== '').map(leaf)
}

/** https://docs.slack.dev/reference/block-kit/blocks/rich-text-block (date element) */
const FORMATS: Readonly<Record<TimeAs, string>> = {
  moment: '{date_short_pretty} {time_secs}',
  clock: '{time_secs}',
  day: '{date_long}',
}

function leaf(piece: Piece): RichTextElement {
  switch (piece.kind) {
    case 'said':
      return piece.bold ? bold(piece.text) : { type: 'text', text: piece.text }
    case 'foreign':
      return piece.code ? { type: 'text', text: piece.text, style: { code: true } } : { type: 'text', text: piece.text }
    case 'time':
      return {
        type: 'date',
        timestamp: Math.floor(piece.at / 1000),
        format: FORMATS[piece.as],
        fallback: sayUtcAs(piece.at, piece.as),
      }
    case 'person':
      return { type: 'user', user_id: piece.id }
    case 'channel':
      return { type: 'channel', channel_id: piece.id }
    default:
      return never(piece)
  }
}

function bold(text: string): RichTextElement {
  return { type: 'text', text, style: { bold: true } }
}
