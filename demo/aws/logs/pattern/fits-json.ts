import { never } from '../../../../src/lib/never.ts'
import type { Condition, Operator, Step, Value } from './read-json-pattern.ts'

/** Whether a message fits, with what real log groups were seen to do where the documentation is silent. */
export function fitsJson(condition: Condition, message: unknown): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((each) => fitsJson(each, message))
    case 'any':
      return condition.of.some((each) => fitsJson(each, message))
    case 'absent':
      return valuesAt(condition.path, message).length === 0
    case 'is':
      return valuesAt(condition.path, message).some((value) => isWhat(condition.what, value))
    case 'compare':
      return valuesAt(condition.path, message).some((value) => compares(condition.operator, value, condition.value))
    default:
      return never(condition)
  }
}

function valuesAt(path: readonly Step[], message: unknown): readonly unknown[] {
  let values: readonly unknown[] = [message]
  for (const step of path) values = values.flatMap((value) => follow(step, value))
  return values
}

function follow(step: Step, value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  switch (step.kind) {
    case 'field':
      return !Array.isArray(value) && Object.hasOwn(value, step.name) ? [Reflect.get(value, step.name)] : []
    case 'index':
      return Array.isArray(value) && step.index < value.length ? [value[step.index]] : []
    case 'members':
      return Array.isArray(value) ? value : []
    case 'fields':
      return Array.isArray(value) ? [] : Object.values(value)
    default:
      return never(step)
  }
}

/** A list that has a null among its members is null enough. */
function isWhat(what: 'NULL' | 'TRUE' | 'FALSE', value: unknown): boolean {
  if (what === 'NULL') return value === null || (Array.isArray(value) && value.includes(null))
  return value === (what === 'TRUE')
}

/** Only strings and numbers can be compared: what is missing, null, true, a list or an object is neither = nor !=. */
function compares(operator: Operator, value: unknown, wanted: Value): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false
  if (operator === '=') return equals(value, wanted)
  if (operator === '!=') return !equals(value, wanted)
  if (typeof value !== 'number' || wanted.kind !== 'number') return false
  switch (operator) {
    case '<':
      return value < wanted.number
    case '<=':
      return value <= wanted.number
    case '>':
      return value > wanted.number
    case '>=':
      return value >= wanted.number
    default:
      return never(operator)
  }
}

function equals(value: string | number, wanted: Value): boolean {
  switch (wanted.kind) {
    case 'number':
      return typeof value === 'number' ? value === wanted.number : value === wanted.text
    case 'text':
      return String(value) === wanted.text
    case 'glob':
    case 'regex':
      return wanted.regex.test(String(value))
    default:
      return never(wanted)
  }
}
