import { createHash, createHmac } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** What an Authorization header says about itself. */
export type Signed = {
  readonly accessKeyId: string
  readonly date: string
  readonly region: string
  readonly service: string
  readonly headers: readonly string[]
  readonly signature: string
}

const HEADER =
  /^AWS4-HMAC-SHA256 Credential=([A-Z0-9]{16,128})\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/

/** undefined where a request is not signed, or not as Signature Version 4 has it. */
export function readSignature(request: IncomingMessage): Signed | undefined {
  const match = HEADER.exec(request.headers.authorization ?? '')
  const [, accessKeyId, date, region, service, headers, signature] = match ?? []
  if (accessKeyId === undefined || date === undefined || region === undefined) return undefined
  if (service === undefined || headers === undefined || signature === undefined) return undefined
  return { accessKeyId, date, region, service, headers: headers.split(';'), signature }
}

/**
 * Signs the request again with the secret and compares.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function isSignedWith(secret: string, request: IncomingMessage, body: Buffer, signed: Signed): boolean {
  const time = String(request.headers['x-amz-date'] ?? '')
  if (!/^\d{8}T\d{6}Z$/.test(time) || !time.startsWith(signed.date)) return false
  if (!signed.headers.includes('host') || !signed.headers.includes('x-amz-date')) return false
  const token = request.headers['x-amz-security-token']
  if (token !== undefined && !signed.headers.includes('x-amz-security-token')) return false
  const url = new URL(request.url ?? '/', 'http://aws')
  const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort()
  const path = signed.service === 's3' ? url.pathname : url.pathname.split('/').map(encode).join('/')
  const headers = signed.headers.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
  const canonical = [request.method, path, query.join('&'), headers.join(''), signed.headers.join(';'), sha256(body)]
  const scope = `${signed.date}/${signed.region}/${signed.service}/aws4_request`
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical.join('\n'))].join('\n')
  let key: Buffer = hmac(`AWS4${secret}`, signed.date)
  for (const part of [signed.region, signed.service, 'aws4_request']) key = hmac(key, part)
  return hmac(key, text).toString('hex') === signed.signature
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
