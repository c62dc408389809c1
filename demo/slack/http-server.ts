import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { authorize, AUTHORIZE_PATH } from './authorize.ts'
import type { Fault } from './faults.ts'
import { isJson, type Json } from './record.ts'
import { respond } from './respond.ts'
import { answerCall, tooMany } from './web-api/answer-call.ts'
import { upload } from './web-api/files.ts'
import type { Workspace } from './workspace.ts'

const LARGEST = 8 * 1024 * 1024

/** What is sent back, still to be spoilt by a fault. */
type Reply = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string | Json
}
type Task = { readonly name: string; run(seen: (request: Json) => void): Reply }

/** The Web API under /api/, response URLs and uploads. */
export function makeServer(workspace: Workspace): Server {
  return createServer((request, response) => {
    void serve(workspace, request, response)
  })
}

async function serve(workspace: Workspace, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = await readAll(request)
    answer(workspace, taskFor(workspace, request, body), response)
  } catch {
    request.destroy()
  }
}

function taskFor(workspace: Workspace, request: IncomingMessage, body: Buffer): Task {
  const path = new URL(request.url ?? '/', 'http://fake').pathname
  if (path === AUTHORIZE_PATH && request.method === 'GET')
    return { name: path, run: () => authorize(workspace, new URL(request.url ?? '/', workspace.origin())) }
  const name = path.startsWith('/api/') ? path.slice('/api/'.length) : undefined
  if (name !== undefined) return { name, run: (seen) => answerCall(workspace, name, request.headers, body, seen) }
  if (path.startsWith('/response/'))
    return { name: 'response_url', run: (seen) => respond(workspace, path, body, seen) }
  if (path.startsWith('/upload/')) return { name: 'upload', run: () => receive(workspace, path, request, body) }
  return {
    name: path,
    run() {
      workspace.log.problem('unknown-method', path)
      return { status: 404, body: 'not found' }
    },
  }
}

/** Slack's faults are faults of the way, not of the work: what was accepted before the cut is done. */
function answer(workspace: Workspace, task: Task, response: ServerResponse): void {
  const fault = workspace.faults.take(task.name)
  const exchange = workspace.log.begin({ direction: 'from-bot', name: task.name, request: {} })
  const finish = (reply: Reply | undefined, how: Fault['kind'] | undefined): void => {
    workspace.log.end(exchange, { status: reply?.status ?? 'lost', response: reply?.body })
    if (how === 'hang') return
    if (reply === undefined || how === 'drop-after-accept') {
      response.destroy()
      return
    }
    write(response, reply, how === 'truncate')
  }
  const work = (): Reply =>
    task.run((request) => {
      exchange.request = request
    })
  switch (fault?.kind) {
    case '429':
      finish(tooMany(fault.seconds ?? 1), '429')
      return
    case '500':
      finish({ status: 500, body: 'internal error' }, '500')
      return
    case 'error':
      finish(refusalOf(task, fault.error ?? 'internal_error'), 'error')
      return
    case 'hang':
    case 'drop':
      finish(undefined, fault.kind)
      return
    case '500-after-accept':
      work()
      finish({ status: 500, body: 'internal error' }, '500-after-accept')
      return
    case 'slow':
      workspace.clock.after(fault.ms ?? 1_000, () => finish(work(), 'slow'))
      return
    case undefined:
    case 'drop-after-accept':
    case 'truncate':
    case 'duplicate':
    case 'lose-ack':
      finish(work(), fault?.kind)
  }
}

/** A Web API method refuses with status 200 and a code in JSON; everything else with a status and a word. */
function refusalOf({ name }: Task, error: string): Reply {
  if (name === 'response_url' || name === 'upload') return { status: 404, body: error }
  return { status: 200, body: { ok: false, error } }
}

function write(response: ServerResponse, reply: Reply, half: boolean): void {
  const whole = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body)
  const type = isJson(reply.body) ? 'application/json; charset=utf-8' : 'text/plain'
  // What its support asks for.
  const id = { 'x-slack-req-id': randomBytes(16).toString('hex') }
  response.writeHead(reply.status, { 'content-type': type, ...id, ...reply.headers })
  response.end(half ? whole.slice(0, whole.length / 2) : whole)
}

/** The bytes come as they are, or as the one file in a form. */
function receive(workspace: Workspace, path: string, request: IncomingMessage, body: Buffer): Reply {
  const id = path.slice('/upload/'.length)
  const done = upload(workspace, id, fileIn(request.headers['content-type'] ?? '', body))
  return done ? { status: 200, body: `OK - ${body.length}` } : { status: 400, body: 'invalid upload' }
}

function fileIn(type: string, body: Buffer): Buffer {
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/u.exec(type)
  if (boundary === null) return body
  const start = body.indexOf('\r\n\r\n')
  const end = body.lastIndexOf(`\r\n--${boundary[1] ?? boundary[2]}`)
  return start < 0 || end < 0 ? body : body.subarray(start + 4, end)
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array)
    size += bytes.length
    if (size > LARGEST) throw new Error('request too large')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
