import { type WebClient, WebAPIPlatformError } from '@slack/web-api'
import type { ChannelState } from '../job/owner-rights.ts'
import type { WatchSlack } from '../job/watch-ports.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { classify } from './classify.ts'

type State = Awaited<ReturnType<ChannelState>>
type Known = { until: number; readonly state: Promise<State> }

const MINUTE_MS = 60_000
/** A scope that is not there is hardly granted the next minute. */
const HOUR_MS = 60 * MINUTE_MS
/** A channel that would not take a message is tried again after so long, where Slack does not tell how it stands. */
const REFUSED_MS = 10 * MINUTE_MS
/** conversations.info may be called fifty times a minute: with many channels each is asked less often. */
const EACH_MS = 2_000

/**
 * How channels stand: as Slack says, where the optional scopes `channels:read` and `groups:read` are there, and as it
 * showed when a message was refused. Remembered for a minute, for longer where there are more than thirty.
 */
export function makeChannelState(client: WebClient, clock: Clock, log: Log) {
  const known = new Map<string, Known>()
  const refused = new Map<string, { readonly until: number; readonly state: State }>()

  const state: ChannelState = async (channel) => {
    // Slack tells nothing of direct messages without one more scope; they are never shared or archived.
    const told = /^[DUW]/.test(channel) ? 'cannot' : await remembered(channel)
    if (told !== 'cannot' && told !== 'fine') return told
    const before = refused.get(channel)
    if (before === undefined || before.until <= clock.now()) return told
    return told === 'fine' && before.state !== 'no-channel' ? told : before.state
  }

  function remembered(channel: string): Promise<State> {
    const before = known.get(channel)
    if (before !== undefined && before.until > clock.now()) return before.state
    const now = { until: clock.now() + Math.max(MINUTE_MS, known.size * EACH_MS), state: ask(channel) }
    known.set(channel, now)
    void keep(now)
    return now.state
  }

  async function keep(now: Known): Promise<void> {
    const state = await now.state
    if (state === 'cannot') now.until = clock.now() + HOUR_MS
    if (state === 'unknown') now.until = clock.now() + EACH_MS
  }

  async function ask(channel: string): Promise<State> {
    try {
      const { channel: said } = await client.conversations.info({ channel })
      if (said?.is_archived === true) return 'archived'
      if (said?.is_ext_shared === true) return 'shared'
      return said?.is_member === false ? 'not-in-channel' : 'fine'
    } catch (error) {
      const code = error instanceof WebAPIPlatformError ? error.data.error : undefined
      if (code === 'missing_scope' || code === 'not_allowed_token_type') return 'cannot'
      if (code === 'channel_not_found') return 'no-channel'
      log.warn({ sent: classify(error), channel }, 'slack did not say how a channel stands')
      return 'unknown'
    }
  }

  return { state, noticing }

  /** The same Slack; a channel that would not take a message is remembered. */
  function noticing(slack: WatchSlack): WatchSlack {
    return {
      ...slack,
      async post(to, message, key) {
        const sent = await slack.post(to, message, key)
        const reason = sent.kind === 'unposted' ? lostOf(sent.reason) : undefined
        if (reason !== undefined) refused.set(to.channel, { until: clock.now() + REFUSED_MS, state: reason })
        else if (sent.kind === 'posted') refused.delete(to.channel)
        return sent
      },
    }
  }
}

function lostOf(reason: string): State | undefined {
  switch (reason) {
    case 'not-in-channel':
    case 'archived':
    case 'no-channel':
      return reason
    case 'restricted':
      return 'no-channel'
    default:
      return undefined
  }
}
