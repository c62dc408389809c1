import { SocketModeClient } from '@slack/socket-mode'
import type { ClientSettings } from './client.ts'
import { clientOptions } from './client.ts'
import type { Log } from '../lib/log.ts'
import { sdkLogger } from './sdk-logger.ts'

export type SocketSettings = Pick<ClientSettings, 'apiUrl' | 'timeoutMs'> & { readonly appToken: string }

/** How long an old connection is kept when no new one comes about. Slack itself closes it some ten seconds after its warning. */
const HANDOVER_MS = 8_000
const HELLO_WITHIN_MS = 15_000

/**
 * One connection to Slack, from opening to its end; never opened again. When Slack says that it's about to close it, it
 * goes on taking envelopes until its successor stands. The SDK's own client closes first and then waits five seconds.
 */
export class SocketConnection extends SocketModeClient {
  /** Resolves when a successor is wanted: Slack is about to close this one, or it's gone. */
  readonly ending: Promise<string>
  readonly #handover: Promise<void>
  #end: (why: string) => void = () => undefined
  #handOver: () => void = () => undefined

  constructor(settings: SocketSettings, log: Log) {
    super({
      appToken: settings.appToken,
      autoReconnectEnabled: false,
      logger: sdkLogger(log, 'socket-mode'),
      clientOptions: clientOptions(settings, log),
    })
    this.ending = new Promise((resolve) => {
      this.#end = resolve
    })
    this.#handover = new Promise((resolve) => {
      this.#handOver = resolve
    })
    this.once('disconnected', () => this.#end('closed'))
  }

  /** Resolves when Slack has said hello; rejects where it can't be reached or doesn't say it. */
  async open(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('Slack did not say hello')), HELLO_WITHIN_MS)
    })
    try {
      await Promise.race([this.start(), late])
    } catch (error) {
      this.close()
      throw error instanceof Error ? error : new Error('the connection was closed before it stood')
    } finally {
      clearTimeout(timer)
    }
  }

  /** A successor stands: this one may go. */
  handOver(): void {
    this.#handOver()
  }

  /** Closes it, without waiting for Slack to agree. */
  close(): void {
    this.#handOver()
    this.#end('closed')
    void this.disconnect()
  }

  /** Answers an envelope, also one that came over another connection. False where it could not be sent. */
  answer(envelopeId: string, payload: unknown): Promise<boolean> {
    const body = typeof payload === 'string' ? { text: payload } : (payload ?? {})
    return new Promise((resolve) => {
      if (this.websocket?.isActive() !== true) return resolve(false)
      this.websocket.send(JSON.stringify({ envelope_id: envelopeId, payload: body }), (error) =>
        resolve(error === undefined),
      )
    })
  }

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    const reason = isBinary || typeof data !== 'string' ? undefined : disconnectReason(data)
    if (reason !== undefined) {
      this.#end(reason)
      await Promise.race([this.#handover, new Promise((resolve) => setTimeout(resolve, HANDOVER_MS).unref())])
    }
    await super.onWebSocketMessage(data, isBinary)
  }
}

function disconnectReason(data: string): string | undefined {
  if (!data.includes('disconnect')) return undefined
  try {
    const message: unknown = JSON.parse(data)
    if (typeof message !== 'object' || message === null || !('type' in message) || message.type !== 'disconnect')
      return undefined
    return 'reason' in message && typeof message.reason === 'string' ? message.reason : 'disconnect'
  } catch {
    return undefined
  }
}
