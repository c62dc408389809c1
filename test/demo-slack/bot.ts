import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket } from 'ws'
import type { FakeSlack } from '../../demo/slack/start-slack.ts'
import { isJson, type Json } from '../../demo/slack/record.ts'
import { caller } from './caller.ts'

/** One connection of a bot that does only what its test says. */
export type SocketBot = {
  readonly heard: Json[]
  ack(envelope: unknown, payload?: Json): void
  readonly closed: Promise<void>
}

/** Connects as a Socket Mode client does. `hears` decides what to do with each message. */
export async function socketBot(
  slack: FakeSlack,
  hears: (message: Json, bot: SocketBot) => void = () => {},
): Promise<SocketBot> {
  const opened = await caller(slack)('apps.connections.open', {}, { token: slack.appToken })
  const socket = new WebSocket(String(opened.url))
  const bot: SocketBot = {
    heard: [],
    ack: (envelope, payload) =>
      socket.send(
        JSON.stringify(payload === undefined ? { envelope_id: envelope } : { envelope_id: envelope, payload }),
      ),
    closed: new Promise((resolve) => socket.on('close', () => resolve())),
  }
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('message', (data: Buffer) => {
      const message: unknown = JSON.parse(data.toString())
      if (!isJson(message)) return
      bot.heard.push(message)
      if (message.type === 'hello') resolve()
      if (message.type === 'disconnect') socket.close()
      hears(message, bot)
    })
  })
  return bot
}

/** A request as a bot over HTTP sees it. */
export type Seen = { readonly headers: IncomingHttpHeaders; readonly body: string }

/** Listens as a bot does, and answers what its test says: a status and a body, or never. */
export async function httpBot(
  slack: FakeSlack,
  answer: (seen: Seen) => { readonly status: number; readonly headers?: Record<string, string> } | undefined,
): Promise<{ readonly seen: Seen[]; close(): Promise<void> }> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => {
      const each = { headers: request.headers, body }
      seen.push(each)
      const reply = answer(each)
      if (reply !== undefined) response.writeHead(reply.status, reply.headers).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  slack.setRequestUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  return {
    seen,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
