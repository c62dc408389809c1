import { characters } from './block-limits.ts'

/** What Slack would refuse, and where: `pointer` is a JSON pointer into the payload. */
export type BlockError = {
  readonly pointer: string
  readonly message: string
}

/** Looks at one value and adds what is wrong with it. A rule never throws, whatever it is given. */
export type Rule = (value: unknown, pointer: string, errors: BlockError[]) => void

export type Fields = Readonly<Record<string, Rule | Optional>>
type Optional = { readonly optional: Rule }

export const optional = (rule: Rule): Optional => ({ optional: rule })

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const anything: Rule = () => {}

/** A string of at least `min` and at most `max` characters. */
export function string(max: number = Number.POSITIVE_INFINITY, min = 1): Rule {
  return (value, pointer, errors) => {
    if (typeof value !== 'string') {
      errors.push({ pointer, message: 'must provide a string' })
      return
    }
    const length = characters(value)
    if (length > max) errors.push({ pointer, message: `must be less than ${max + 1} characters` })
    if (length < min) errors.push({ pointer, message: `must be more than ${min - 1} characters` })
  }
}

export const boolean: Rule = (value, pointer, errors) => {
  if (typeof value !== 'boolean') errors.push({ pointer, message: 'must provide a boolean' })
}

export const number: Rule = (value, pointer, errors) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) errors.push({ pointer, message: 'must provide a number' })
}

export const positive: Rule = (value, pointer, errors) => {
  number(value, pointer, errors)
  if (typeof value === 'number' && value <= 0) errors.push({ pointer, message: 'must be greater than 0' })
}

export function integer(min: number, max: number): Rule {
  return (value, pointer, errors) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      errors.push({ pointer, message: 'must provide an integer' })
      return
    }
    if (value < min) errors.push({ pointer, message: `must be at least ${min}` })
    if (value > max) errors.push({ pointer, message: `must be at most ${max}` })
  }
}

export function pattern(shape: RegExp, what: string): Rule {
  return (value, pointer, errors) => {
    if (typeof value !== 'string' || !shape.test(value)) errors.push({ pointer, message: `must be ${what}` })
  }
}

export function oneOf(...values: readonly unknown[]): Rule {
  return (value, pointer, errors) => {
    if (!values.includes(value)) errors.push({ pointer, message: 'must be a valid enum value' })
  }
}

/** A list of `min` to `max` items, each held to `item`. */
export function list(item: Rule, max: number = Number.POSITIVE_INFINITY, min = 1): Rule {
  return (value, pointer, errors) => {
    if (!Array.isArray(value)) {
      errors.push({ pointer, message: 'must provide an array' })
      return
    }
    if (value.length > max) {
      errors.push({ pointer, message: `no more than ${max} items allowed` })
      return
    }
    if (value.length < min) errors.push({ pointer, message: `no less than ${min} items allowed` })
    for (const [index, each] of value.entries()) item(each, `${pointer}/${index}`, errors)
  }
}

/** An object with these fields and no others. */
export function object(fields: Fields): Rule {
  return (value, pointer, errors) => {
    if (!isRecord(value)) {
      errors.push({ pointer, message: 'must provide an object' })
      return
    }
    for (const [name, field] of Object.entries(fields)) {
      const rule = typeof field === 'function' ? field : field.optional
      if (Object.hasOwn(value, name) && value[name] !== undefined) rule(value[name], `${pointer}/${name}`, errors)
      else if (typeof field === 'function') errors.push({ pointer, message: `missing required field: ${name}` })
    }
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(fields, name) && value[name] !== undefined)
        errors.push({ pointer, message: `invalid additional property: ${name}` })
    }
  }
}

/** An object whose `type` says which of the rules it is held to. */
export function byType(rules: Readonly<Record<string, Rule>>): Rule {
  return (value, pointer, errors) => {
    if (!isRecord(value)) {
      errors.push({ pointer, message: 'must provide an object' })
      return
    }
    const type = value.type
    if (type === undefined) {
      errors.push({ pointer, message: 'missing required field: type' })
      return
    }
    if (typeof type !== 'string' || !Object.hasOwn(rules, type)) {
      errors.push({
        pointer: `${pointer}/type`,
        message: `unsupported type: ${typeof type === 'string' ? type.slice(0, 60) : typeof type}`,
      })
      return
    }
    rules[type]?.(value, pointer, errors)
  }
}

/** All of the rules, for what a single rule does not say. */
export function all(...rules: readonly Rule[]): Rule {
  return (value, pointer, errors) => {
    for (const rule of rules) rule(value, pointer, errors)
  }
}

/** Exactly one of these fields. */
export function exactlyOne(...names: readonly string[]): Rule {
  return (value, pointer, errors) => {
    if (!isRecord(value)) return
    const given = names.filter((name) => value[name] !== undefined)
    if (given.length !== 1) errors.push({ pointer, message: `must provide exactly one of: ${names.join(', ')}` })
  }
}

/** At least one of these fields. */
export function someOf(...names: readonly string[]): Rule {
  return (value, pointer, errors) => {
    if (isRecord(value) && names.every((name) => value[name] === undefined))
      errors.push({ pointer, message: `must provide at least one of: ${names.join(', ')}` })
  }
}
