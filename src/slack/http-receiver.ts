import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { App, Receiver } from '@slack/bolt'
import { answerRequest } from './answer-request.ts'
import type { Answering, SlackReply } from './answer-request.ts'
import { answerPage, type Pages } from './pages.ts'
import { readLimited } from './read-limited.ts'

export type HttpSettings = Answering & {
  readonly port: number
  readonly host: string
  readonly path?: string
  /** For people, on the same port. */
  readonly pages?: Pages | undefined
  /** Is the bot able to work? Told at GET /health. */
  readonly healthy?: () => boolean
  /** How long a request may take to arrive in full. */
  readonly arriveWithinMs?: number
}

const PATH = '/slack/events'
const BODY_LIMIT = 256 * 1024
const ARRIVE_WITHIN_MS = 5_000
const STOP_WITHIN_MS = 5_000

/** Takes what Slack sends over HTTP. Own, because Bolt's reads 4 MB and takes timestamps from the future. */
export class HttpReceiver implements Receiver {
  readonly #settings: HttpSettings
  readonly #server: Server
  #app: App | undefined

  constructor(settings: HttpSettings) {
    this.#settings = settings
    const arrive = settings.arriveWithinMs ?? ARRIVE_WITHIN_MS
    const limits = {
      requestTimeout: arrive,
      headersTimeout: arrive,
      connectionsCheckingInterval: Math.min(arrive, 1000),
    }
    this.#server = createServer({ ...limits, maxHeaderSize: 16 * 1024 }, (request, response) => {
      const { pages, log } = settings
      if (pages?.has(pathOf(request)) === true) {
        void answerPage(pages, request, response, log)
        return
      }
      this.#answer(request).then(
        (reply) => write(response, reply),
        (error: unknown) => {
          settings.log.error({ err: error }, 'a request could not be answered')
          write(response, { status: 500 })
        },
      )
    })
    this.#server.maxConnections = 500
  }

  init(app: App): void {
    this.#app = app
  }

  /** Resolves with the port when requests are taken. */
  start(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(this.#settings.port, this.#settings.host, () => {
        this.#server.off('error', reject)
        const address = this.#server.address()
        resolve(typeof address === 'object' && address !== null ? address.port : this.#settings.port)
      })
    })
  }

  /** Requests are taken. */
  isReached(): boolean {
    return this.#server.listening
  }

  /** Takes no more requests, and ends when those under way are answered. */
  stop(): Promise<void> {
    const cut = setTimeout(() => this.#server.closeAllConnections(), STOP_WITHIN_MS)
    return new Promise((resolve) => {
      this.#server.close(() => {
        clearTimeout(cut)
        resolve()
      })
      this.#server.closeIdleConnections()
    })
  }

  async #answer(request: IncomingMessage): Promise<SlackReply> {
    const path = pathOf(request)
    if (path === '/health') return this.#health(request)
    if (path !== (this.#settings.path ?? PATH)) return { status: 404 }
    if (request.method !== 'POST') return { status: 405 }
    const body = await readLimited(request, BODY_LIMIT)
    if (body === undefined) return { status: 413 }
    if (this.#app === undefined) return { status: 503 }
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    return answerRequest(this.#app, { headers, body }, this.#settings)
  }

  #health(request: IncomingMessage): SlackReply {
    if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405 }
    const healthy = this.#settings.healthy?.() ?? true
    return { status: healthy ? 200 : 503, type: 'application/json', body: JSON.stringify({ ok: healthy }) }
  }
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?')[0] ?? ''
}

function write(response: ServerResponse, reply: SlackReply): void {
  if (response.destroyed) return
  const type = reply.type === undefined ? {} : { 'content-type': reply.type }
  // What is left of a body that was too large isn't worth reading to its end.
  const close = reply.status === 413 ? { connection: 'close' } : {}
  response.writeHead(reply.status, { ...type, ...close }).end(reply.body)
}
