import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Log } from '../lib/log.ts'
import { openServer, type OpenServer } from '../lib/open-server.ts'

/** A request of a browser, whichever way it came. */
export type PageRequest = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  /** The header, as it came. */
  readonly cookie: string | undefined
}

export type PageReply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Pages for people, beside what Slack sends. */
export type Pages = {
  /** Is this one of them? */
  has(path: string): boolean
  answer(request: PageRequest): Promise<PageReply>
}

const ARRIVE_WITHIN_MS = 5_000
const OUT_OF_ORDER: PageReply = { status: 500, headers: { 'cache-control': 'no-store' }, body: '' }

/** Answers a request whose body, if it has one, is of no interest. */
export async function answerPage(
  pages: Pages,
  request: IncomingMessage,
  response: ServerResponse,
  log: Log,
): Promise<void> {
  request.resume()
  const [path = '/', ...query] = (request.url ?? '/').split('?')
  const { method = 'GET', headers } = request
  const asked = { method, path, query: new URLSearchParams(query.join('?')), cookie: headers.cookie }
  const reply = await pages.answer(asked).catch((error: unknown) => {
    log.error({ err: error }, 'a page could not be answered')
    return OUT_OF_ORDER
  })
  if (!response.destroyed) response.writeHead(reply.status, reply.headers).end(method === 'HEAD' ? '' : reply.body)
}

/** A small server for pages alone, where Slack itself is reached over Socket Mode. Rejects where the port is taken. */
export async function servePages(
  pages: Pages,
  { port, host, log }: { readonly port: number; readonly host: string; readonly log: Log },
): Promise<OpenServer> {
  const limits = { requestTimeout: ARRIVE_WITHIN_MS, headersTimeout: ARRIVE_WITHIN_MS, maxHeaderSize: 16 * 1024 }
  const server = createServer(limits, (request, response) => void answerPage(pages, request, response, log))
  server.maxConnections = 100
  return openServer(server, { port, host })
}
