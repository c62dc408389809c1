import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FakeSlack } from '../slack/start-slack.ts'
import { answerApi } from './answer-api.ts'
import { buildPage } from './build-page.ts'
import { makeFeed } from './feed.ts'
import { fromHere, hasToken, HEADERS } from './guard.ts'
import type { JumpingClock } from './jumping-clock.ts'
import { makeMemory, type Switch } from './memory.ts'
import { readApp } from './read-app.ts'
import { servePage } from './serve-page.ts'
import type { House } from './what-is-seen.ts'

export type ConsoleOptions = {
  readonly slack: FakeSlack
  /** The text of manifest.yml, or what is in it. */
  readonly manifest: unknown
  readonly port?: number
  /** The workspace's clock, where it can be put forward. */
  readonly clock?: JumpingClock
  /** More to switch on and off, beside Slack's own faults. */
  readonly switches?: readonly Switch[]
  /** What a newcomer may type. */
  readonly hints?: readonly string[]
  /** When the newest event happened that has reached the log files while one looks. */
  readonly newest?: () => number | undefined
}

export type Console = {
  /** Where to look, with the token that lets a page drive it. */
  readonly url: string
  close(): Promise<void>
}

/** Serves the page that looks and behaves like Slack, on loopback only. */
export async function startConsole(options: ConsoleOptions): Promise<Console> {
  const { slack, clock, hints = [], newest = () => undefined } = options
  const folder = await buildPage()
  const token = randomBytes(18).toString('base64url')
  const memory = makeMemory(slack, options.switches ?? [])
  const house: House = { slack, app: readApp(options.manifest), memory, clock, hints, newest }
  const feed = makeFeed(house)
  const off = slack.on('change', () => feed.changed())
  const offNews = onceInAWhile(newest, () => feed.changed())

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
    const { pathname } = new URL(request.url ?? '/', 'http://here')
    if (!fromHere(request, portOf())) return void response.writeHead(403).end()
    if (!pathname.startsWith('/api/')) return await servePage(folder, pathname, response)
    if (!hasToken(request, token)) return void response.writeHead(401).end()
    await answerApi(house, feed, request, response)
  }
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  const portOf = (): number => (server.address() as AddressInfo).port
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${portOf()}/?token=${token}`,
    async close() {
      off()
      offNews()
      feed.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const LOOK_MS = 1_000

/** Says when a value has become another; gives the way to stop. */
function onceInAWhile(read: () => unknown, changed: () => void): () => void {
  let last = read()
  const timer = setInterval(() => {
    const now = read()
    if (now !== last) changed()
    last = now
  }, LOOK_MS)
  return () => clearInterval(timer)
}
