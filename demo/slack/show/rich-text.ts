import { recordsOf, isJson, textOf, type Json } from '../record.ts'
import { formatDate } from './date.ts'
import { wrap, type Line, type Span } from './span.ts'
import type { Viewer } from './viewer.ts'

/** A rich_text block, line by line. */
export function richText(block: Json, viewer: Viewer, width: number): readonly Line[] {
  const counts = new Map<number, number>()
  return recordsOf(block.elements).flatMap((part) => {
    const spans = inline(part, viewer)
    if (part.type === 'rich_text_list') return listLines(part, viewer, width, counts)
    counts.clear()
    if (part.type === 'rich_text_quote') return indented(wrap(spans, width - 2), { text: '▏ ', style: 'dim' })
    if (part.type === 'rich_text_preformatted') {
      const code = spans.map((span): Span => ({ text: span.text, style: 'dim' }))
      return indented(wrap(code, width - 2), { text: '  ' })
    }
    return wrap(trimmed(spans), width)
  })
}

/** The same in one line, as in the cell of a table. */
export function richTextInline(block: Json, viewer: Viewer): Line {
  return recordsOf(block.elements).flatMap((part, index) => [
    ...(index > 0 ? [{ text: ' ' }] : []),
    ...inline(part, viewer),
  ])
}

function listLines(list: Json, viewer: Viewer, width: number, counts: Map<number, number>): readonly Line[] {
  const depth = typeof list.indent === 'number' ? list.indent : 0
  const margin = '  '.repeat(depth)
  return recordsOf(list.elements).flatMap((item) => {
    const count = (counts.get(depth) ?? 0) + 1
    counts.set(depth, count)
    const mark = `${margin}${list.style === 'ordered' ? `${count}. ` : '• '}`
    const lines = wrap(inline(item, viewer), width - mark.length)
    return lines.map((line, index) => [{ text: index === 0 ? mark : ' '.repeat(mark.length) }, ...line])
  })
}

function inline(part: Json, viewer: Viewer): Line {
  return recordsOf(part.elements).flatMap((leaf) =>
    leaf.type === 'rich_text_section' ? inline(leaf, viewer) : [leafSpan(leaf, viewer)],
  )
}

function leafSpan(leaf: Json, viewer: Viewer): Span {
  const style = isJson(leaf.style) ? leaf.style : {}
  const text = leafText(leaf, viewer)
  if (style.code === true) return { text, style: 'code' }
  if (style.bold === true) return { text, style: 'bold' }
  return leaf.type === 'text' || leaf.type === 'date' || leaf.type === 'emoji' ? { text } : { text, style: 'link' }
}

function leafText(leaf: Json, viewer: Viewer): string {
  switch (leaf.type) {
    case 'link': {
      const url = textOf(leaf, 'url') ?? ''
      const label = textOf(leaf, 'text')
      return label === undefined || label === url ? url : `${label} (${url})`
    }
    case 'user':
      return `@${viewer.nameOf(textOf(leaf, 'user_id') ?? '')}`
    case 'channel':
      return `#${viewer.channelOf(textOf(leaf, 'channel_id') ?? '')}`
    case 'usergroup':
      return `@${textOf(leaf, 'usergroup_id')}`
    case 'broadcast':
      return `@${textOf(leaf, 'range')}`
    case 'date':
      return formatDate(viewer, Number(leaf.timestamp), textOf(leaf, 'format') ?? '')
    case 'emoji':
      return `:${textOf(leaf, 'name')}:`
    case 'color':
      return textOf(leaf, 'value') ?? ''
    default:
      return textOf(leaf, 'text') ?? ''
  }
}

function indented(lines: readonly Line[], mark: Span): readonly Line[] {
  return lines.map((line) => [mark, ...line])
}

/** A section ends its own line: a newline at its end is not one more. */
function trimmed(spans: Line): Line {
  const last = spans.at(-1)
  if (last === undefined || !last.text.endsWith('\n')) return spans
  return [...spans.slice(0, -1), { ...last, text: last.text.slice(0, -1) }]
}
