import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../../demo/slack/clock.ts'
import { type FakeSlack, startSlack } from '../../demo/slack/start-slack.ts'
import type { Member } from './start-many.ts'

const EVENTS = '      - app_home_opened\n'
const ENDS = '      - app_uninstalled\n      - tokens_revoked\n'

/**
 * Two workspaces of one Slack, with one app: each its own fake, and in front of both one Web API that goes by the token. Over
 * Socket Mode each has one of the bot's connections; Slack may send anything over any.
 */
export async function startTwoSlacks(transport: 'socket' | 'http', members: readonly Member[], clock: Clock) {
  const source = await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8')
  const manifest = source.replace(EVENTS, EVENTS + ENDS)
  const slacks: readonly FakeSlack[] = await Promise.all(
    members.map(({ workspace: { team: id, enterprise }, token: botToken }, seed) => {
      const team = { id, enterprise, name: id, domain: id.toLowerCase() }
      return startSlack({ manifest, transport, clock, seed: seed + 1, team, botToken, rateLimits: false })
    }),
  )
  let turn = 0
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    const own = slacks.find(({ botToken }) => botToken === token) ?? slacks[(turn += 1) % slacks.length]
    const headers = { authorization: `Bearer ${token}`, 'content-type': request.headers['content-type'] ?? '' }
    const reply = await fetch(`${own?.url}${request.url}`, { method: 'POST', headers, body: Buffer.concat(chunks) })
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(await reply.text())
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    slacks,
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await Promise.all(slacks.map((slack) => slack.close()))
    },
  }
}
