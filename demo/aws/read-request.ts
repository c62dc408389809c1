import type { IncomingMessage } from 'node:http'
import type { Fields } from './history.ts'
import { Refusal } from './refusal.ts'
import type { Service } from './service.ts'

const LARGEST = 4 * 1024 * 1024

export async function readBody(request: IncomingMessage): Promise<Buffer> {
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

/** Which operation is asked for. */
export function readOperation(service: Service, request: IncomingMessage, body: Buffer): string {
  if (service.protocol === 'rest-xml') return readRest(request).operation
  if (service.protocol === 'query') return new URLSearchParams(body.toString()).get('Action') ?? ''
  const target = String(request.headers['x-amz-target'] ?? '')
  return target.startsWith(`${service.target}.`) ? target.slice(service.target.length + 1) : target
}

/** The parameters; those of the query protocol (`Tags.member.1.Key`) as if they had come as JSON, all of them texts. */
export function readInput(service: Service, request: IncomingMessage, body: Buffer): Fields {
  if (service.protocol === 'query') return readQuery(body)
  if (service.protocol === 'rest-xml') return readRest(request).input
  if (request.headers['content-type'] !== 'application/x-amz-json-1.1')
    throw new Refusal('UnknownOperationException', 'Content-Type is not application/x-amz-json-1.1', 404)
  try {
    const value: unknown = JSON.parse(body.toString() || '{}')
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  } catch {
    // Told below, together with what is JSON but no object.
  }
  throw new Refusal('SerializationException', 'Could not parse request body into json')
}

/** `GET /bucket/key`: what is asked for is in the method and the path. */
function readRest({ method = '', url = '/' }: IncomingMessage): { readonly operation: string; readonly input: Fields } {
  const [path = '', query] = url.split('?')
  const [, Bucket = '', ...rest] = path.split('/')
  const Key = decodeURIComponent(rest.join('/'))
  const asked = Object.fromEntries(new URLSearchParams(query))
  const operation = method === 'GET' && Key !== '' ? (asked['x-id'] ?? 'GetObject') : `${method} ${asked['x-id'] ?? ''}`
  return { operation, input: { ...asked, Bucket: decodeURIComponent(Bucket), Key } }
}

function readQuery(body: Buffer): Fields {
  const output: { [key: string]: unknown } = {}
  for (const [name, value] of new URLSearchParams(body.toString())) {
    if (name === 'Action' || name === 'Version') continue
    const [key = '', member, index, ...rest] = name.split('.')
    if (member !== 'member') {
      output[key] = value
      continue
    }
    const list = (output[key] ??= []) as unknown[]
    const at = Number(index) - 1
    list[at] = rest.length === 0 ? value : { ...(list[at] as object), [rest.join('.')]: value }
  }
  return output
}
