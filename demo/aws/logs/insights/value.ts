import { never } from '../../../../src/lib/never.ts'
import type { Condition, Expression } from './read-query.ts'
import type { Row, Value } from './row.ts'
import { malformed } from './tokens.ts'

export function holds(condition: Condition, row: Row): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.of.every((each) => holds(each, row))
    case 'or':
      return condition.of.some((each) => holds(each, row))
    case 'not':
      return !holds(condition.of, row)
    case 'truth':
      return Boolean(valueOf(condition.of, row))
    case 'in': {
      const left = valueOf(condition.left, row)
      return left !== undefined && condition.values.some((each) => String(valueOf(each, row)) === String(left))
    }
    case 'like': {
      const left = valueOf(condition.left, row)
      if (left === undefined) return false
      return condition.regex === undefined ? String(left).includes(condition.text) : condition.regex.test(String(left))
    }
    case 'compare':
      return compares(condition.operator, valueOf(condition.left, row), valueOf(condition.right, row))
    default:
      return never(condition)
  }
}

/** What is missing equals nothing, and differs from everything. */
function compares(operator: string, left: Value, right: Value): boolean {
  if (left === undefined || right === undefined) return operator === '!=' && left !== right
  const order = compareValues(left, right)
  switch (operator) {
    case '=':
      return order === 0
    case '!=':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    default:
      return order >= 0
  }
}

/** As numbers where both are, else as texts. */
export function compareValues(a: Value, b: Value): number {
  if (a === b) return 0
  if (a === undefined) return -1
  if (b === undefined) return 1
  const [x, y] = [Number(a), Number(b)]
  if (a !== '' && b !== '' && Number.isFinite(x) && Number.isFinite(y)) return x - y
  return String(a) === String(b) ? 0 : String(a) < String(b) ? -1 : 1
}

export function valueOf(expression: Expression, row: Row): Value {
  switch (expression.kind) {
    case 'field':
      return row.get(expression.name)
    case 'value':
      return typeof expression.value === 'boolean' ? Number(expression.value) : expression.value
    case 'call':
      return call(expression.name, expression.of, row)
    default:
      return never(expression)
  }
}

function call(name: string, of: readonly Expression[], row: Row): Value {
  const [first, second] = of
  const value = first && name !== 'bin' ? valueOf(first, row) : undefined
  switch (name) {
    case 'ispresent':
      return Number(value !== undefined)
    case 'isempty':
      return Number(value === undefined || value === '')
    case 'isblank':
      return Number(value === undefined || String(value).trim() === '')
    case 'strlen':
      return value === undefined ? undefined : String(value).length
    case 'tolower':
    case 'lower':
      return value === undefined ? undefined : String(value).toLowerCase()
    case 'toupper':
    case 'upper':
      return value === undefined ? undefined : String(value).toUpperCase()
    case 'strcontains':
      return Number(value !== undefined && second !== undefined && String(value).includes(String(valueOf(second, row))))
    case 'concat':
      return of.map((each) => valueOf(each, row) ?? '').join('')
    case 'coalesce':
      return of.map((each) => valueOf(each, row)).find((each) => each !== undefined)
    case 'bin':
      return bin(first, row)
    default:
      throw malformed(`unknown function ${name}`)
  }
}

const UNITS: { readonly [unit: string]: number } = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

function bin(by: Expression | undefined, row: Row): Value {
  const match = by?.kind === 'field' ? /^(\d+)([smhdw])$/.exec(by.name) : null
  const size = Number(match?.[1]) * (UNITS[match?.[2] ?? ''] ?? Number.NaN)
  if (Number.isNaN(size)) throw malformed('bin needs a period')
  const at = Date.parse(`${String(row.get('@timestamp')).replace(' ', 'T')}Z`)
  return new Date(Math.floor(at / size) * size).toISOString().replace('T', ' ').replace('Z', '')
}
