import type { WebClient } from '@slack/web-api'
import type { ChannelState } from '../job/owner-rights.ts'
import type { People } from '../job/ports.ts'
import type { WatchSlack } from '../job/watch-ports.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { makeChannelState } from './channel-state.ts'
import { makeClient } from './client.ts'
import { makeOutbox, POST_GAP_MS } from './outbox.ts'
import { makePace, type Pace } from './pace.ts'
import type { Validate } from './payload.ts'
import { makePeople } from './people.ts'
import { makeWatchSlack } from './watch-slack.ts'

export type WebApiSettings = {
  readonly botToken: string
  /** The workspace, where the token is that of a whole organization. */
  readonly teamId?: string | undefined
  /** Where Slack's Web API is, if not at slack.com. */
  readonly apiUrl?: string | undefined
  /** Where a response_url may lead besides Slack's own hosts. */
  readonly responseOrigins?: readonly string[]
  /** How long one message may wait for Slack in all. */
  readonly maxWaitMs?: number
}

/** What watches need of Slack: people and channels as they are now, for rights are asked for at every telling. */
export type SlackOfWatches = {
  readonly slack: WatchSlack
  readonly channel: ChannelState
  readonly people: People
}

export type WebApi = {
  readonly client: WebClient
  readonly outbox: ReturnType<typeof makeOutbox>
  readonly people: People
  readonly watching: SlackOfWatches
}

const FRESH_MS = 60_000

export type WebApiOutside = {
  readonly clock: Clock
  readonly log: Log
  readonly validate: Validate
  /** The pace of the workspace, where it had another token before; its own where it is left out. */
  readonly pace?: Pace
  /** Told after each call whether Slack refused the token itself. */
  readonly onCall?: (tokenRefused: boolean) => void
}

/** The roads out to Slack over one token. Nothing is asked of Slack before there is something to say. */
export function openWebApi(settings: WebApiSettings, { clock, log, validate, ...more }: WebApiOutside): WebApi {
  const { botToken: token, apiUrl, teamId } = settings
  const client = makeClient({ token, apiUrl, teamId, onCall: more.onCall }, log)
  const pace = more.pace ?? makePace(clock, POST_GAP_MS)
  const channels = makeChannelState(client, clock, log)
  const outbox = makeOutbox({
    client,
    clock,
    log,
    validate,
    pace,
    ...(settings.maxWaitMs === undefined ? {} : { maxWaitMs: settings.maxWaitMs }),
    ...(settings.responseOrigins === undefined ? {} : { responseOrigins: settings.responseOrigins }),
  })
  return {
    client,
    outbox,
    people: makePeople(client, clock, log),
    watching: {
      slack: channels.noticing(makeWatchSlack({ client, clock, log, validate, pace })),
      channel: channels.state,
      people: makePeople(client, clock, log, FRESH_MS),
    },
  }
}
