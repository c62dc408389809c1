import type { Gap, GapReason } from '../find/backend.ts'
import { AwsGap } from './aws-gap.ts'

/**
 * What an error of AWS means for an answer: a gap, with what to do where we know. Only what is recognised in its message is
 * repeated, as messages hold session names and encoded policies.
 */
export function gapOf(error: unknown, where: string): Gap {
  if (error instanceof AwsGap) return { reason: error.reason, where, detail: error.message, count: 1 }
  const [reason, detail] = tell(error)
  return { reason, where, detail, count: 1 }
}

/** AWS was asked too often. CloudTrail and Athena say so with HTTP 400, so that the status alone tells nothing. */
export function isThrottle(error: unknown): boolean {
  return THROTTLES.has(nameOf(error)) || statusOf(error) === 429
}

/** A policy does not allow it. */
export function isDenied(error: unknown): boolean {
  return DENIED.has(nameOf(error))
}

/** The credentials are too old; new ones will do. */
export function isExpired(error: unknown): boolean {
  return EXPIRED.has(nameOf(error))
}

/** It may work the next time: no connection, or something is down there. */
export function isTransient(error: unknown): boolean {
  return isUnreachable(error) || TRANSIENT.has(nameOf(error)) || statusOf(error) >= 500
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/CommonErrors.html, and what the services add to it. */
const THROTTLES = new Set([
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'RequestThrottled',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'SlowDown',
])
const EXPIRED = new Set(['ExpiredTokenException', 'ExpiredToken', 'RequestExpired', 'TokenRefreshRequired'])
const DENIED = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'UnauthorizedOperation',
  'NotAuthorized',
  'AuthorizationError',
])
const NO_ENTRY = new Set([
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'OptInRequired',
  'SubscriptionRequiredException',
  'AuthFailure',
])
const TRANSIENT = new Set([
  'InternalFailure',
  'InternalServerException',
  'InternalServerError',
  'ServiceUnavailable',
  'RequestTimeTooSkewed',
])
const UNREACHABLE =
  /^(ECONN(RESET|REFUSED|ABORTED)|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|ETIMEDOUT|UND_ERR_.*)$/

function tell(error: unknown): readonly [GapReason, string] {
  const name = nameOf(error)
  if (name === 'AbortError') return ['cancelled', 'The search was stopped.']
  if (isThrottle(error))
    return ['throttled', 'AWS went on answering that it was asked too often. Ask again in a minute, or about less.']
  if (isDenied(error)) return ['denied', sayDenied(messageOf(error))]
  if (NO_ENTRY.has(name))
    return ['denied', `AWS takes no credentials there (${name}). The Region may not be enabled for the account.`]
  if (name === 'CredentialsProviderError') return ['denied', 'The bot has no AWS credentials of its own to begin with.']
  if (isExpired(error)) return ['failed', 'The credentials had expired, and the new ones were not taken either.']
  if (name === 'TimeoutError') return ['unreachable', 'AWS did not answer in time.']
  if (isUnreachable(error)) return ['unreachable', `There was no connection (${codeOf(error) || name}).`]
  if (statusOf(error) >= 500) return ['failed', `AWS had an error of its own (${name}, HTTP ${statusOf(error)}).`]
  return ['failed', `AWS refused the request (${name}).`]
}

/** `User: ARN is not authorized to perform: ACTION … with an explicit deny in a service control policy`. */
function sayDenied(message: string): string {
  const action = /perform: ([a-z0-9-]+:[A-Za-z*]+)/.exec(message)?.[1]
  const role = /assumed-role\/([\w+=,.@-]{1,64})\//.exec(message)?.[1]
  const user = /:user\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]{1,64}) is not/.exec(message)?.[1]
  const who = role !== undefined ? `the role ${role}` : user === undefined ? 'the bot' : `the user ${user}`
  const what = action ?? 'this'
  const policy = /explicit deny in an? ([a-z -]{3,40} policy)/.exec(message)?.[1]
  if (policy !== undefined) return `A ${policy} denies ${what} to ${who}.`
  return action === undefined ? `AWS denies it to ${who}.` : `${capital(who)} lacks ${action}: allow it in its policy.`
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

function isUnreachable(error: unknown): boolean {
  return nameOf(error) === 'TimeoutError' || nameOf(error) === 'NetworkingError' || UNREACHABLE.test(codeOf(error))
}

function nameOf(error: unknown): string {
  return error instanceof Error && /^[\w.-]{1,80}$/.test(error.name) ? error.name : 'Error'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : ''
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function statusOf(error: unknown): number {
  if (!(error instanceof Error) || !('$metadata' in error)) return 0
  const { $metadata } = error
  const hasStatus = typeof $metadata === 'object' && $metadata !== null && 'httpStatusCode' in $metadata
  return hasStatus ? Number($metadata.httpStatusCode) : 0
}
