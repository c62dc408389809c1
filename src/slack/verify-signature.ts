import { createHmac, createHash, timingSafeEqual } from 'node:crypto'
import type { Instant } from '../lib/instant.ts'

const WINDOW_S = 300

export type Signed = {
  readonly body: Uint8Array
  readonly timestamp: string | undefined
  readonly signature: string | undefined
}

/**
 * Is this from Slack, and from now? Looks at the bytes as they came, before anything reads them.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function isFromSlack(signed: Signed, secret: string, now: Instant): boolean {
  const { body, timestamp, signature } = signed
  if (secret === '' || timestamp === undefined || signature === undefined) return false
  if (!/^\d{10}$/.test(timestamp) || Math.abs(now / 1000 - Number(timestamp)) > WINDOW_S) return false
  const expected = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`
  return timingSafeEqual(digest(expected), digest(signature))
}

/** Digests have one length, whatever was sent, so that comparing them takes one time. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
