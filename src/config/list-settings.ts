import { z } from 'zod'
import { Settings } from './schema.ts'

export type Setting = {
  /** `slack.port`, `accounts[].id`. */
  readonly path: string
  readonly help: string
  readonly example: string
  /** Undefined where it has none. */
  readonly fallback: unknown
}

/** Every setting with its line of help, in the order of the file. */
export function listSettings(): readonly Setting[] {
  return walk(z.toJSONSchema(Settings, { io: 'input', unrepresentable: 'any' }), '')
}

/** The setting that a value's place in the file belongs to: `accounts.0.id` → `accounts[].id`. */
export function settingAt(path: readonly PropertyKey[]): Setting | undefined {
  const wanted = pathOf(path)
  return listSettings().find((setting) => setting.path === wanted)
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (all, key) => (typeof key === 'number' ? `${all}[]` : all === '' ? String(key) : `${all}.${String(key)}`),
    '',
  )
}

/** The names that may stand somewhere in the file: `[]` → slack, accounts …; `['accounts', 0]` → id, alias … */
export function namesIn(path: readonly PropertyKey[]): readonly string[] {
  const before = pathOf(path)
  const inside = listSettings()
    .filter((setting) => before === '' || setting.path.startsWith(`${before}.`))
    .map((setting) => setting.path.slice(before === '' ? 0 : before.length + 1))
  return [...new Set(inside.map((rest) => rest.replace(/[.[].*$/, '')))]
}

function walk(schema: z.core.JSONSchema.BaseSchema, path: string): Setting[] {
  const own =
    schema.description === undefined
      ? []
      : [{ path, help: schema.description, example: String(schema.examples?.[0]), fallback: schema.default }]
  const inner = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    typeof property === 'boolean' ? [] : walk(property, path === '' ? name : `${path}.${name}`),
  )
  const { items } = schema
  const entries = typeof items === 'object' && !Array.isArray(items) ? walk(items, `${path}[]`) : []
  return [...own, ...inner, ...entries]
}
