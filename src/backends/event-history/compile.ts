import type { LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail'
import type { Instant } from '../../lib/instant.ts'
import type { Attribute } from '../../plan/lookups.ts'

/** What one chain of pages asks for; it stays the same over all pages, as the token is good for it alone. */
export type Asked = {
  readonly attribute: Attribute | undefined
  /** Both inclusive: AWS counts whole seconds. */
  readonly from: Instant
  readonly to: Instant
}

const MOST = 50

/** One attribute at most: AWS takes no second one. The rest of the question is checked by us. */
export function compile({ attribute, from, to }: Asked, token: string | undefined): LookupEventsCommandInput {
  return {
    ...(attribute === undefined
      ? {}
      : { LookupAttributes: [{ AttributeKey: attribute.key, AttributeValue: attribute.value }] }),
    StartTime: new Date(from),
    EndTime: new Date(to),
    MaxResults: MOST,
    ...(token === undefined ? {} : { NextToken: token }),
  }
}
