import { App } from '@slack/bolt'
import type { Outbox, People, Queue } from '../job/ports.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { makeClient } from './client.ts'
import { HttpReceiver } from './http-receiver.ts'
import { listen } from './listen.ts'
import { makeOutbox } from './outbox.ts'
import type { Validate } from './payload.ts'
import { makePeople } from './people.ts'
import { sdkLogger } from './sdk-logger.ts'
import { SocketReceiver } from './socket-receiver.ts'
import { whoAmI } from './who-am-i.ts'

export type SlackSettings = {
  readonly botToken: string
  /** Where Slack's Web API is, if not at slack.com. */
  readonly apiUrl?: string | undefined
  /** Where a response_url may lead besides Slack's own hosts. */
  readonly responseOrigins?: readonly string[]
  /** How long one message may wait for Slack in all. */
  readonly maxWaitMs?: number
  readonly road:
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string; readonly port: number; readonly host: string }
}

export type Slack = {
  readonly outbox: Outbox
  readonly people: People
  readonly bot: { readonly userId: string; readonly botId: string; readonly team: string }
  /** Opens the door: from now on what people ask goes into the queue. Resolves when Slack can reach us. */
  listen(queue: Queue): Promise<Listening>
}

export type Listening = {
  /** The port that requests are taken on; undefined over Socket Mode. */
  readonly port: number | undefined
  stop(): Promise<void>
}

/** Both roads of Slack, out and in, over one token. Rejects where Slack refuses the token. */
export async function connectSlack(
  settings: SlackSettings,
  { clock, log, validate }: { readonly clock: Clock; readonly log: Log; readonly validate: Validate },
): Promise<Slack> {
  const { botToken, apiUrl, road } = settings
  const client = makeClient({ token: botToken, apiUrl }, log)
  const bot = await whoAmI(client, clock, log)
  const outbox = makeOutbox({
    client,
    clock,
    log,
    validate,
    ...(settings.maxWaitMs === undefined ? {} : { maxWaitMs: settings.maxWaitMs }),
    ...(settings.responseOrigins === undefined ? {} : { responseOrigins: settings.responseOrigins }),
  })
  return {
    outbox,
    people: makePeople(client, clock, log),
    bot,
    async listen(queue) {
      const receiver =
        road.kind === 'socket'
          ? new SocketReceiver({ appToken: road.appToken, apiUrl, clock, log })
          : new HttpReceiver({ ...road, clock, log })
      const app = new App({
        receiver,
        authorize: async () => ({ botToken, botId: bot.botId, botUserId: bot.userId }),
        logger: sdkLogger(log, 'bolt'),
        convoStore: false,
        clientOptions: { allowAbsoluteUrls: false, retryConfig: { retries: 0 } },
      })
      const tell = (job: Parameters<Queue['put']>[0], text: string) =>
        outbox.whisper(job.venue, job.asker, { text, blocks: [] })
      listen(app, { queue, clock, log, botUserId: bot.userId, tell })
      const port = await receiver.start()
      return { port: port ?? undefined, stop: () => receiver.stop() }
    },
  }
}
