/** A piece of SQL that is true of a row, or null or false. Each `?` stands for the next of the values. */
export type Condition = {
  readonly sql: string
  readonly values: readonly string[]
  /** True of exactly the rows whose event holds; where it isn't, of more of them, and its opposite says nothing. */
  readonly exact: boolean
}

/** Text that is asked for whole, or by how it begins; undefined where SQL can't be trusted to compare it as we do. */
export function matches(column: string, value: string, prefix: boolean): Condition | undefined {
  if (!isComparable(value)) return undefined
  const part = longestLiteral(value)
  if (part !== value) return { sql: `starts_with(${column}, ?)`, values: [part], exact: false }
  return prefix
    ? { sql: `starts_with(${column}, ?)`, values: [value], exact: true }
    : { sql: `${column} = ?`, values: [value], exact: true }
}

/** What our own queries say, without a value of anybody's. */
export function fixed(sql: string, exact = true): Condition {
  return { sql, values: [], exact }
}

/** At least one of them; undefined where one of them can't be asked. */
export function anyOf(conditions: readonly (Condition | undefined)[]): Condition | undefined {
  const known = conditions.flatMap((one) => one ?? [])
  if (known.length === 0 || known.length < conditions.length) return undefined
  return joined(known, ' OR ')
}

/** All of them that can be asked; undefined where none can. */
export function allOf(conditions: readonly (Condition | undefined)[]): Condition | undefined {
  const known = conditions.flatMap((one) => one ?? [])
  if (known.length === 0) return undefined
  const all = joined(known, ' AND ')
  return { ...all, exact: all.exact && known.length === conditions.length }
}

function joined(conditions: readonly Condition[], by: ' AND ' | ' OR '): Condition {
  const [only] = conditions
  if (conditions.length === 1 && only !== undefined) return only
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(by)})`,
    values: conditions.flatMap(({ values }) => values),
    exact: conditions.every(({ exact }) => exact),
  }
}

/** The opposite, also of rows of which the condition is null. Only for what is exact: else events would be lost. */
export function none({ sql, values, exact }: Condition): Condition | undefined {
  return exact ? { sql: `NOT coalesce(${sql}, false)`, values, exact } : undefined
}

/** Empty text and absent text are one to us and two to SQL; half a character and a control character are nothing at all. */
export function isComparable(value: string): boolean {
  return value !== '' && value.isWellFormed() && !/\p{Cc}/u.test(value)
}

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html (ExecutionParameters) */
const LONGEST_LITERAL = 1024

/**
 * An execution parameter. It is an expression and not a bound value, so the quotes are ours to write. In Trino's text
 * nothing but the quote itself has to be doubled, and a backslash is a backslash.
 * https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html
 */
export function literal(value: string): string {
  const quoted = `'${value.replaceAll("'", "''")}'`
  if (!isComparable(value) || Buffer.byteLength(quoted) > LONGEST_LITERAL)
    throw new Error('a value that cannot be an execution parameter')
  return quoted
}

/** As much of the beginning as one execution parameter holds, in whole characters. */
function longestLiteral(value: string): string {
  let bytes = 2
  let end = 0
  for (const character of value) {
    bytes += character === "'" ? 2 : Buffer.byteLength(character)
    if (bytes > LONGEST_LITERAL) return value.slice(0, end)
    end += character.length
  }
  return value
}
