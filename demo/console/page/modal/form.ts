import type { FormValue, FormValues } from '../blocks/props.ts'

type Input = {
  readonly type?: unknown
  readonly block_id?: unknown
  readonly optional?: unknown
  readonly element?: unknown
}

/** Which inputs must be filled in and are not, by block_id, in Slack's words. */
export function missingIn(blocks: readonly unknown[], values: FormValues): Readonly<Record<string, string>> {
  const missing: Record<string, string> = {}
  for (const block of blocks) {
    const input: Input = typeof block === 'object' && block !== null ? block : {}
    if (input.type !== 'input' || input.optional === true || typeof input.block_id !== 'string') continue
    const element = fieldsOf(input.element)
    const actionId = typeof element.action_id === 'string' ? element.action_id : ''
    const given = values[input.block_id]?.[actionId]
    const value = given === undefined ? initialOf(element) : given
    if (isEmpty(value)) missing[input.block_id] = 'Please complete this required field.'
  }
  return missing
}

/** The values that a person gave, by action_id; options by their value where the form knows them. */
export function valuesByAction(values: FormValues): Record<string, string | unknown[] | Record<string, unknown>> {
  const said = Object.values(values).flatMap((byAction) => Object.entries(byAction))
  return Object.fromEntries(said.map(([id, value]) => [id, sayValue(value)]))
}

function sayValue(value: FormValue): string | unknown[] | Record<string, unknown> {
  if (value === null) return ''
  if (typeof value !== 'object') return String(value)
  return Array.isArray(value) ? Array.from<unknown>(value) : Object.fromEntries(Object.entries(value))
}

function initialOf(element: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(element).find(([name]) => name.startsWith('initial_'))?.[1]
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
