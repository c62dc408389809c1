import { Refusal } from '../../refusal.ts'

export type Token = { readonly kind: 'word' | 'field' | 'text' | 'number' | 'regex' | 'mark'; readonly text: string }

const FORMS: readonly (readonly [kind: Token['kind'] | 'blank', form: RegExp])[] = [
  ['blank', /^(?:\s+|#[^\n]*)/],
  ['text', /^"(?:[^"\\]|\\[^])*"/],
  ['text', /^'(?:[^'\\]|\\[^])*'/],
  ['field', /^`[^`]+`/],
  ['number', /^-?\d+(?:\.\d+)?(?![\w@.])/],
  ['word', /^[@A-Za-z_][\w@.]*|^\d+[a-z]+\b/],
  ['mark', /^(?:!=|<=|>=|=~|[=<>()[\],*|])/],
]

/** The words of a query. A `/` begins a regular expression where one may stand: after `like` or `=~`. */
export function tokensOf(query: string): readonly Token[] {
  const tokens: Token[] = []
  let rest = query
  while (rest !== '') {
    const last = tokens.at(-1)?.text.toLowerCase()
    const regex = last === 'like' || last === '=~' ? /^\/((?:[^/\\]|\\[^])+)\/i?/.exec(rest.trimStart()) : null
    if (regex !== null) {
      rest = rest.trimStart().slice(regex[0].length)
      tokens.push({ kind: 'regex', text: regex[1] ?? '' })
      continue
    }
    const found = FORMS.map(([kind, form]) => [kind, form.exec(rest)?.[0]] as const).find(
      ([, text]) => text !== undefined,
    )
    if (found?.[1] === undefined) throw malformed(`unexpected symbol found ${rest[0] ?? ''}`)
    const [kind, text] = found
    rest = rest.slice(text.length)
    if (kind === 'text') tokens.push({ kind, text: text.slice(1, -1).replace(/\\([^])/g, '$1') })
    else if (kind === 'field') tokens.push({ kind, text: text.slice(1, -1) })
    else if (kind !== 'blank') tokens.push({ kind, text })
  }
  return tokens
}

export function malformed(what: string): Refusal {
  return new Refusal('MalformedQueryException', what)
}
