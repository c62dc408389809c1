import { isJson, recordsOf, textOf, type Json } from '../record.ts'
import { chartLines } from './chart.ts'
import { readMrkdwn } from './mrkdwn.ts'
import { richText } from './rich-text.ts'
import { wrap, type Line, type Span } from './span.ts'
import { tableLines } from './table.ts'
import type { Viewer } from './viewer.ts'

const MARKS = { pending: '○', in_progress: '◐', complete: '●', error: '✗' } as const

/** A block as lines of text. */
export function blockLines(block: Json, viewer: Viewer, width: number): readonly Line[] {
  const inside = (blocks: unknown): readonly Line[] =>
    recordsOf(blocks).flatMap((each) =>
      blockLines(each, viewer, width - 2).map((line): Line => [{ text: '  ' }, ...line]),
    )
  switch (block.type) {
    case 'header':
      return wrap(restyled(textSpans(block.text, viewer), 'bold'), width)
    case 'section':
      return sectionLines(block, viewer, width)
    case 'context':
      return wrap(restyled(joined(recordsOf(block.elements), viewer), 'dim'), width)
    case 'markdown':
      return wrap([{ text: textOf(block, 'text') ?? '' }], width)
    case 'divider':
      return [[{ text: '─'.repeat(Math.min(width, 40)), style: 'dim' }]]
    case 'rich_text':
      return richText(block, viewer, width)
    case 'table':
    case 'data_table':
      return tableLines(block, viewer, width)
    case 'data_visualization':
      return chartLines(block)
    case 'actions':
    case 'context_actions':
      return wrap(elementSpans(recordsOf(block.elements)), width)
    case 'image':
      return [[{ text: `[image: ${textOf(block, 'alt_text') ?? ''}]`, style: 'dim' }]]
    case 'alert':
      return wrap([{ text: '! ' }, ...textSpans(block.text, viewer)], width)
    case 'input':
      return [
        ...wrap(restyled(textSpans(block.label, viewer), 'bold'), width),
        ...wrap(elementSpans(recordsOf([block.element])), width),
      ]
    case 'card':
      return [
        ...['title', 'subtitle', 'body'].flatMap((name) =>
          block[name] === undefined ? [] : wrap(textSpans(block[name], viewer), width),
        ),
        ...wrap(elementSpans(recordsOf(block.actions)), width),
      ]
    case 'carousel':
      return inside(block.elements)
    case 'container':
      return [...wrap(restyled(textSpans(block.title, viewer), 'bold'), width), ...inside(block.child_blocks)]
    case 'plan':
      return [[{ text: textOf(block, 'title') ?? '', style: 'bold' }], ...inside(block.tasks)]
    case 'task_card':
      return taskLines(block, viewer, width)
    default:
      return [[{ text: `[${String(block.type)}]`, style: 'dim' }]]
  }
}

function sectionLines(block: Json, viewer: Viewer, width: number): readonly Line[] {
  const text = block.text === undefined ? [] : wrap(textSpans(block.text, viewer), width)
  const fields = recordsOf(block.fields).flatMap((field) => wrap(textSpans(field, viewer), width))
  const accessory = isJson(block.accessory) ? wrap(elementSpans([block.accessory]), width) : []
  return [...text, ...fields, ...accessory]
}

function taskLines(block: Json, viewer: Viewer, width: number): readonly Line[] {
  const mark = Object.entries(MARKS).find(([status]) => status === block.status)?.[1] ?? '○'
  const details = [block.details, block.output].filter(isJson).flatMap((each) => richText(each, viewer, width - 2))
  return [
    [{ text: `${mark} ${textOf(block, 'title') ?? ''}` }],
    ...details.map((line): Line => [{ text: '  ' }, ...line]),
  ]
}

/** The spans of a text object. */
function textSpans(text: unknown, viewer: Viewer): Line {
  if (!isJson(text)) return []
  const said = textOf(text, 'text') ?? ''
  return text.type === 'mrkdwn' ? readMrkdwn(said, viewer) : [{ text: said }]
}

function joined(elements: readonly Json[], viewer: Viewer): Line {
  return elements.flatMap((element, index) => {
    const spans =
      element.type === 'image' ? [{ text: `[${textOf(element, 'alt_text') ?? ''}]` }] : textSpans(element, viewer)
    return index === 0 ? spans : [{ text: '  ·  ' }, ...spans]
  })
}

/** Buttons in brackets, menus with an arrow, fields with what is in them. */
function elementSpans(elements: readonly Json[]): Line {
  return elements.flatMap((element, index): Span[] => {
    const label = labelOf(element)
    const span: Span =
      element.type === 'image' ? { text: `[image: ${label}]`, style: 'dim' } : { text: label, style: 'button' }
    return index === 0 ? [span] : [{ text: ' ' }, span]
  })
}

function labelOf(element: Json): string {
  const text = isJson(element.text) ? textOf(element.text, 'text') : undefined
  if (text !== undefined) return text
  const placeholder = isJson(element.placeholder) ? textOf(element.placeholder, 'text') : undefined
  if (element.type === 'image') return textOf(element, 'alt_text') ?? ''
  if (element.type === 'overflow') return '⋯'
  const type = textOf(element, 'type') ?? ''
  const shown = textOf(element, 'initial_value') ?? placeholder ?? ''
  return type.includes('input') ? shown.padEnd(12, '_') : `${shown === '' ? type : shown} ▾`
}

function restyled(spans: Line, style: 'bold' | 'dim'): Line {
  return spans.map((span) => (span.style === undefined ? { ...span, style } : span))
}
