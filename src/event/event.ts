import type { Instant } from '../lib/instant.ts'

/** A JSON object as CloudTrail wrote it. */
export type Fields = { readonly [key: string]: unknown }

/**
 * One thing that happened, in our words, read from one CloudTrail record.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export type Event = {
  /** eventID; `sha256:…` of the record where it has none. Two records with one id are one event. */
  readonly id: string
  /** Joins the copies that one cross-account call leaves in several accounts; each copy has an id of its own. */
  readonly sharedId: string | undefined
  readonly time: Instant
  /** recipientAccountId: the account that recorded it, perhaps not the actor's own; '' where the record does not say. */
  readonly account: string
  readonly region: string
  /** eventSource, as `ec2.amazonaws.com`. */
  readonly source: string
  /** eventName, as `RunInstances`. */
  readonly name: string
  /** eventType: AwsApiCall, AwsServiceEvent, AwsConsoleSignIn … */
  readonly type: string
  /** eventCategory: Management, Data, NetworkActivity … ('' in records older than 1.08). */
  readonly category: string
  /** undefined where the record does not say (before eventVersion 1.06): counted as a write. */
  readonly readOnly: boolean | undefined
  /** Where it failed. A failed console sign-in has a message and no code (code ''). */
  readonly error: { readonly code: string; readonly message: string } | undefined
  readonly actor: Actor
  /** sourceIPAddress: an address, or a service's name, or `AWS Internal`. */
  readonly address: string
  readonly agent: string
  readonly resources: readonly Resource[]
  readonly request: Fields | undefined
  readonly response: Fields | undefined
  readonly extra: Fields | undefined
  readonly requestId: string | undefined
  /** sessionCredentialFromConsole: the call was made with the console's own credentials. */
  readonly fromConsole: boolean
  /** addendum.reason, where the event was delivered late or again. */
  readonly addendum: string | undefined
  /** The whole record. */
  readonly record: Fields
}

export type Resource = {
  readonly arn: string | undefined
  readonly type: string | undefined
  readonly account: string | undefined
}

/**
 * Who acted, read from `userIdentity`. Everything is as CloudTrail wrote it; what it did not write is undefined.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export type Actor = {
  /** userIdentity.type; '' on AwsServiceEvent records, which carry none. */
  readonly type: string
  /** userName: an IAM user's name, a SAML or web identity's, or the account alias on Root. */
  readonly name: string | undefined
  readonly arn: string | undefined
  readonly account: string | undefined
  /** principalId up to the colon: AIDA…, AROA…, or an account id. */
  readonly uniqueId: string | undefined
  readonly keyId: string | undefined
  /** Chosen by whoever assumed the role: a claim, not a proof. */
  readonly sessionName: string | undefined
  /** The role whose session this is (sessionContext.sessionIssuer with type Role). */
  readonly role: Issuer | undefined
  /** Any other session issuer: the IAM user or root behind GetSessionToken, GetFederationToken. */
  readonly issuer: Issuer | undefined
  readonly mfa: boolean | undefined
  readonly sessionStart: Instant | undefined
  readonly sourceIdentity: string | undefined
  /** The Identity Center user. */
  readonly onBehalfOf: { readonly userId: string; readonly identityStoreArn: string | undefined } | undefined
  readonly invokedBy: string | undefined
  readonly identityProvider: string | undefined
}

export type Issuer = {
  readonly type: string
  readonly name: string | undefined
  readonly arn: string | undefined
  readonly account: string | undefined
  readonly uniqueId: string | undefined
}

/** A record that could not be read: counted and named, never dropped in silence. */
export type Unreadable = { readonly unreadable: string }
