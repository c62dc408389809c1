import type { Cost, Gap } from '../../find/backend.ts'

/** A message of a log group: the JSON of a record, or what is no JSON. */
export type Message = { readonly record: unknown } | { readonly unreadable: string }

/** What one call brought. */
export type Batch = {
  readonly messages: readonly Message[]
  readonly gaps?: readonly Gap[]
  readonly cost?: Cost
  /** 0 to 1, where that is known. */
  readonly progress?: number | undefined
}

export function readMessage(text: string | undefined): Message {
  if (text === undefined) return { unreadable: 'no message' }
  try {
    return { record: JSON.parse(text) as unknown }
  } catch {
    return { unreadable: 'not JSON' }
  }
}
