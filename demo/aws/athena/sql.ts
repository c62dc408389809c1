import { Refusal } from '../refusal.ts'

type Piece = { readonly kind: 'text' | 'quoted' | 'name' | 'comment'; readonly text: string }

/** SQL in pieces: quoted text, quoted names and comments apart from the rest. undefined where something does not end. */
function piecesOf(sql: string): readonly Piece[] | undefined {
  const pieces: Piece[] = []
  const form = /('(?:[^']|'')*')|("(?:[^"]|"")*")|(--[^\n]*|\/\*[^]*?\*\/)|([^'"/-]+|[/-])/y
  while (form.lastIndex < sql.length) {
    const at = form.lastIndex
    const match = form.exec(sql)
    if (match === null) return undefined
    if (/^\/\*|^--/.test(sql.slice(at, at + 2)) && match[3] === undefined) return undefined
    const [text, quoted, name, comment] = match
    const kind =
      quoted !== undefined ? 'quoted' : name !== undefined ? 'name' : comment !== undefined ? 'comment' : 'text'
    pieces.push({ kind, text })
  }
  return pieces
}

/**
 * Puts the parameters in the places of the question marks. They are expressions, not values: what is not one is refused,
 * and none can reach beyond its place.
 * https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html
 */
export function withParameters(sql: string, parameters: readonly string[]): string {
  for (const parameter of parameters) if (!isExpression(parameter)) throw badParameter(parameter)
  let used = 0
  const filled = (piecesOf(sql) ?? []).map(({ kind, text }) =>
    kind === 'text' ? text.replace(/\?/g, () => `(${parameters[used++] ?? 'NULL'})`) : text,
  )
  if (used !== parameters.length) {
    const what = `Incorrect number of parameters: expected ${used} but found ${parameters.length}`
    throw new Refusal('INVALID_PARAMETER_USAGE', `line 1:1: ${what}`)
  }
  return filled.join('')
}

/** Without text, names and comments: what can be looked at for words. */
export function bare(sql: string): string {
  return (piecesOf(sql) ?? [])
    .map(({ kind, text }) => (kind === 'text' ? text : kind === 'comment' ? ' ' : '""'))
    .join('')
}

/** Throws for several statements, for what is no query, and for words that DuckDB knows and Trino does not. */
export function checkStatement(sql: string): string {
  const text = sql.trim().replace(/;\s*$/, '')
  if (piecesOf(text) === undefined) throw syntax('mismatched input')
  const words = bare(text)
  if (words.includes(';')) throw syntax("mismatched input ';'. Expecting: <EOF>. Only one sql statement is allowed")
  if (!/^\s*(SELECT|WITH)\b/i.test(words)) throw syntax('this AWS only runs SELECT')
  const foreign = /==|::|->>|\b(ILIKE|QUALIFY|EXCLUDE|PIVOT|COLUMNS|LIMIT\s+\S+\s+OFFSET|USING\s+SAMPLE)\b/i.exec(words)
  if (foreign !== null) throw syntax(`mismatched input '${foreign[0]}'`)
  return text
}

/** Throws for a function that Trino does not have, or that is not here. */
export function checkFunctions(sql: string): void {
  for (const [, name = ''] of bare(sql).matchAll(/(?<!\bAS\s+)\b([a-z_]\w*)\s*\(/gi)) {
    if (!KNOWN.has(name.toLowerCase()))
      throw new Refusal('FUNCTION_NOT_FOUND', `line 1:1: Function '${name.toLowerCase()}' not registered`)
  }
}

/** Trino's functions that are also here, and the words before which a parenthesis may stand. */
const KNOWN = new Set(
  `select from where in and or not as on by having then else when case over union all any exists values with using join
  distinct limit is like between end except intersect varchar char decimal unnest row filter
  array_agg arbitrary any_value approx_distinct array_join avg bool_and bool_or cardinality cast ceil coalesce concat
  contains count count_if current_timestamp date date_diff date_trunc element_at floor from_iso8601_timestamp greatest if
  json_array_length json_extract json_extract_scalar json_format json_parse least length lower lpad ltrim max max_by min
  min_by nullif regexp_extract regexp_like regexp_replace replace reverse round row_number rtrim split split_part
  starts_with strpos substr substring sum to_unixtime trim try try_cast upper rank dense_rank first_value last_value lag
  lead abs mod bigint integer timestamp`.split(/\s+/),
)

/** What DuckDB calls otherwise, or does otherwise: no match is NULL in Trino, and broken JSON has nothing in it. */
export const MACROS: readonly string[] = [
  'json_extract_scalar(j, p) AS CASE WHEN json_valid(CAST(j AS VARCHAR)) THEN json_extract_string(CAST(j AS VARCHAR), p) END',
  'json_format(j) AS CAST(j AS VARCHAR)',
  'json_parse(t) AS CAST(t AS JSON)',
  'from_iso8601_timestamp(t) AS CAST(t AS TIMESTAMPTZ)',
  'to_unixtime(t) AS epoch(t)',
  'regexp_like(t, p) AS regexp_matches(t, p)',
  'regexp_extract(t, p) AS regexp_extract_all(t, p)[1]',
  'cardinality(l) AS len(l)',
  'array_join(l, s) AS array_to_string(l, s)',
  'approx_distinct(v) AS count(DISTINCT v)',
]

/** Balanced, without a comma or a comment or another statement at its top. */
function isExpression(text: string): boolean {
  const pieces = piecesOf(text)
  if (pieces === undefined || text.trim() === '' || pieces.some(({ kind }) => kind === 'comment')) return false
  let depth = 0
  for (const letter of bare(text)) {
    if (letter === '(') depth++
    if (letter === ')' && --depth < 0) return false
    if (letter === ';' || letter === '?' || (letter === ',' && depth === 0)) return false
  }
  return depth === 0
}

function badParameter(text: string): Refusal {
  return new Refusal('INVALID_PARAMETER_USAGE', `line 1:1: the parameter is no expression: ${text.slice(0, 40)}`)
}

function syntax(what: string): Refusal {
  return new Refusal('InvalidRequestException', `line 1:1: ${what}`)
}
