import type { Event, Fields, Resource, Unreadable } from './event.ts'
import { readActor } from './read-actor.ts'
import { recordHash } from './record-hash.ts'
import { fields, fieldsOf, flag, readTime, text } from './read-value.ts'

/**
 * One CloudTrail record as an Event, whatever its eventVersion: an unknown version, type or field is kept, not refused.
 * Unreadable only where there is nothing to place in time or to name: no object, no eventName, no eventTime.
 */
export function readRecord(record: unknown): Event | Unreadable {
  const raw = fields(record)
  if (raw === undefined) return { unreadable: 'not an object' }
  const name = text(raw.eventName)
  if (name === undefined) return { unreadable: 'no eventName' }
  const time = readTime(raw.eventTime)
  if (time === undefined) return { unreadable: 'no eventTime that is a time' }
  const actor = readActor(raw.userIdentity)
  return {
    id: text(raw.eventID) ?? `sha256:${recordHash(raw)}`,
    sharedId: text(raw.sharedEventID),
    time,
    account: text(raw.recipientAccountId) ?? '',
    region: text(raw.awsRegion) ?? '',
    source: text(raw.eventSource) ?? '',
    name,
    type: text(raw.eventType) ?? '',
    category: text(raw.eventCategory) ?? '',
    readOnly: flag(raw.readOnly),
    error: readError(raw),
    actor,
    address: text(raw.sourceIPAddress) ?? '',
    agent: text(raw.userAgent) ?? '',
    resources: readResources(raw.resources),
    request: fieldsOf(raw.requestParameters),
    response: fieldsOf(raw.responseElements),
    extra: fieldsOf(raw.additionalEventData),
    requestId: text(raw.requestID),
    fromConsole: flag(raw.sessionCredentialFromConsole) === true,
    addendum: text(fields(raw.addendum)?.reason),
    record: raw,
  }
}

/** A failed console sign-in has an errorMessage and no errorCode; records that were edited have null or ''. */
function readError(raw: Fields): Event['error'] {
  const code = text(raw.errorCode)
  const message = text(raw.errorMessage)
  if (code === undefined && message === undefined) return undefined
  return { code: code ?? '', message: message ?? '' }
}

function readResources(value: unknown): readonly Resource[] {
  if (!Array.isArray(value)) return []
  const resources: Resource[] = []
  for (const item of value) {
    const raw = fields(item)
    if (raw === undefined) continue
    resources.push({
      arn: text(raw.ARN) ?? text(raw.arn),
      type: text(raw.type),
      account: text(raw.accountId) ?? text(raw.accountID),
    })
  }
  return resources
}
