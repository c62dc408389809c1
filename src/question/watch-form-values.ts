import type { FormValues } from './check-form.ts'
import type { Reading, WatchUrgency } from './question.ts'
import { shortError } from './short-error.ts'

export type WrongIn<Field extends string> = {
  readonly kind: 'wrong'
  readonly errors: { readonly [field in Field]?: string }
}

/** What is wrong with each input, short enough for Slack to show beneath it. */
export function wrongIn<Field extends string>(errors: { readonly [field in Field]?: string }): WrongIn<Field> {
  return { kind: 'wrong', errors: shortened(errors) }
}

/** For what no form of ours offers. */
export const NO_SUCH = 'Choose one of those offered.'

/** How soon the forms say that it tells; undefined where that is nothing they offer. */
export function readSoon(values: FormValues): WatchUrgency | undefined {
  const said = textOf(values, 'soon') || 'each'
  if (said !== 'daily') {
    const kind = (['each', 'hourly', 'stands-out', 'first'] as const).find((each) => each === said)
    return kind && { kind }
  }
  const hour = textOf(values, 'hour') || '9'
  return /^(?:1?\d|2[0-3])$/.test(hour) ? { kind: 'daily', hour: Number(hour) } : undefined
}

/** What was typed or chosen in an input; empty where nothing was. */
export function textOf(values: FormValues, field: string): string {
  const value = values[field]
  return typeof value === 'string' ? value.trim() : ''
}

/** Why words are not what the form asks for. */
export function whyNot(reading: Reading): string {
  if (reading.kind === 'unclear') return `${reading.word}: ${reading.hint}`
  return 'That is a command of its own: type it behind /whodid.'
}

function shortened<Field extends string>(errors: { readonly [field in Field]?: string }) {
  return Object.fromEntries(
    Object.entries<string | undefined>(errors).map(([field, why = '']) => [field, shortError(why)]),
  ) as {
    readonly [field in Field]?: string
  }
}
