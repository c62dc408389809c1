import { createHash, createHmac } from 'node:crypto'
import type { Instant } from '../lib/instant.ts'

export type AwsCredentials = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
}

export type Unsigned = {
  readonly host: string
  readonly path: string
  /** Names in lower case; all of them are signed, and `host`. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly service: string
  readonly region: string
}

/**
 * The headers of a POST with those that prove who sends it: Signature Version 4. A query string is not provided for.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signRequest(
  { host, path, headers, body, service, region }: Unsigned,
  credentials: AwsCredentials,
  now: Instant,
): Readonly<Record<string, string>> {
  const time = new Date(now).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  const day = time.slice(0, 8)
  const token = credentials.sessionToken
  const all: Record<string, string> = {
    ...headers,
    host,
    'x-amz-date': time,
    ...(token === undefined ? {} : { 'x-amz-security-token': token }),
  }
  const names = Object.keys(all).toSorted()
  const lines = names.map((name) => `${name}:${(all[name] ?? '').trim()}\n`)
  const canonical = ['POST', path, '', lines.join(''), names.join(';'), sha256(body)].join('\n')
  const scope = `${day}/${region}/${service}/aws4_request`
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${credentials.secretAccessKey}`)
  const credential = `Credential=${credentials.accessKeyId}/${scope}`
  const signed = `SignedHeaders=${names.join(';')}, Signature=${hmac(key, text).toString('hex')}`
  return { ...all, authorization: `AWS4-HMAC-SHA256 ${credential}, ${signed}` }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
