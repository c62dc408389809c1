import { EMOJI, SHORTCODE } from './emoji.ts'
import { safeUrl } from './safe-url.ts'

/** A run of text and what it means. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike' | 'code'; readonly inside: readonly Inline[] }
  | { readonly kind: 'link'; readonly url: string; readonly text: string }
  | { readonly kind: 'person' | 'channel'; readonly id: string }
  | { readonly kind: 'everyone'; readonly text: string }
  | {
      readonly kind: 'date'
      readonly seconds: number
      readonly format: string
      readonly url?: string
      readonly fallback: string
    }

/** Running text, a quotation, or preformatted text. */
export type Passage =
  | { readonly kind: 'text' | 'quote'; readonly inside: readonly Inline[] }
  | { readonly kind: 'preformatted'; readonly text: string }

/** Reads Slack's markup. https://docs.slack.dev/messaging/formatting-message-text */
export function readMrkdwn(text: string): readonly Passage[] {
  return text.split(/```([^]*?)```/u).flatMap((part, index): readonly Passage[] => {
    if (index % 2 === 1) return [{ kind: 'preformatted', text: unescape(part.replace(/^\n|\n$/gu, '')) }]
    const running = part.replace(index > 0 ? /^\n/u : /^$/u, '')
    return running === '' ? [] : readLines(running)
  })
}

/** `>` quotes a line, `>>>` all that follows. */
function readLines(text: string): readonly Passage[] {
  const passages: { kind: 'text' | 'quote'; lines: string[] }[] = []
  let rest = false
  for (const line of text.split('\n')) {
    const mark = /^(?:&gt;|>){3} ?/u.exec(line) ?? /^(?:&gt;|>) ?/u.exec(line)
    const kind = rest || mark !== null ? 'quote' : 'text'
    const said = rest || mark === null ? line : line.slice(mark[0].length)
    rest ||= mark !== null && mark[0].replaceAll('&gt;', '>').startsWith('>>>')
    const open = passages.at(-1)
    if (open?.kind === kind) open.lines.push(said)
    else passages.push({ kind, lines: [said] })
  }
  return passages.map(({ kind, lines }) => ({ kind, inside: readInline(lines.join('\n')) }))
}

const MARKED = (mark: string, name: string): string =>
  `(?<![\\p{L}\\p{N}${mark}])${mark}(?=[^\\s${mark}])(?<${name}>(?:<[^<>\\n]*>|\`[^\`\\n]+\`|[^${mark}\\n])*?[^\\s${mark}])${mark}(?![\\p{L}\\p{N}${mark}])`
const TOKEN = new RegExp(
  [
    '`(?<code>[^`\\n]+)`',
    '<(?<angled>[^<>\\n]+)>',
    '(?<bare>https?://[^\\s<>|*`]+[^\\s<>|*`.,;:!?)\'"])',
    MARKED('\\*', 'bold'),
    MARKED('_', 'italic'),
    MARKED('~', 'strike'),
    SHORTCODE.source,
  ].join('|'),
  'gu',
)

function readInline(text: string): readonly Inline[] {
  const found: Inline[] = []
  let from = 0
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > from) found.push(plain(text.slice(from, match.index)))
    found.push(token(match[0], match.groups ?? {}))
    from = match.index + match[0].length
  }
  if (from < text.length) found.push(plain(text.slice(from)))
  return found
}

function token(whole: string, groups: Readonly<Record<string, string | undefined>>): Inline {
  const { code, angled, bare, bold, italic, strike, emoji } = groups
  if (code !== undefined) return { kind: 'code', inside: readCode(code) }
  if (angled !== undefined) return readAngled(angled)
  if (bare !== undefined) return { kind: 'link', url: unescape(bare), text: unescape(bare) }
  if (bold !== undefined) return { kind: 'bold', inside: readInline(bold) }
  if (italic !== undefined) return { kind: 'italic', inside: readInline(italic) }
  if (strike !== undefined) return { kind: 'strike', inside: readInline(strike) }
  return { kind: 'text', text: EMOJI.get(emoji ?? '') ?? whole }
}

/** Links and dates mean something within code; nothing else does. */
function readCode(text: string): readonly Inline[] {
  return text
    .split(/<([^<>]+)>/u)
    .map((part, index) => (index % 2 === 1 ? readAngled(part) : plain(part)))
    .filter((each) => each.kind !== 'text' || each.text !== '')
}

function readAngled(angled: string): Inline {
  const bar = angled.indexOf('|')
  const target = bar < 0 ? angled : angled.slice(0, bar)
  const label = bar < 0 ? undefined : unescape(angled.slice(bar + 1))
  if (/^@[UW]/u.test(target)) return { kind: 'person', id: target.slice(1) }
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1) }
  if (target.startsWith('!date^')) return readDate(target, label ?? '')
  if (/^!(?:here|channel|everyone)$/u.test(target)) return { kind: 'everyone', text: `@${target.slice(1)}` }
  if (target.startsWith('!subteam^')) return { kind: 'everyone', text: label ?? `@${target.slice(9)}` }
  const url = safeUrl(unescape(target))
  if (url === undefined) return plain(`<${angled}>`)
  return { kind: 'link', url, text: label ?? url.replace(/^mailto:/u, '') }
}

function readDate(target: string, fallback: string): Inline {
  const [, seconds = '', format = '', link] = target.split('^')
  if (!/^\d+$/u.test(seconds)) return plain(fallback)
  const url = link === undefined ? undefined : safeUrl(unescape(link))
  return { kind: 'date', seconds: Number(seconds), format, fallback, ...(url === undefined ? {} : { url }) }
}

function plain(text: string): Inline {
  return { kind: 'text', text: unescape(text) }
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
