/** A piece of text and how it looks. */
export type Span = { readonly text: string; readonly style?: 'bold' | 'code' | 'dim' | 'link' | 'button' }

export type Line = readonly Span[]

const ANSI = { bold: 1, code: 36, dim: 2, link: 34, button: 7 } as const

/** A line as a terminal shows it; without colours code keeps its backticks and a button its brackets. */
export function paint(line: Line, colour: boolean): string {
  const painted = line.map(({ text: raw, style }) => {
    const text = harmless(raw)
    if (style === undefined || text === '') return text
    if (colour) return `\u001b[${ANSI[style]}m${style === 'button' ? ` ${text} ` : text}\u001b[0m`
    if (style === 'button') return `[${text}]`
    return style === 'code' ? `\`${text}\`` : text
  })
  return painted.join('').trimEnd()
}

/** What a message says must not steer the terminal it is shown in. */
function harmless(text: string): string {
  return text.replaceAll(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
}

/** How many columns a line takes without colours. */
export function columns(text: string): number {
  let count = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    count += code >= 0x1_f300 || (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) ? 2 : 1
  }
  return count
}

/** Breaks spans into lines no wider than this, at spaces where there are some; a newline always breaks. */
export function wrap(spans: Line, width: number): readonly Line[] {
  const lines: Span[][] = [[]]
  let used = 0
  const startLine = (): void => {
    lines.push([])
    used = 0
  }
  for (const span of spans) {
    const marks = span.style === 'code' || span.style === 'button' ? 2 : 0
    for (const [index, paragraph] of span.text.split('\n').entries()) {
      if (index > 0) startLine()
      for (const piece of pieces(paragraph, Math.max(1, width - marks), marks > 0)) {
        const overflows = used > 0 && used + marks + columns(piece.trimEnd()) > width
        if (overflows) startLine()
        const word = overflows ? piece.trimStart() : piece
        append(lines.at(-1) ?? [], word, span.style)
        used += columns(word) + marks
      }
    }
  }
  return lines
}

/** Words with the spaces after them; a word that is too long alone is cut. Code stays whole where it fits. */
function pieces(text: string, width: number, whole: boolean): readonly string[] {
  if (whole && text !== '' && columns(text) <= width) return [text]
  return text.match(/\s*\S+\s*|\s+/gu)?.flatMap((word) => cut(word, width)) ?? []
}

function cut(word: string, width: number): readonly string[] {
  if (columns(word) <= width) return [word]
  const parts = ['']
  for (const character of word) {
    const part = parts.at(-1) ?? ''
    if (part !== '' && columns(part) + columns(character) > width) parts.push(character)
    else parts[parts.length - 1] = part + character
  }
  return parts
}

function append(line: Span[], text: string, style: Span['style']): void {
  const last = line.at(-1)
  if (last !== undefined && last.style === style) line[line.length - 1] = { ...last, text: last.text + text }
  else line.push(style === undefined ? { text } : { text, style })
}
