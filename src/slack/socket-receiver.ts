import type { App, Receiver } from '@slack/bolt'
import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { classifyCode } from './classify.ts'
import { deliver } from './deliver.ts'
import { readEnvelope } from './read-envelope.ts'
import { SocketConnection } from './socket-connection.ts'
import type { SocketSettings } from './socket-connection.ts'

export type SocketReceiverSettings = SocketSettings & {
  readonly clock: Clock
  readonly log: Log
  /** How many connections are held at once; Slack gives each envelope to one of them. */
  readonly connections?: number
}

const CONNECTIONS = 2
const OTHERS_WITHIN_MS = 3_000
const BACKOFF_MS = [500, 1_000, 2_000, 5_000, 10_000, 30_000]

/**
 * Takes what Slack sends over Socket Mode, on two connections, each replaced before it closes: Slack closes every one
 * now and then, and a command that finds none open fails in front of the person who typed it.
 */
export class SocketReceiver implements Receiver {
  readonly #settings: SocketReceiverSettings
  readonly #standing = new Set<SocketConnection>()
  #holding: Promise<void>[] = []
  #stopped = false
  #stop: () => void = () => undefined
  readonly #stopping: Promise<void>
  #app: App | undefined

  constructor(settings: SocketReceiverSettings) {
    this.#settings = settings
    this.#stopping = new Promise((resolve) => {
      this.#stop = resolve
    })
  }

  init(app: App): void {
    this.#app = app
  }

  /**
   * Resolves when a connection stands, and the others too unless they take long. Rejects where Slack refuses the app
   * token; for anything else it goes on trying.
   */
  async start(): Promise<void> {
    const first = await this.#openAtLast(true)
    this.#holding.push(this.#hold(first))
    for (let slot = 1; slot < (this.#settings.connections ?? CONNECTIONS); slot += 1) {
      const opening = this.#openAtLast(false)
      this.#holding.push(opening.then((connection) => this.#hold(connection)))
      await Promise.race([opening, this.#settings.clock.sleep(OTHERS_WITHIN_MS)])
    }
  }

  /** A connection stands. */
  isReached(): boolean {
    return this.#standing.size > 0
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#stop()
    for (const connection of this.#standing) connection.close()
    await Promise.all(this.#holding)
  }

  /** Is there a connection over which Slack can reach us? */
  healthy(): boolean {
    return [...this.#standing].some((connection) => connection.websocket?.isActive() === true)
  }

  async #hold(first: SocketConnection | undefined): Promise<void> {
    let current = first
    while (current !== undefined) {
      const why = await current.ending
      if (this.#stopped) return
      this.#settings.log.info({ why }, 'a socket connection ends, opening its successor')
      const next = await this.#openAtLast(false)
      this.#standing.delete(current)
      current.handOver()
      current = next
    }
  }

  async #openAtLast(first: boolean): Promise<SocketConnection | undefined> {
    const { log, clock } = this.#settings
    for (let failures = 0; !this.#stopped; failures += 1) {
      const connection = new SocketConnection(this.#settings, log)
      connection.on('slack_event', (envelope: unknown) => void this.#take(connection, envelope))
      try {
        await connection.open()
        this.#standing.add(connection)
        if (this.#stopped) connection.close()
        return connection
      } catch (error) {
        if (first && isRefused(error)) throw error
        log.warn({ err: error }, 'a socket connection could not be opened, trying again')
        const wait = error instanceof WebAPIRateLimitedError ? error.retryAfter * 1000 : 0
        await Promise.race([clock.sleep(Math.max(wait, BACKOFF_MS[Math.min(failures, 5)] ?? 0)), this.#stopping])
      }
    }
    return undefined
  }

  async #take(from: SocketConnection, raw: unknown): Promise<void> {
    const { log } = this.#settings
    const envelope = readEnvelope(raw)
    if (envelope === undefined || this.#app === undefined) {
      log.warn({}, 'an envelope that could not be read was not taken')
      return
    }
    const delivery = await deliver(this.#app, envelope)
    if (delivery.kind === 'acked') return this.#answer(from, envelope.envelopeId, delivery.response)
    log.warn({ envelopeId: envelope.envelopeId, kind: delivery.kind }, 'an envelope was not acknowledged')
  }

  /** Over the connection it came on, or another one where that is gone by now. */
  async #answer(from: SocketConnection, envelopeId: string, response: unknown): Promise<void> {
    for (const connection of [from, ...this.#standing]) {
      if (await connection.answer(envelopeId, response)) return
    }
    this.#settings.log.warn({ envelopeId }, 'no connection to acknowledge an envelope on')
  }
}

function isRefused(error: unknown): boolean {
  if (!(error instanceof WebAPIPlatformError)) return false
  const meaning = classifyCode(error.data.error)
  return meaning.kind === 'unposted' && meaning.reason !== 'rate-limited'
}
