/** What stands where a secret stood. */
export const HIDDEN = '[hidden]'

/** A text without its secrets, and how many there were. */
export type CleanText = { readonly text: string; readonly hidden: number }

const VALUE = `("[^"]*"?|'[^']*'?|[^\\s,;&"'<>)\\]}]+)`
const WORDS =
  '(?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|signature|(?<![A-Za-z])sig)'

/**
 * Secrets as they look in any text. Every pattern takes time in proportion to the text: none can begin inside what another
 * try of it has read, or what it repeats is bounded.
 */
const SHAPES: readonly (readonly [shape: RegExp, instead: string])[] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY( BLOCK)?-----(?:(?!-----END)[^])*(?:-----END [A-Z ]{0,60}-----)?/g, HIDDEN],
  // JSON Web Tokens.
  [/(?<![\w.-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)*/g, HIDDEN],
  // Session tokens of STS.
  [/(?<![A-Za-z0-9+/])(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[\w+/=%-]+/g, HIDDEN],
  [
    /(?<![A-Za-z0-9])(?:xox[a-z]-|xapp-|gh[opsur]_|github_pat_|glpat-|[srp]k_live_|AIza|npm_|pypi-|SG\.|dop_v1_|shpat_|hf_|AGE-SECRET-KEY-1)[\w.-]{10,}/g,
    HIDDEN,
  ],
  [/(?<![A-Za-z0-9-])sk-[\w-]{32,}/g, HIDDEN],
  [/hooks\.slack(?:-gov)?\.com\/[^\s"'<>]+/g, `hooks.slack.com/${HIDDEN}`],
  [/(?<![A-Za-z])(Bearer\s{1,3})[\w.~+/=-]{8,}/g, `$1${HIDDEN}`],
  [/(authorization\\*["']?\s{0,3}[:=]\s{0,3}\\*["']?)[^"'\r\n\\]+/gi, `$1${HIDDEN}`],
  // postgres://name:password@host
  [/(:\/\/[^\s/:@"']{0,200}:)[^\s/@"']{1,500}@/g, `$1${HIDDEN}@`],
  // Connection strings, forms, signed links, command lines.
  [new RegExp(`(${WORDS}["']?\\s{0,3}=\\s{0,3})${VALUE}`, 'gi'), `$1${HIDDEN}`],
  [new RegExp(`((?<=-)${WORDS}\\s{1,3})${VALUE}`, 'gi'), `$1${HIDDEN}`],
  [new RegExp(`((?:password|passwd|passphrase|pwd):\\s{1,3})${VALUE}`, 'gi'), `$1${HIDDEN}`],
  // JSON inside a text, at whatever depth of escaping.
  [new RegExp(`(${WORDS}\\\\*["']\\s{0,3}:\\s{0,3}\\\\*["'])(?:[^"'\\\\]|\\\\(?!["'\\\\]))+`, 'gi'), `$1${HIDDEN}`],
]

/** A word that is in every text in which one of the shapes can be: most texts have none, and are not looked at again. */
const HINT =
  /PRIVATE KEY|eyJ|IQoJb3JpZ2lu|F[wQ]oGZXIvYXdz|xox[a-z]-|xapp-|gh[opsur]_|github_pat_|glpat-|k_live_|AIza|npm_|pypi-|SG\.|dop_v1_|shpat_|hf_|AGE-SECRET|sk-|hooks\.slack|Bearer|authorization|:\/\/|passw|passphrase|pwd|secret|token|key|signature|sig=/i

/** Takes out what looks like a secret. `guess`: also forty characters that have the look of a secret access key. */
export function cleanText(text: string, guess: boolean, more: readonly RegExp[] = []): CleanText {
  let [clean, hidden] = [text, 0]
  if (HINT.test(text)) {
    for (const [shape, instead] of SHAPES) {
      clean = clean.replace(shape, (found: string, ...groups: unknown[]) => {
        const before = typeof groups[0] === 'string' && instead.startsWith('$1') ? groups[0] : ''
        if (isHiddenAlready(found.slice(before.length))) return found
        hidden++
        return instead.startsWith('$1') ? before + instead.slice(2) : instead
      })
    }
  }
  for (const shape of more) clean = clean.replace(shape, () => (hidden++, HIDDEN))
  if (guess && clean.length >= 40) {
    clean = clean.replace(SECRET_KEY, (found) => (looksRandom(found) ? (hidden++, HIDDEN) : found))
  }
  return { text: clean, hidden }
}

/** AWS hides some by itself, and so did we perhaps. */
export function isHiddenAlready(value: string): boolean {
  return (
    value.length <= 60 &&
    /^["']?(?:\[hidden\]@?|\[?redacted\]?|HIDDEN_DUE_TO_SECURITY_REASONS|\*+|<?sensitiveDataRemoved>?|)["']?$/i.test(
      value,
    )
  )
}

const SECRET_KEY = /(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_-])/g

/** A secret access key has all kinds of letters; a commit's or a path's forty characters don't. */
function looksRandom(text: string): boolean {
  const slashes = text.split('/').length - 1
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text) && slashes <= 5 && !text.startsWith('/')
}
