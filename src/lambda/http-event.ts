import type { SlackReply, SlackRequest } from '../slack/answer-request.ts'

/**
 * What a function URL or API Gateway hands over: version 2.0 of the format, or 1.0 of a REST API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export type HttpEvent = {
  readonly body?: string | null
  readonly isBase64Encoded?: boolean
  readonly headers?: Readonly<Record<string, string | undefined>> | null
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>> | null
  /** Version 1.0. */
  readonly httpMethod?: string
  /** Version 2.0. */
  readonly requestContext?: { readonly http?: { readonly method?: string } }
}

export type HttpResult = {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** As much as the HTTP receiver takes. */
const BODY_LIMIT = 256 * 1024

/** The request in an event, its body as the bytes that were signed; or the status to refuse it with. */
export function readHttpEvent(event: HttpEvent): SlackRequest | 400 | 405 | 413 {
  const method = event.httpMethod ?? event.requestContext?.http?.method
  if (method !== 'POST') return 405
  const { body } = event
  if (body !== undefined && body !== null && typeof body !== 'string') return 400
  const bytes = Buffer.from(body ?? '', event.isBase64Encoded === true ? 'base64' : 'utf8')
  if (bytes.length > BODY_LIMIT) return 413
  const headers: Record<string, string> = {}
  for (const [name, values] of Object.entries(event.multiValueHeaders ?? {}))
    if (values !== undefined) headers[name.toLowerCase()] = values.join(',')
  for (const [name, value] of Object.entries(event.headers ?? {}))
    if (typeof value === 'string') headers[name.toLowerCase()] = value
  return { headers, body: bytes }
}

/** A reply as Lambda takes it. */
export function sayHttpResult({ status, type, body }: SlackReply): HttpResult {
  return { statusCode: status, headers: type === undefined ? {} : { 'content-type': type }, body: body ?? '' }
}
