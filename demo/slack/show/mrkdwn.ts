import { formatDate } from './date.ts'
import type { Line, Span } from './span.ts'
import type { Viewer } from './viewer.ts'

const TOKEN =
  /```(?<block>[^]*?)```|`(?<code>[^`\n]+)`|<(?<link>[^<>\n]+)>|(?<![\w*])\*(?<bold>[^*\n]+)\*(?![\w*])|(?<![\w_])_(?<italic>[^_\n]+)_(?![\w_])/gu

/** Slack's markup as people read it: mentions by name, links by their text, dates in the viewer's zone. */
export function readMrkdwn(text: string, viewer: Viewer): Line {
  const spans: Span[] = []
  let from = 0
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > from) spans.push({ text: unescape(text.slice(from, match.index)) })
    spans.push(...token(match.groups ?? {}, viewer))
    from = match.index + match[0].length
  }
  if (from < text.length) spans.push({ text: unescape(text.slice(from)) })
  return spans
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

function token(groups: Readonly<Record<string, string | undefined>>, viewer: Viewer): readonly Span[] {
  const { block, code, link, bold, italic } = groups
  if (block !== undefined) return [{ text: unescape(block), style: 'code' }]
  if (code !== undefined) return codeSpans(code, viewer)
  if (link !== undefined) return [angled(link, viewer)]
  if (bold !== undefined) return readMrkdwn(bold, viewer).map((span) => ({ style: 'bold', ...span }))
  return readMrkdwn(italic ?? '', viewer)
}

/** A date in code is still a date. */
function codeSpans(code: string, viewer: Viewer): readonly Span[] {
  const inner = code.replaceAll(/<(!date[^<>]+)>/gu, (_, date: string) => angled(date, viewer).text)
  return [{ text: unescape(inner), style: 'code' }]
}

function angled(link: string, viewer: Viewer): Span {
  const [target = '', label] = link.split('|')
  if (target.startsWith('@')) return { text: `@${viewer.nameOf(target.slice(1))}`, style: 'link' }
  if (target.startsWith('#')) return { text: `#${viewer.channelOf(target.slice(1))}`, style: 'link' }
  if (target.startsWith('!date^')) {
    const [, seconds = '', format = ''] = target.split('^')
    return { text: formatDate(viewer, Number(seconds), format) }
  }
  if (target.startsWith('!')) return { text: label ?? `@${target.slice(1)}`, style: 'bold' }
  const url = target.replace(/^mailto:/u, '')
  return { text: unescape(label === undefined || label === url ? url : `${label} (${url})`), style: 'link' }
}
