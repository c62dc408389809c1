/** One word of a command, with its quotes taken off. */
export type Token = {
  /** As typed, for repeating it and for putting a corrected command together. */
  readonly raw: string
  /** `-` or `!` or `not:` stood before it. */
  readonly negated: boolean
  /** The word before the colon in lower case: `event` of `event:RunInstances`. */
  readonly key: string | undefined
  /** The value; without the key. */
  readonly text: string
  /** The key and the value together, for words that hold a colon and no key. */
  readonly whole: string
  /** The value stood in quotes, so that it is meant letter for letter and is no keyword. */
  readonly quoted: boolean
  /** A `*` stood behind the closing quote. */
  readonly star: boolean
  /** A quote was opened and not closed, or something stuck to the closing one. */
  readonly broken: boolean
}

const CLOSERS = ' ,;?!*'
const ESCAPES = /\\(?:(["\\])|u([0-9a-fA-F]{4}))/g

/** Splits a command into words at spaces; quotes (straight, typographic, or Slack's code marks) hold words together. */
export function readTokens(words: string): Token[] {
  const plain = plainCharacters(words)
  const tokens: Token[] = []
  const hopeless = new Set<string>()
  let at = 0
  while (at < plain.length) {
    if (plain[at] === ' ') at++
    else {
      const [token, end] = readToken(words, plain, at, hopeless)
      tokens.push(token)
      at = end
    }
  }
  return tokens
}

function readToken(words: string, plain: string, start: number, hopeless: Set<string>): [Token, number] {
  let at = start
  while ((plain[at] === '-' || plain[at] === '!') && at + 1 < plain.length && plain[at + 1] !== ' ') at++
  let negated = at > start
  const not = match(/not:/iy, plain, at)
  if (not !== '') negated = true
  at += not.length
  const key = readKey(plain, at)
  if (key !== undefined) at += key.length + 1
  const head = { negated, key: key?.toLowerCase() }

  const close = closingQuote(plain, at, hopeless)
  if (close !== undefined) {
    const star = plain[close + 1] === '*'
    const end = close + (star ? 2 : 1)
    const rest = match(/[^ ]+/y, plain, end)
    const text = unescapeQuoted(words.slice(at + 1, close), plain[at] === '"')
    const broken = rest !== '' && !/^[,;?!]+$/.test(rest)
    const raw = words.slice(start, end + rest.length)
    return [
      { raw, ...head, text, whole: key === undefined ? text : `${key}:${text}`, quoted: true, star, broken },
      end + rest.length,
    ]
  }
  const rest = match(/[^ ]+/y, plain, at)
  const raw = words.slice(start, at + rest.length)
  const text = rest.length > 1 ? withoutTail(rest) : rest
  return [
    {
      raw,
      ...head,
      text,
      whole: key === undefined ? text : `${key}:${text}`,
      quoted: false,
      star: false,
      broken: rest.startsWith('"'),
    },
    at + rest.length,
  ]
}

/** An ARN begins with a word and a colon too. */
function readKey(plain: string, at: number): string | undefined {
  const key = match(/[a-z]{1,20}:/iy, plain, at).slice(0, -1)
  if (key === '' || (key === 'arn' && plain.startsWith('aws', at + 4))) return undefined
  return key
}

/**
 * A single quote or a code mark is a quote only where it ends a word too: `O'Brien` and `'tis` hold none. A mark that
 * found no end has none further on either, and is not looked for again: the time stays in proportion to the length.
 */
function closingQuote(plain: string, at: number, hopeless: Set<string>): number | undefined {
  const open = plain[at]
  if (open === '"') {
    for (let i = at + 1; i < plain.length; i++) {
      if (plain[i] === '\\') i++
      else if (plain[i] === '"') return i
    }
    return undefined
  }
  if ((open !== "'" && open !== '`') || hopeless.has(open)) return undefined
  for (let i = plain.indexOf(open, at + 1); i !== -1; i = plain.indexOf(open, i + 1)) {
    if (i > at + 1 && (i + 1 === plain.length || CLOSERS.includes(plain[i + 1] ?? ''))) return i
  }
  hopeless.add(open)
  return undefined
}

function unescapeQuoted(text: string, hasEscapes: boolean): string {
  const spaced = text.replace(/\s/gu, ' ')
  if (!hasEscapes) return spaced
  return spaced.replace(ESCAPES, (_all, mark: string | undefined, code: string | undefined) =>
    code === undefined ? (mark ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  )
}

/** `who changed sg-0123?`, `Alice, Bob`: punctuation of the sentence, not of the name. */
function withoutTail(text: string): string {
  let end = text.length
  while (end > 1 && ',;?!'.includes(text[end - 1] ?? '')) end--
  return text.slice(0, end)
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

/**
 * The same text, character for character, with spaces, quotes, dashes and full-width letters in their plain form. Phones
 * turn `-` and `--` into longer dashes; an AWS name can hold no such dash, so that the plain one is what was meant.
 */
function plainCharacters(words: string): string {
  return words
    .replace(/\s/gu, ' ')
    .replace(/[\u201c-\u201f\u00ab\u00bb\u2033\uff02]/g, '"')
    .replace(/[\u2018-\u201b\u2032\uff07]/g, "'")
    .replace(/[\u2010-\u2015\u2212\ufe58\ufe63]/g, '-')
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
}
