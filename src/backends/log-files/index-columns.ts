import type { Event } from '../../event/event.ts'

type Value = (event: Event) => string | undefined

/**
 * What the index can find events by, as our own reading of the record has it. A question is narrowed by one of these
 * at most, and each event that comes back is read from its record and checked again: so a column may hold too much, never too little.
 */
export const INDEX_COLUMNS = {
  account: (event) => event.account,
  region: (event) => event.region,
  source: (event) => event.source,
  event_name: (event) => event.name,
  error: ({ error }) => (error === undefined ? undefined : error.code || error.message),
  identity_type: ({ actor }) => actor.type,
  user_name: ({ actor }) => actor.name,
  session_name: ({ actor }) => actor.sessionName,
  role_name: ({ actor }) => actor.role?.name,
  arn: ({ actor }) => actor.arn,
  role_arn: ({ actor }) => actor.role?.arn,
  unique_id: ({ actor }) => actor.uniqueId,
  role_unique_id: ({ actor }) => actor.role?.uniqueId,
  identity_center_id: ({ actor }) => actor.onBehalfOf?.userId,
  key_id: ({ actor }) => actor.keyId,
  invoked_by: ({ actor }) => actor.invokedBy,
  address: (event) => event.address,
  agent: (event) => event.agent.toLowerCase(),
} as const satisfies Readonly<Record<string, Value>>

export type IndexColumn = keyof typeof INDEX_COLUMNS

export const COLUMN_NAMES = Object.keys(INDEX_COLUMNS) as readonly IndexColumn[]

/**
 * Columns with so many different values that reading them all takes long. Beside each stands a number made of the value,
 * and that is compared in its place.
 */
export const NUMBERED_COLUMNS = ['key_id', 'session_name', 'address'] as const satisfies readonly IndexColumn[]

export function isNumbered(column: IndexColumn): boolean {
  return (NUMBERED_COLUMNS as readonly IndexColumn[]).includes(column)
}

/** 32 bits of a text (FNV-1a over its UTF-16 units). */
export function numberOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash | 0
}
