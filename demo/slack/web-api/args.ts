import type { Json } from '../record.ts'
import { isJson } from '../record.ts'
import { Refusal } from './refusal.ts'

/** The arguments of a call. In a form everything is text, and objects are JSON in it. */
export type Args = {
  readonly all: Json
  text(name: string): string | undefined
  /** The text, or the refusal that Slack gives without it. */
  need(name: string): string
  flag(name: string): boolean
  number(name: string, otherwise: number): number
  json(name: string): unknown
}

export function makeArgs(all: Json): Args {
  const text = (name: string): string | undefined => {
    const value = all[name]
    if (typeof value === 'number') return String(value)
    return typeof value === 'string' ? value : undefined
  }
  return {
    all,
    text,
    need(name) {
      const value = text(name)
      if (value === undefined || value === '')
        throw new Refusal('invalid_arguments', {
          response_metadata: { messages: [`[ERROR] missing required field: ${name}`] },
        })
      return value
    },
    flag: (name) => all[name] === true || all[name] === 'true' || all[name] === '1',
    number(name, otherwise) {
      const value = Number(text(name) ?? otherwise)
      return Number.isFinite(value) ? value : otherwise
    },
    json(name) {
      const value = all[name]
      if (typeof value !== 'string') return value
      try {
        return JSON.parse(value)
      } catch (cause) {
        throw new Refusal(`invalid_${name}_format`, { cause: String(cause) })
      }
    },
  }
}

/** Reads a request's body, form or JSON. */
export function readBody(contentType: string, body: Buffer): Json {
  if (contentType.startsWith('application/json')) {
    try {
      const value: unknown = JSON.parse(body.toString('utf8') || '{}')
      if (isJson(value)) return value
    } catch {
      throw new Refusal('invalid_json')
    }
    throw new Refusal('json_not_object')
  }
  if (contentType.startsWith('application/x-www-form-urlencoded') || body.length === 0)
    return Object.fromEntries(new URLSearchParams(body.toString('utf8')))
  throw new Refusal('invalid_post_type')
}
