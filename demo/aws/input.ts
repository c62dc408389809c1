import type { Fields } from './history.ts'
import { Refusal } from './refusal.ts'

/** Reads one member of a request. Another type than the service's model has is what AWS calls a SerializationException. */
export function text(input: Fields, name: string): string | undefined {
  return read(input, name, (value): value is string => typeof value === 'string')
}

export function whole(input: Fields, name: string): number | undefined {
  return read(input, name, (value): value is number => Number.isInteger(value))
}

/** A moment, as seconds with a fraction. */
export function seconds(input: Fields, name: string): number | undefined {
  return read(input, name, (value): value is number => typeof value === 'number' && Number.isFinite(value))
}

export function flag(input: Fields, name: string): boolean | undefined {
  return read(input, name, (value): value is boolean => typeof value === 'boolean')
}

export function texts(input: Fields, name: string): readonly string[] | undefined {
  return read(input, name, (value): value is string[] => isList(value, 'string'))
}

export function objects(input: Fields, name: string): readonly Fields[] | undefined {
  return read(input, name, (value): value is Fields[] => isList(value, 'object'))
}

function isList(value: unknown, of: 'string' | 'object'): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === of && each !== null)
}

function read<T>(input: Fields, name: string, fits: (value: unknown) => value is T): T | undefined {
  const value = input[name]
  if (value === undefined || value === null) return undefined
  if (!fits(value)) throw new Refusal('SerializationException', `Unexpected value for field ${name}`)
  return value
}
