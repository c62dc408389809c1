import { never } from '../../../../src/lib/never.ts'

/** What a markdown block holds; the texts are markdown still. */
export type MarkdownPart =
  | { readonly kind: 'heading'; readonly depth: number; readonly text: string }
  | { readonly kind: 'text' | 'quote'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly start: number; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'rule' }

const STARTS: readonly (readonly [kind: MarkdownPart['kind'], pattern: RegExp])[] = [
  ['heading', /^#{1,6} /u],
  ['rule', /^(?:-{3,}|\*{3,}|_{3,})\s*$/u],
  ['quote', /^> ?/u],
  ['list', /^\s*(?:[-*+]|\d+[.)]) /u],
  ['table', /^\|.*\|\s*$/u],
]

/** The part of Markdown that apps write: headings, lists, quotations, code, tables and paragraphs. */
export function readMarkdown(text: string): readonly MarkdownPart[] {
  return text.split(/^```[^\n]*\n([^]*?)\n?```\s*$/mu).flatMap((part, index) => {
    if (index % 2 === 1) return [{ kind: 'code' as const, text: part }]
    return grouped(part.split('\n'))
  })
}

function grouped(lines: readonly string[]): readonly MarkdownPart[] {
  const groups: { kind: MarkdownPart['kind']; lines: string[] }[] = []
  let gap = true
  for (const line of lines) {
    if (line.trim() === '') {
      gap = true
      continue
    }
    const kind = STARTS.find(([, pattern]) => pattern.test(line))?.[0] ?? 'text'
    const open = groups.at(-1)
    const joins = !gap && open?.kind === kind && kind !== 'heading' && kind !== 'rule'
    if (joins) open.lines.push(line)
    else groups.push({ kind, lines: [line] })
    gap = false
  }
  return groups.map(({ kind, lines }) => made(kind, lines))
}

function made(kind: MarkdownPart['kind'], lines: readonly string[]): MarkdownPart {
  const [first = ''] = lines
  switch (kind) {
    case 'heading':
      return { kind, depth: first.indexOf(' '), text: first.replace(/^#+ /u, '') }
    case 'rule':
      return { kind }
    case 'quote':
      return { kind, text: lines.map((line) => line.replace(/^> ?/u, '')).join('\n') }
    case 'list': {
      const start = Number.parseInt(first, 10)
      const items = lines.map((line) => line.replace(/^\s*(?:[-*+]|\d+[.)]) /u, ''))
      return { kind, ordered: !Number.isNaN(start), start: Number.isNaN(start) ? 1 : start, items }
    }
    case 'table': {
      const rows = lines.filter((line) => !/^\|[\s:|-]+\|\s*$/u.test(line))
      return {
        kind,
        rows: rows.map((row) =>
          row
            .trim()
            .slice(1, -1)
            .split('|')
            .map((cell) => cell.trim()),
        ),
      }
    }
    case 'code':
    case 'text':
      return { kind, text: lines.join('\n') }
    default:
      return never(kind)
  }
}
