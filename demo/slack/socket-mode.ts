import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Answer, Inbound, Transport } from './deliver.ts'
import type { Exchange } from './exchanges.ts'
import { APP_ID } from './people.ts'
import { isJson, type Json } from './record.ts'
import type { Workspace } from './workspace.ts'

const MOST_CONNECTIONS = 10
const PING_MS = 10_000
/** How long a connection may take to say goodbye when this Slack closes. */
const CLOSE_MS = 300
const TYPES = {
  command: 'slash_commands',
  interactive: 'interactive',
  options: 'interactive',
  event: 'events_api',
} as const

type Connection = { readonly id: string; readonly socket: WebSocket; leaving: boolean }
type Pending = {
  readonly inbound: Inbound
  readonly exchange: Exchange
  readonly resolve: (answer: Answer) => void
  on?: Connection
  acked: boolean
}

/** The bot's Socket Mode connections. */
export type Sockets = {
  readonly transport: Transport
  /** How many can take an envelope now. */
  count(): number
  /** Says on the oldest (or every) connection that it will go soon, or goes now; no more envelopes are sent on it. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled', which?: 'oldest' | 'all'): void
  /** Cuts the oldest (or every) connection without a word. */
  cut(which?: 'oldest' | 'all'): void
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

/**
 * Slack's side of Socket Mode. An envelope goes to any one connection; one whose connection goes before it is
 * acknowledged is sent again on another, and waits for the next where there is none.
 */
export function makeSockets(workspace: Workspace): Sockets {
  const server = new WebSocketServer({ noServer: true })
  const open: Connection[] = []
  const pending = new Map<string, Pending[]>()
  const sent = new Map<string, { sends: number; acks: number; late: boolean }>()
  let turn = 0

  const usable = (): readonly Connection[] =>
    open.filter((each) => !each.leaving && each.socket.readyState === each.socket.OPEN)
  const chosen = (which: 'oldest' | 'all'): readonly Connection[] => (which === 'all' ? [...open] : open.slice(0, 1))

  function push(waiting: Pending): void {
    const ready = usable()
    const connection = ready[turn++ % Math.max(1, ready.length)]
    if (connection === undefined) return
    const { inbound } = waiting
    const attempt = inbound.retry?.attempt ?? 0
    waiting.on = connection
    waiting.exchange.connection = connection.id
    const record = sent.get(inbound.envelope) ?? { sends: 0, acks: 0, late: false }
    sent.set(inbound.envelope, { ...record, sends: record.sends + 1, late: false })
    connection.socket.send(
      JSON.stringify({
        envelope_id: inbound.envelope,
        type: TYPES[inbound.kind],
        payload: inbound.payload,
        accepts_response_payload: inbound.kind !== 'event',
        ...(inbound.kind === 'event' ? { retry_attempt: attempt, retry_reason: inbound.retry?.reason ?? '' } : {}),
      }),
    )
  }

  function heard(data: unknown): void {
    const message = readAck(data)
    const record = message === undefined ? undefined : sent.get(message.envelope)
    if (message === undefined || record === undefined) {
      workspace.log.problem('bad-argument', 'an acknowledgement of no envelope')
      return
    }
    record.acks++
    if (record.acks > record.sends) workspace.log.problem('double-ack', message.envelope)
    if (record.late) workspace.log.problem('late-ack', message.envelope)
    const waiting = pending.get(message.envelope)?.shift()
    if (waiting === undefined) return
    waiting.acked = true
    waiting.resolve({ kind: 'acked', body: message.payload })
  }

  function gone(connection: Connection): void {
    open.splice(open.indexOf(connection), 1)
    workspace.changed({ kind: 'socket' })
    for (const waiting of [...pending.values()].flat()) if (waiting.on === connection) push(waiting)
  }

  function connected(socket: WebSocket): void {
    const connection: Connection = { id: workspace.ids.next('socket'), socket, leaving: false }
    open.push(connection)
    const ping = setInterval(() => socket.ping(), PING_MS).unref()
    socket.on('message', (data) => heard(data))
    socket.on('close', () => {
      clearInterval(ping)
      gone(connection)
    })
    socket.on('error', () => socket.terminate())
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: open.length,
        debug_info: { host: 'fake-applink', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: APP_ID },
      }),
    )
    workspace.changed({ kind: 'socket' })
    for (const waiting of [...pending.values()].flat())
      if (waiting.on === undefined || !open.includes(waiting.on)) push(waiting)
  }

  return {
    transport: (inbound, exchange, signal) =>
      new Promise((resolve) => {
        if (open.length === 0) {
          resolve({ kind: 'unreachable' })
          return
        }
        const waiting: Pending = { inbound, exchange, resolve, acked: false }
        const same = pending.get(inbound.envelope) ?? []
        pending.set(inbound.envelope, [...same, waiting])
        signal.addEventListener('abort', () => {
          const rest = (pending.get(inbound.envelope) ?? []).filter((each) => each !== waiting)
          if (rest.length === 0) pending.delete(inbound.envelope)
          else pending.set(inbound.envelope, rest)
          const record = sent.get(inbound.envelope)
          if (record !== undefined && !waiting.acked && rest.length === 0) record.late = true
        })
        push(waiting)
      }),
    count: () => usable().length,
    disconnect(reason, which = 'oldest') {
      for (const connection of chosen(which)) {
        connection.leaving = true
        connection.socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'fake-applink' } }))
      }
    },
    cut(which = 'oldest') {
      for (const connection of chosen(which)) connection.socket.terminate()
    },
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'http://fake')
      if (!workspace.tickets.delete(url.searchParams.get('ticket') ?? '') || open.length >= MOST_CONNECTIONS) {
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
        return
      }
      server.handleUpgrade(request, socket, head, connected)
    },
    close() {
      for (const { socket } of open) {
        socket.close(1001)
        setTimeout(() => socket.terminate(), CLOSE_MS).unref()
      }
      server.close()
    },
  }
}

function readAck(data: unknown): { readonly envelope: string; readonly payload: Json | undefined } | undefined {
  try {
    const message: unknown = JSON.parse(String(data))
    if (!isJson(message) || typeof message.envelope_id !== 'string') return undefined
    return { envelope: message.envelope_id, payload: isJson(message.payload) ? message.payload : undefined }
  } catch {
    return undefined
  }
}
