import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { IncomingMessage, ServerResponse } from 'node:http'

export type Call = {
  readonly method: string
  readonly token: string | undefined
  readonly form: Readonly<Record<string, string>>
  readonly json: unknown
}
type Script = (call: Call, response: ServerResponse, request: IncomingMessage) => void

/** A Web API on loopback that does what each test says, and remembers what it was asked. */
export async function startWebApi(script: Script = ok) {
  const calls: Call[] = []
  let current = script
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += String(chunk)
    })
    request.on('end', () => {
      const json: unknown = body.startsWith('{') ? JSON.parse(body) : undefined
      const method = (request.url ?? '').replace(/^\/api\//, '')
      const token = request.headers.authorization?.replace('Bearer ', '')
      const call = { method, token, form: Object.fromEntries(new URLSearchParams(body)), json }
      calls.push(call)
      current(call, response, request)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    calls,
    origin,
    apiUrl: `${origin}/api/`,
    does(next: Script) {
      current = next
    },
    of: (method: string) => calls.filter((call) => call.method === method),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

let lastTs = 0

/** What Slack says when all is well. */
export function ok(call: Call, response: ServerResponse): void {
  lastTs += 1
  const ts = `1795000000.${String(lastTs).padStart(6, '0')}`
  const replies: Record<string, object> = {
    'auth.test': { user_id: 'U00BOT', bot_id: 'B00BOT', team_id: 'T00FAKE' },
    'chat.postEphemeral': { message_ts: ts },
    'conversations.open': { channel: { id: 'D00ALICE' } },
    'chat.update': { channel: call.form.channel, ts: call.form.ts },
  }
  reply(response, { ok: true, ...(replies[call.method] ?? { channel: call.form.channel, ts }) })
}

export function reply(
  response: ServerResponse,
  body: object,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

export function refuse(error: string, more: object = {}): (call: Call, response: ServerResponse) => void {
  return (_, response) => reply(response, { ok: false, error, ...more })
}

/** Each script once, then the last for ever. */
export function inTurn(...scripts: Script[]): Script {
  let turn = 0
  return (call, response, request) => {
    const script = scripts[Math.min(turn, scripts.length - 1)] ?? ok
    turn += 1
    script(call, response, request)
  }
}
