import type { Fields } from '../../event/event.ts'
import { fields, flag } from '../../event/read-value.ts'
import { COLUMNS } from './columns.ts'

/** One row's values, in the order of the columns; undefined for null. */
export type Row = readonly (string | undefined)[]

/** Columns whose text is the JSON of what stood in the record. */
const JSON_TEXT: ReadonlySet<string> = new Set([
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'serviceEventDetails',
  'edgeDeviceDetails',
])
const FLAGS: ReadonlySet<string> = new Set(['readOnly', 'sessionCredentialFromConsole'])

/** A row as the record that it was made of, as far as the table holds it: CloudTrail's names, structs and booleans. */
export function recordOf(row: Row): Fields {
  const record: Record<string, unknown> = {}
  for (const [at, [, field, struct]] of COLUMNS.entries()) {
    const value = row[at]
    if (value === undefined) continue
    if (struct !== undefined) record[field] = field === 'resources' ? readResources(value) : named(parsed(value))
    else if (JSON_TEXT.has(field)) record[field] = parsed(value)
    else record[field] = FLAGS.has(field) ? (flag(value) ?? value) : value
  }
  return record
}

/** JSON where it is JSON of an object or a list, else the text itself. */
function parsed(value: string): unknown {
  if (!value.startsWith('{') && !value.startsWith('[')) return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}

/** The catalog has lower-case names only; these are CloudTrail's, of every field that a struct of the table may have. */
const NAMES: ReadonlyMap<string, string> = new Map(
  `principalId accountId invokedBy accessKeyId userName onBehalfOf userId identityStoreArn
    sessionContext mfaAuthenticated creationDate sessionIssuer ec2RoleDelivery webIdFederationData federatedProvider sourceIdentity
    signInSessionArn assumedRoot credentialId inScopeOf sourceArn sourceAccount issuerType credentialsIssuedTo
    invokedByDelegate identityProvider updatedFields originalRequestID originalEventID tlsVersion cipherSuite clientProvidedHostHeader
    keyExchange`
    .split(/\s+/)
    .map((name) => [name.toLowerCase(), name]),
)

/** The keys of a map are as they were written; those of a struct have lost their case, and nulls were never there. */
function named(value: unknown, of = ''): unknown {
  const struct = fields(value)
  if (struct === undefined) return value
  const record: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(struct)) {
    const isMap = of === 'webidfederationdata' && key === 'attributes'
    const field = isMap ? inner : named(inner, key)
    const empty = field === null || (fields(field) !== undefined && Object.keys(field as object).length === 0)
    if (!empty) record[NAMES.get(key) ?? key] = field
  }
  return record
}

const RESOURCE_NAMES: Readonly<Record<string, string>> = { arn: 'ARN', accountid: 'accountId', type: 'type' }

function readResources(value: string): unknown {
  const list = parsed(value)
  if (!Array.isArray(list)) return list
  return list.flatMap((item) => {
    const struct = fields(item)
    if (struct === undefined) return []
    const kept = Object.entries(struct).filter(([, inner]) => inner !== null)
    return [Object.fromEntries(kept.map(([key, inner]) => [RESOURCE_NAMES[key] ?? key, inner]))]
  })
}
