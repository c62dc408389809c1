/**
 * What a filter pattern matches, written down a second time and on its own: the part of the grammar that was captured from
 * AWS. Throws for anything else, so that a pattern that means something unforeseen fails its test.
 */
export function matchPattern(pattern: string, message: string): boolean {
  if (pattern === '') return true
  if (!pattern.startsWith('{')) return matchTerms(pattern, message)
  const tokens = tokensOf(pattern.slice(1, -1))
  if (!pattern.endsWith('}')) throw new Error(`no end: ${pattern}`)
  const found = either(tokens, JSON.parse(message))
  if (tokens.length > 0) throw new Error(`more than a condition: ${pattern}`)
  return found
}

/** The same for a query of Logs Insights: filters on `@message`, and nothing else that could leave rows out. */
export function matchQuery(query: string, message: string): boolean {
  const [fields, ...rest] = query.split(' | ')
  if (fields !== 'fields @timestamp, @ptr, @message' || rest.pop() !== 'sort @timestamp desc') throw new Error(query)
  return rest.every((line) => {
    if (!/^filter @message like "[^"\\]+"( or @message like "[^"\\]+")*$/.test(line)) throw new Error(line)
    return [...line.matchAll(/"([^"]+)"/g)].some(([, text = '']) => message.includes(text))
  })
}

function matchTerms(pattern: string, message: string): boolean {
  if (!/^\??"[^"\\]+"( \??"[^"\\]+")*$/.test(pattern)) throw new Error(`no terms: ${pattern}`)
  const terms = [...pattern.matchAll(/(\??)"([^"]+)"/g)]
  const plain = terms.filter(([, mark]) => mark === '')
  const has = ([, , text = '']: RegExpMatchArray) => message.includes(text)
  return plain.length > 0 ? plain.every(has) : terms.some(has)
}

function tokensOf(text: string): string[] {
  const token =
    /\s*(\(|\)|&&|\|\||=|\*|IS (?:TRUE|FALSE|NULL)|NOT EXISTS|\$(?:\.[A-Za-z]+)+|"[A-Za-z0-9_+=,.@:/ *-]+")\s*/y
  const tokens: string[] = []
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at
    const [, found] = token.exec(text) ?? []
    if (found === undefined) throw new Error(`not a token: ${text.slice(at)}`)
    tokens.push(found)
  }
  return tokens
}

function either(tokens: string[], record: unknown): boolean {
  let found = both(tokens, record)
  while (tokens[0] === '||') {
    tokens.shift()
    const other = both(tokens, record)
    found ||= other
  }
  return found
}

function both(tokens: string[], record: unknown): boolean {
  let found = one(tokens, record)
  while (tokens[0] === '&&') {
    tokens.shift()
    const other = one(tokens, record)
    found &&= other
  }
  return found
}

function one(tokens: string[], record: unknown): boolean {
  const first = tokens.shift()
  if (first === '(') {
    const found = either(tokens, record)
    if (tokens.shift() !== ')') throw new Error('a bracket is not closed')
    return found
  }
  const value = valueAt(record, first ?? '')
  const operator = tokens.shift()
  switch (operator) {
    case 'IS TRUE':
      return value === true
    case 'IS FALSE':
      return value === false
    case 'IS NULL':
      return value === null
    case 'NOT EXISTS':
      return value === undefined
    case '=':
      return equals(value, tokens.shift() ?? '')
    case undefined:
    default:
      throw new Error(`no operator: ${operator}`)
  }
}

function equals(value: unknown, wanted: string): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false
  if (wanted === '*') return true
  const parts = wanted
    .slice(1, -1)
    .split('*')
    .map((part) => part.replace(/[^\w]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's').test(String(value))
}

function valueAt(record: unknown, path: string): unknown {
  if (!path.startsWith('$.')) throw new Error(`no path: ${path}`)
  let value = record
  for (const key of path.slice(2).split('.')) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.entries(value).find(([name]) => name === key)?.[1]
  }
  return value
}
