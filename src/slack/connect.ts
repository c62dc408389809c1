import { App } from '@slack/bolt'
import type { Front } from '../job/front.ts'
import type { Outbox, People, Queue } from '../job/ports.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { HttpReceiver } from './http-receiver.ts'
import { listen } from './listen.ts'
import type { Validate } from './payload.ts'
import { sdkLogger } from './sdk-logger.ts'
import { SocketReceiver } from './socket-receiver.ts'
import { openWebApi, type SlackOfWatches, type WebApiSettings } from './web-api.ts'
import { whoAmI } from './who-am-i.ts'

export type SlackSettings = WebApiSettings & {
  readonly road:
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string; readonly port: number; readonly host: string }
}

export type Slack = {
  readonly outbox: Outbox
  readonly people: People
  readonly watching: SlackOfWatches
  readonly bot: { readonly userId: string; readonly botId: string; readonly team: string }
  /** Opens the door: from now on what people ask goes into the queue. Resolves when Slack can reach us. */
  listen(queue: Queue, front: Front): Promise<Listening>
}

export type Listening = {
  /** The port that requests are taken on; undefined over Socket Mode. */
  readonly port: number | undefined
  /** Slack can reach us just now. */
  readonly isReached: () => boolean
  stop(): Promise<void>
}

/** Both roads of Slack, out and in, over one token. Rejects where Slack refuses the token. */
export async function connectSlack(
  settings: SlackSettings,
  { clock, log, validate }: { readonly clock: Clock; readonly log: Log; readonly validate: Validate },
): Promise<Slack> {
  const { botToken, apiUrl, road } = settings
  const { client, outbox, people, watching } = openWebApi(settings, { clock, log, validate })
  const bot = await whoAmI(client, clock, log)
  return {
    outbox,
    people,
    bot,
    watching,
    async listen(queue, front) {
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
      listen(app, { queue, clock, log, botUserId: bot.userId, tell, openView: outbox.openView, front })
      const port = await receiver.start()
      return { port: port ?? undefined, isReached: () => receiver.isReached(), stop: () => receiver.stop() }
    },
  }
}
