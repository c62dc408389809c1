import { createHash } from 'node:crypto'
import type { PageReply } from '../slack/pages.ts'

export type Page = {
  readonly status: number
  readonly title: string
  /** One paragraph each, as plain text. */
  readonly said: readonly string[]
  /** What to do next. */
  readonly next?: { readonly href: string; readonly text: string } | undefined
}

const STYLE =
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem;color:#1a1d21;background:#fff}' +
  'h1{font-size:1.4rem}a{display:inline-block;margin-top:.5rem;padding:.6rem 1rem;border-radius:.4rem;background:#1a1d21;color:#fff;text-decoration:none}' +
  '@media(prefers-color-scheme:dark){body{color:#eee;background:#1a1d21}a{background:#eee;color:#1a1d21}}'

/** Nothing from elsewhere, nothing that runs, in no frame; the address, which held a code, goes nowhere. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const

/** A page of plain words. Whatever they hold is text, and never markup. */
export function makePage({ status, title, said, next }: Page): PageReply {
  const paragraphs = said.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n')
  const link = next === undefined ? '' : `\n<a href="${escapeHtml(next.href)}">${escapeHtml(next.text)}</a>`
  const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
<h1>${escapeHtml(title)}</h1>
${paragraphs}${link}
</html>
`
  return { status, headers: HEADERS, body }
}

/** Sends the browser elsewhere. */
export function redirectTo(location: string, headers: PageReply['headers'] = {}): PageReply {
  const { 'content-type': _, ...others } = HEADERS
  return { status: 302, headers: { ...others, ...headers, location }, body: '' }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
