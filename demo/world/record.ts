import type { Instant } from '../../src/lib/instant.ts'
import { regionOf } from './company.ts'
import type { Identity } from './identity.ts'
import type { Random } from './random.ts'

/** One CloudTrail record, with the fields that the world itself looks at. */
export type TrailRecord = {
  readonly eventVersion: string
  readonly userIdentity: Identity
  readonly eventTime: string
  readonly eventSource: string
  readonly eventName: string
  readonly awsRegion: string
  readonly eventID: string
  readonly recipientAccountId: string
  readonly [field: string]: unknown
}

/** A record and its moment. */
export type Happening = { readonly at: Instant; readonly record: TrailRecord }

type Json = { readonly [field: string]: unknown }

/** Who calls, from where, and whose trail sees it. */
export type Caller = {
  readonly identity: Identity
  readonly account: string
  readonly address: string
  readonly agent: string
  readonly fromConsole?: boolean
}

/** What is called. `source` without `.amazonaws.com`. */
export type Call = {
  readonly source: string
  readonly name: string
  readonly read: boolean
  readonly request?: Json | null
  readonly response?: Json | null
  readonly error?: readonly [code: string, message: string]
  readonly resources?: readonly Json[]
  readonly extra?: Json
  /** A data event, which a trail holds only where it was asked to. */
  readonly data?: boolean
  readonly type?: string
  readonly details?: Json
  readonly shared?: string
}

const OLDER: { readonly [source: string]: string } = {
  autoscaling: '1.08',
  config: '1.08',
  signin: '1.08',
  cloudfront: '1.09',
  sso: '1.08',
  support: '1.05',
  workdocs: '1.05',
  rds: '1.10',
}

/** Writes down one call in the shape and order that CloudTrail uses. */
export function happen(random: Random, at: Instant, region: string, caller: Caller, call: Call): Happening {
  const awsRegion = regionOf(call.source, region)
  const direct = caller.identity.invokedBy === undefined && caller.identity.type !== 'AWSService'
  const version = OLDER[call.source] ?? '1.11'
  const record = {
    eventVersion: version,
    userIdentity: caller.identity,
    eventTime: `${new Date(at).toISOString().slice(0, 19)}Z`,
    eventSource: `${call.source}.amazonaws.com`,
    eventName: call.name,
    awsRegion,
    sourceIPAddress: caller.address,
    userAgent: caller.agent,
    ...(call.error && (call.error[0] === '' ? {} : { errorCode: call.error[0] })),
    ...(call.error && { errorMessage: call.error[1] }),
    requestParameters: call.request ?? null,
    responseElements: call.response ?? null,
    ...(call.extra && { additionalEventData: call.extra }),
    requestID: call.source === 's3' ? random.base32(16) : random.uuid(),
    eventID: random.uuid(),
    ...(version === '1.05' ? {} : { readOnly: call.read }),
    ...(call.resources && { resources: call.resources }),
    eventType: call.type ?? 'AwsApiCall',
    ...(version === '1.05' ? {} : { managementEvent: call.data !== true }),
    recipientAccountId: caller.account,
    ...(call.details && { serviceEventDetails: call.details }),
    ...(call.shared !== undefined && { sharedEventID: call.shared }),
    ...(version === '1.05' ? {} : { eventCategory: call.data === true ? 'Data' : 'Management' }),
    ...(direct && version === '1.11' && { tlsDetails: tls(`${call.source}.${awsRegion}.amazonaws.com`) }),
    ...(caller.fromConsole && { sessionCredentialFromConsole: 'true' }),
  }
  return { at, record }
}

function tls(host: string): Json {
  return { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader: host }
}
