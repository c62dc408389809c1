import type { WebClient } from '@slack/web-api'
import type { Outbox, Posted, Sent } from '../job/ports.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Message } from '../message/message.ts'
import { makeEdits } from './edits.ts'
import { makeOncePosted } from './once-posted.ts'
import type { LookBack } from './once-posted.ts'
import { makePace, type Pace } from './pace.ts'
import { makePayload, plainPayload } from './payload.ts'
import type { Payload, Validate } from './payload.ts'
import { RESPONSE_ORIGINS } from './respond.ts'
import { send } from './send.ts'
import { makeUpload } from './upload.ts'
import { makeViews, type Views } from './views.ts'
import { makeWhisper } from './whisper.ts'

export type OutboxSettings = {
  readonly client: WebClient
  readonly clock: Clock
  readonly log: Log
  readonly validate: Validate
  /** How long one message may wait in all: rate limits, no connection. */
  readonly maxWaitMs?: number
  /** How long a response_url may take to answer. */
  readonly timeoutMs?: number
  /** Where a response_url may lead besides Slack's own hosts: the origin of a stand-in on this machine. */
  readonly responseOrigins?: readonly string[]
  /** The one that all messages of this process keep; its own where there is none other. */
  readonly pace?: Pace
  /** Looks whether a message whose fate is unknown is there after all. */
  readonly lookBack?: LookBack
}

export const POST_GAP_MS = 1_100
const EDIT_GAP_MS = 1_500
const MAX_WAIT_MS = 60_000
const TIMEOUT_MS = 10_000

/** Never unfurled, never parsed: nothing that an event holds becomes a link, a preview or a mention. */
const QUIET = { unfurl_links: false, unfurl_media: false } as const

/** The one road out to Slack. */
export function makeOutbox(settings: OutboxSettings): Outbox & { readonly openView: Views['open'] } {
  const { client, clock, log, validate, maxWaitMs = MAX_WAIT_MS } = settings
  const pace = settings.pace ?? makePace(clock, POST_GAP_MS)
  const once = makeOncePosted(settings.lookBack)

  const deliver = async (
    message: Message,
    repeatable: boolean,
    call: (payload: Payload) => Promise<Posted>,
  ): Promise<Sent> => {
    const options = { clock, maxWaitMs, repeatable }
    const payload = makePayload(message, validate, log)
    const first = await send(() => call(payload), options)
    if (!first.payloadRefused || payload.blocks === undefined) return said(first.sent)
    log.error({ sent: first.sent }, 'slack refused a message, sending its text alone')
    await clock.sleep(POST_GAP_MS)
    const second = await send(() => call(plainPayload(message)), options)
    return said(second.sent)
  }

  const post = (
    channel: string,
    thread: string | undefined,
    message: Message,
    key: string | undefined,
  ): Promise<Sent> =>
    pace(channel, () =>
      deliver(message, false, async (payload) => {
        const more = {
          ...(thread === undefined ? {} : { thread_ts: thread }),
          ...(key === undefined ? {} : { metadata: { event_type: 'whodid', event_payload: { key } } }),
        }
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's, not a window's
        const reply = await client.chat.postMessage({ channel, ...payload, ...QUIET, ...more })
        return readPosted(reply)
      }),
    )

  const edit = makeEdits(clock, EDIT_GAP_MS, (posted, message) =>
    deliver(message, true, async (payload) =>
      readPosted(await client.chat.update({ channel: posted.channel, ts: posted.ts, ...payload })),
    ),
  )

  const whisper = makeWhisper({
    log,
    timeoutMs: settings.timeoutMs ?? TIMEOUT_MS,
    origins: [...RESPONSE_ORIGINS, ...(settings.responseOrigins ?? [])],
    payload: (message) => makePayload(message, validate, log),
    ephemeral: (venue, person, message) =>
      deliver(message, false, async (payload) => {
        const thread = venue.thread === undefined ? {} : { thread_ts: venue.thread }
        const reply = await client.chat.postEphemeral({ channel: venue.channel, user: person, ...payload, ...thread })
        return readPosted({ channel: venue.channel, ts: reply.message_ts })
      }),
    direct: async (person, message) => {
      const opened = await send(
        async () => {
          const reply = await client.conversations.open({ users: person })
          return readPosted({ channel: reply.channel?.id, ts: 'none' })
        },
        { clock, maxWaitMs, repeatable: true },
      )
      return opened.sent.kind === 'posted'
        ? post(opened.sent.posted.channel, undefined, message, undefined)
        : opened.sent
    },
  })

  const views = makeViews(client, clock, log, maxWaitMs)
  const upload = makeUpload({ client, clock, log, maxWaitMs, origins: settings.responseOrigins ?? [] })

  return {
    openView: (trigger, view, onTop) => views.open(trigger, view, onTop),
    showView: (viewId, view) => views.show(viewId, view),
    showHome: (asker, view) => views.home(asker, view),
    upload: (venue, files, words, key) =>
      once(venue, key, () => pace(venue.channel, () => upload(venue, files, words, key))),
    post: (venue, message, key) => once(venue, key, () => post(venue.channel, venue.thread, message, key)),
    edit,
    whisper,
  }

  function said(sent: Sent): Sent {
    if (sent.kind !== 'posted') log.warn({ sent }, 'a message did not get through')
    return sent
  }
}

/** A reply without these is none that we can build on: the message may be there, and we don't know where. */
function readPosted(reply: { channel?: string | undefined; ts?: string | undefined }): Posted {
  if (typeof reply.channel !== 'string' || typeof reply.ts !== 'string') throw new Error('the reply names no message')
  return { channel: reply.channel, ts: reply.ts }
}
