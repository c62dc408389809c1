import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a bot sent, and over which token; a response_url has none, and its address says whose it is. */
export type SentCall = { readonly token: string; readonly method: string; readonly text: string }

/** A Web API for many workspaces that takes everything. Ids of messages, views and files are the same in each of them, on purpose. */
export async function startWebApiOfMany(memberOf: (token: string) => string) {
  const calls: SentCall[] = []
  const counts = new Map<string, number>()
  const next = (token: string) => {
    counts.set(token, (counts.get(token) ?? 0) + 1)
    return counts.get(token) ?? 1
  }
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const text = await readAll(request)
    const path = request.url ?? ''
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? path
    const method = path.replace(/^\/api\//, '')
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
    calls.push({ token, method, text: isForm ? decodeURIComponent(text.replaceAll('+', ' ')) : text })
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ ok: true, ...replyTo(method, token, new URLSearchParams(text)) }))
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    apiUrl: `${origin}/api/`,
    calls,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  function replyTo(method: string, token: string, form: URLSearchParams): object {
    const channel = form.get('channel') ?? undefined
    switch (method) {
      case 'users.info':
        return { user: { id: form.get('user'), name: 'alice', tz: 'Europe/Berlin', team_id: memberOf(token) } }
      case 'conversations.info':
        return { channel: { id: channel, is_member: true, is_archived: false, is_ext_shared: false } }
      case 'conversations.open':
        return { channel: { id: 'D1' } }
      case 'chat.postMessage':
        return { channel, ts: `1795000000.${String(next(token)).padStart(6, '0')}` }
      case 'chat.update':
        return { channel, ts: form.get('ts') }
      case 'chat.postEphemeral':
        return { message_ts: '1795000000.000000' }
      case 'files.getUploadURLExternal':
        return { upload_url: `${origin}/upload/${token}`, file_id: 'F1' }
      default:
        return method.startsWith('views.') ? { view: { id: 'V1' } } : {}
    }
  }
}

async function readAll(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
