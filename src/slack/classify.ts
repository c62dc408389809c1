import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import type { Sent, UnpostedReason } from '../job/ports.ts'
import { neverReached } from './never-reached.ts'

/** Anything but success. */
export type Unsent = Exclude<Sent, { kind: 'posted' }>

/**
 * Slack's error codes by what they mean for a message. A code that isn't listed is a refusal.
 * https://docs.slack.dev/reference/methods/chat.postMessage#errors
 */
const REASONS: Readonly<Record<string, UnpostedReason>> = {
  not_in_channel: 'not-in-channel',
  is_archived: 'archived',
  channel_not_found: 'no-channel',
  user_not_found: 'no-channel',
  user_not_in_channel: 'restricted',
  cannot_dm_bot: 'restricted',
  user_disabled: 'restricted',
  ekm_access_denied: 'restricted',
  messages_tab_disabled: 'restricted',
  restricted_action: 'restricted',
  restricted_action_read_only_channel: 'restricted',
  restricted_action_thread_only_channel: 'restricted',
  restricted_action_non_threadable_channel: 'restricted',
  restricted_action_thread_locked: 'restricted',
  slack_connect_file_link_sharing_blocked: 'restricted',
  ratelimited: 'rate-limited',
  rate_limited: 'rate-limited',
  message_limit_exceeded: 'rate-limited',
  missing_scope: 'no-rights',
  no_permission: 'no-rights',
  not_allowed_token_type: 'no-rights',
  access_denied: 'no-rights',
  team_access_not_granted: 'no-rights',
  invalid_auth: 'app-dead',
  not_authed: 'app-dead',
  account_inactive: 'app-dead',
  token_revoked: 'app-dead',
  token_expired: 'app-dead',
  org_login_required: 'app-dead',
  used_url: 'expired',
  expired_url: 'expired',
}

/** Slack says of these that "some aspect of the operation" may have succeeded. */
const AMBIGUOUS = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable', 'accesslimited'])

const PAYLOAD_REFUSALS = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'block_mismatch',
  'invalid_attachments',
  'no_text',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'metadata_too_large',
  'metadata_must_be_sent_from_app',
])

/** Was the message refused for what it holds? Then plain text may still get through. */
export function isPayloadRefusal(error: unknown): boolean {
  return error instanceof WebAPIPlatformError && PAYLOAD_REFUSALS.has(error.data.error)
}

/** Says of a failed call whether Slack has the message. Where that can't be known it is `unknown`, never a guess. */
export function classify(error: unknown): Unsent {
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'unposted', reason: 'rate-limited', detail: error.message, retryAfterMs: error.retryAfter * 1000 }
  }
  if (error instanceof WebAPIPlatformError) return classifyCode(error.data.error, needed(error))
  if (error instanceof WebAPIHTTPError) return classifyStatus(error.statusCode)
  if (error instanceof WebAPIRequestError && neverReached(error.original)) {
    return { kind: 'unposted', reason: 'unreachable', detail: error.message }
  }
  return { kind: 'unknown', detail: error instanceof Error ? error.message : String(error) }
}

/** What an error code means. A cut reply reaches us with its own text as its "code", though the message may be posted. */
export function classifyCode(code: unknown, more = ''): Unsent {
  if (typeof code !== 'string' || !/^[a-z][a-z0-9_]{2,80}$/.test(code)) {
    return { kind: 'unknown', detail: 'the reply could not be read' }
  }
  if (AMBIGUOUS.has(code)) return { kind: 'unknown', detail: code }
  return { kind: 'unposted', reason: REASONS[code] ?? 'refused', detail: `${code}${more}` }
}

/** What an HTTP status other than 200 and 429 means: below 500 it was turned away, from 500 up anything may have happened. */
export function classifyStatus(status: number): Unsent {
  if (status >= 400 && status < 500 && status !== 408) {
    return { kind: 'unposted', reason: 'refused', detail: `HTTP ${status}` }
  }
  return { kind: 'unknown', detail: `HTTP ${status}` }
}

function needed(error: WebAPIPlatformError): string {
  const scope = 'needed' in error.data ? error.data.needed : undefined
  return typeof scope === 'string' ? ` (needs ${scope})` : ''
}
