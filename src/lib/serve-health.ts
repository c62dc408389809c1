import { createServer } from 'node:http'
import { openServer, type OpenServer } from './open-server.ts'
import { within } from './within.ts'

export type HealthSettings = {
  readonly port: number
  readonly host: string
  /** What keeps the bot from taking questions: a few fixed words each, none of them a name. Empty where nothing does. */
  readonly missing: () => Promise<readonly string[]>
}

/** A probe that waits longer than this has its answer. */
const KNOWN_WITHIN_MS = 2_000

/**
 * `/health`: this process lives, and should be ended where it does not say so. `/ready`: it takes questions. Two different
 * things: a bot whose store is away must not be restarted again and again. Rejects where the port is taken.
 */
export async function serveHealth({ port, host, missing }: HealthSettings): Promise<OpenServer> {
  const server = createServer((request, response) => {
    const say = (status: number, said: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said))
    request.resume()
    if (request.method !== 'GET' && request.method !== 'HEAD') return say(405, { ok: false })
    if (request.url === '/health') return say(200, { ok: true })
    if (request.url !== '/ready') return say(404, { ok: false })
    return void within(missing(), KNOWN_WITHIN_MS).then(
      (what = ['an answer in time']) => say(what.length === 0 ? 200 : 503, { ok: what.length === 0, missing: what }),
      () => say(503, { ok: false, missing: ['an answer'] }),
    )
  })
  server.maxConnections = 50
  server.requestTimeout = 5_000
  return openServer(server, { port, host })
}
