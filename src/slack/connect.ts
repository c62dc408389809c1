import { App } from '@slack/bolt'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { HttpReceiver } from './http-receiver.ts'
import { type Door, listen } from './listen.ts'
import type { Pages } from './pages.ts'
import { sdkLogger } from './sdk-logger.ts'
import { SocketReceiver } from './socket-receiver.ts'

export type Road =
  | { readonly kind: 'socket'; readonly appToken: string; readonly apiUrl: string | undefined }
  | {
      readonly kind: 'http'
      readonly signingSecret: string
      readonly port: number
      readonly host: string
      /** For people, on the same port. */
      readonly pages?: Pages | undefined
    }

export type Listening = {
  /** The port that requests are taken on; undefined over Socket Mode. */
  readonly port: number | undefined
  /** Slack can reach us just now. */
  readonly isReached: () => boolean
  stop(): Promise<void>
}

/**
 * Opens the door: from now on what people ask goes into the queue, from every workspace that the app is installed in.
 * Resolves when Slack can reach us.
 */
export async function connectSlack(
  road: Road,
  door: Door,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<Listening> {
  const receiver =
    road.kind === 'socket' ? new SocketReceiver({ ...road, clock, log }) : new HttpReceiver({ ...road, clock, log })
  const app = new App({
    receiver,
    // Whose it is, and whether the bot is installed there, is found out where it's read: nothing is said with Bolt's own client.
    authorize: async () => ({}),
    logger: sdkLogger(log, 'bolt'),
    convoStore: false,
    clientOptions: { allowAbsoluteUrls: false, retryConfig: { retries: 0 } },
  })
  listen(app, door)
  const port = await receiver.start()
  return { port: port ?? undefined, isReached: () => receiver.isReached(), stop: () => receiver.stop() }
}
