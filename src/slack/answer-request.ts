import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { within } from '../lib/within.ts'
import { deliver } from './deliver.ts'
import type { Delivery, Processing } from './deliver.ts'
import { readBody } from './read-body.ts'
import { isFromSlack } from './verify-signature.ts'

/** A request as it came, on whatever server; header names in lower case. */
export type SlackRequest = {
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
}

export type SlackReply = { readonly status: number; readonly type?: string; readonly body?: string }

export type Answering = {
  readonly signingSecret: string
  readonly clock: Clock
  readonly log: Log
  /** How long the app may take to acknowledge; Slack itself gives up after three seconds. */
  readonly ackWithinMs?: number
}

const ACK_WITHIN_MS = 2_900

/** Verifies, then reads, then gives to the app. Says nothing to whoever isn't Slack. */
export async function answerRequest(app: Processing, request: SlackRequest, answering: Answering): Promise<SlackReply> {
  const { headers, body } = request
  const signed = { body, timestamp: headers['x-slack-request-timestamp'], signature: headers['x-slack-signature'] }
  if (!isFromSlack(signed, answering.signingSecret, answering.clock.now())) return { status: 401 }
  const payload = readBody(body, headers['content-type'])
  if (payload === undefined) return { status: 400 }
  if (payload.ssl_check === '1') return { status: 200 }
  if (payload.type === 'url_verification') {
    return { status: 200, type: 'application/json', body: JSON.stringify({ challenge: payload.challenge }) }
  }
  const retry = headers['x-slack-retry-num']
  const delivering = deliver(app, {
    body: payload,
    retryNum: retry === undefined ? undefined : Number(retry),
    retryReason: headers['x-slack-retry-reason'],
  })
  return sayDelivery(await within(delivering, answering.ackWithinMs ?? ACK_WITHIN_MS), answering.log)
}

function sayDelivery(delivery: Delivery | undefined, log: Log): SlackReply {
  if (delivery === undefined) {
    log.error({}, 'a request was not acknowledged in time')
    return { status: 503 }
  }
  if (delivery.kind === 'failed') return { status: 500 }
  if (delivery.kind === 'unhandled') return { status: 404 }
  const { response } = delivery
  if (response === undefined || response === '') return { status: 200 }
  if (typeof response === 'string') return { status: 200, type: 'text/plain; charset=utf-8', body: response }
  return { status: 200, type: 'application/json; charset=utf-8', body: JSON.stringify(response) }
}
