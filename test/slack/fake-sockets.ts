import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { AddressInfo } from 'node:net'
import { ok, reply, startWebApi } from './fake-web-api.ts'

/** Socket Mode on loopback: gives each envelope to one open connection, and closes connections when a test says so. */
export async function startSockets() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/link/?ticket=fake`
  const api = await startWebApi((call, response) =>
    call.method === 'apps.connections.open' ? reply(response, { ok: true, url }) : ok(call, response),
  )
  const open: WebSocket[] = []
  const acks = new Map<string, unknown>()
  let opened = 0
  let doubleAcks = 0
  let turn = 0
  let most = 0
  server.on('connection', (socket) => {
    opened += 1
    most = Math.max(most, [...server.clients].filter((one) => one.readyState === one.OPEN).length)
    open.push(socket)
    socket.send(JSON.stringify({ type: 'hello', num_connections: open.length }))
    socket.on('close', () => drop(socket))
    socket.on('message', (data: Buffer) => {
      const ack = JSON.parse(data.toString()) as { envelope_id: string; payload: unknown }
      if (acks.has(ack.envelope_id)) doubleAcks += 1
      acks.set(ack.envelope_id, ack.payload)
    })
  })
  const drop = (socket: WebSocket) => {
    const at = open.indexOf(socket)
    if (at >= 0) open.splice(at, 1)
  }
  return {
    api,
    acks,
    count: () => ({ open: open.length, opened, most, doubleAcks }),
    async twoOpen(): Promise<void> {
      while (open.length < 2) await new Promise((resolve) => setTimeout(resolve, 2))
    },
    /** False where no connection is open: the person sees their command fail. */
    send(id: string, type: string, payload: object): boolean {
      turn += 1
      const socket = open[turn % Math.max(1, open.length)]
      if (socket === undefined) return false
      socket.send(JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: true }))
      return true
    },
    /**
     * Slack wants one connection replaced: no more envelopes go to it but those that follow at once, and it's closed soon
     * whatever the bot does.
     */
    refresh(following: readonly object[] = []): void {
      const socket = open[0]
      if (socket === undefined) return
      drop(socket)
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }))
      for (const envelope of following) socket.send(JSON.stringify(envelope))
      setTimeout(() => socket.terminate(), 500)
    },
    /** A connection breaks without a word. */
    cut(): void {
      const socket = open[0]
      if (socket === undefined) return
      drop(socket)
      socket.terminate()
    },
    async close() {
      for (const socket of server.clients) socket.terminate()
      await new Promise((resolve) => server.close(resolve))
      await api.close()
    },
  }
}
