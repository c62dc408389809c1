import type { WebClient } from '@slack/web-api'
import type { Posted, Sent } from '../job/ports.ts'
import type { TellTo, WatchSlack } from '../job/watch-ports.ts'
import type { Clock } from '../lib/clock.ts'
import type { Instant } from '../lib/instant.ts'
import type { Log } from '../lib/log.ts'
import type { Message } from '../message/message.ts'
import type { Pace } from './pace.ts'
import { makePayload, plainPayload, type Payload, type Validate } from './payload.ts'
import { send } from './send.ts'

type Outside = {
  readonly client: WebClient
  readonly clock: Clock
  readonly log: Log
  readonly validate: Validate
  /** The one that all messages of this process keep. */
  readonly pace: Pace
}

type Calling = Pick<Outside, 'client' | 'clock'>

/** A message that had to wait longer than this for its turn is not sent: whoever looks for it may have given it up. */
const LONGEST_WAIT_MS = 20_000

const QUIET = { unfurl_links: false, unfurl_media: false } as const

/**
 * Slack, as far as watches speak to it: everything is tried once, and nothing is said of a message but what is known of it.
 * When to try again is for the watches to decide, who keep what they do.
 */
export function makeWatchSlack({ client, clock, log, validate, pace }: Outside): WatchSlack {
  return { post, edit, lookBack: (to, key, from) => lookBack({ client, clock }, log, to, key, from) }

  async function post(to: TellTo, message: Message, key: string): Promise<Sent> {
    const opened = await channelOf({ client, clock }, to.channel)
    if (typeof opened !== 'string') return opened
    const asked = clock.now()
    return pace(opened, async () => {
      const late = clock.now() - asked > LONGEST_WAIT_MS
      return late ? NOT_SENT : once(makePayload(message, validate, log))
    })

    async function once(payload: Payload): Promise<Sent> {
      const first = await tried(() => postTo({ ...to, channel: opened as string }, payload, key))
      if (!first.payloadRefused || payload.blocks === undefined) return first.sent
      log.error({ sent: first.sent }, 'slack refused a message of a watch, sending its text alone')
      return (await tried(() => postTo({ ...to, channel: opened as string }, plainPayload(message), key))).sent
    }
  }

  /** A reply that is loud is shown in the channel too. https://docs.slack.dev/reference/methods/chat.postMessage */
  async function postTo({ channel, thread, loud }: TellTo, payload: Payload, key: string): Promise<Posted> {
    const more =
      thread === undefined ? {} : { thread_ts: thread, ...(loud === true && { reply_broadcast: true as const }) }
    const metadata = { event_type: 'whodid', event_payload: { key } }
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's, not a window's
    const reply = await client.chat.postMessage({ channel, ...payload, ...QUIET, ...more, metadata })
    return { channel, ts: tsOf(reply) }
  }

  async function edit({ channel, ts }: Posted, message: Message): Promise<Sent> {
    const payload = makePayload(message, validate, log)
    const edited = await tried(async () => ({
      channel,
      ts: tsOf(await client.chat.update({ channel, ts, ...payload })),
    }))
    return edited.sent
  }

  function tried(call: () => Promise<Posted>) {
    return send(call, { clock, maxWaitMs: 0, repeatable: false })
  }
}

const NOT_SENT: Sent = { kind: 'unposted', reason: 'rate-limited', detail: 'waited too long for its turn' }

/** A reply without it says nothing: the message may be there. */
function tsOf({ ts }: { readonly ts?: string | undefined }): string {
  if (typeof ts !== 'string') throw new Error('the reply names no message')
  return ts
}

/** Where messages to a person go: their direct messages. */
async function channelOf({ client, clock }: Calling, to: string): Promise<string | Exclude<Sent, { kind: 'posted' }>> {
  if (!/^[UW]/.test(to)) return to
  const { sent } = await send(
    async () => {
      const { channel } = await client.conversations.open({ users: to })
      if (typeof channel?.id !== 'string') throw new Error('the reply names no channel')
      return { channel: channel.id, ts: '' }
    },
    { clock, maxWaitMs: 0, repeatable: false },
  )
  if (sent.kind === 'posted') return sent.posted.channel
  // Nothing was posted yet, whatever became of the opening.
  return sent.kind === 'unknown' ? { kind: 'unposted', reason: 'unreachable', detail: sent.detail } : sent
}

const PAGE = 200
const MOST_PAGES = 10

/**
 * Looks for the key in what was posted since. Where the bot may not read the channel, or Slack does not answer, nobody
 * knows. https://docs.slack.dev/messaging/message-metadata
 */
async function lookBack(
  outside: Calling,
  log: Log,
  to: TellTo,
  key: string,
  from: Instant,
): Promise<Posted | 'absent' | 'cannot'> {
  const { client } = outside
  const channel = await channelOf(outside, to.channel)
  if (typeof channel !== 'string') return 'cannot'
  const within = {
    channel,
    oldest: (from / 1_000).toFixed(6),
    inclusive: true,
    limit: PAGE,
    include_all_metadata: true,
  }
  try {
    let cursor: string | undefined
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const options = { ...within, ...(cursor !== undefined && { cursor }) }
      const reply =
        to.thread === undefined
          ? await client.conversations.history(options)
          : await client.conversations.replies({ ...options, ts: to.thread })
      for (const { ts, metadata } of reply.messages ?? []) {
        if (ts !== undefined && keyOf(metadata) === key) return { channel, ts }
      }
      cursor = reply.response_metadata?.next_cursor
      if (reply.has_more !== true || !cursor) return 'absent'
    }
    return 'cannot'
  } catch (error) {
    log.warn({ err: error, channel }, 'slack did not show whether a message of a watch was posted')
    return 'cannot'
  }
}

function keyOf(metadata: { readonly event_type?: string; readonly event_payload?: object } | undefined): unknown {
  if (metadata?.event_type !== 'whodid') return undefined
  const payload = metadata.event_payload ?? {}
  return 'key' in payload ? payload.key : undefined
}
