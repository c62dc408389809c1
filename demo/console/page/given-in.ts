import type { Given } from './blocks/props.ts'

/** What was chosen or typed, whatever the element calls it; undefined for a button. */
export function givenIn(given: Given): string | unknown[] | Record<string, unknown> | undefined {
  if (given.type === 'button' || given.type === 'workflow_button' || given.type === 'icon_button') return undefined
  for (const [name, value] of Object.entries(given)) {
    if (!name.startsWith('selected_') && name !== 'value') continue
    if (value === null || value === undefined) continue
    if (typeof value === 'number') return String(value)
    if (typeof value === 'string') return value
    if (Array.isArray(value)) return [...(value as readonly unknown[])]
    return { ...(value as object) }
  }
  return undefined
}
