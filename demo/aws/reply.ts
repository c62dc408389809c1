import type { Fields } from './history.ts'
import type { Refusal } from './refusal.ts'
import type { Service } from './service.ts'
import { element } from './xml.ts'

export type Reply = {
  readonly status: number
  readonly type: string
  readonly body: string | Buffer
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer in the service's protocol. https://smithy.io/2.0/aws/protocols/index.html */
export function sayResult(service: Service, operation: string, output: Fields, requestId: string): Reply {
  if (service.protocol === 'json') return json(200, output)
  if (Buffer.isBuffer(output['Body'])) return { status: 200, type: 'binary/octet-stream', body: output['Body'] }
  const body = element(`${operation}Response`, {
    [`${operation}Result`]: output,
    ResponseMetadata: { RequestId: requestId },
  })
  return xml(200, body.replace('>', ` xmlns="https://${service.name}.amazonaws.com/doc/${service.target}/">`))
}

export function sayRefusal(service: Service | undefined, refusal: Refusal, requestId: string): Reply {
  const { code, status, message } = refusal
  if (service?.protocol === 'rest-xml') return sayRestRefusal(refusal, requestId)
  if (service?.protocol !== 'query') return json(status, { __type: code, message })
  // The query protocol has other names for what goes wrong before a service looks.
  const name = QUERY_NAMES[code] ?? code
  const type = status >= 500 ? 'Receiver' : 'Sender'
  const isForbidden = ['AccessDenied', 'ExpiredToken', 'InvalidClientTokenId', 'SignatureDoesNotMatch'].includes(name)
  const error = { Error: { Type: type, Code: name, Message: message }, RequestId: requestId }
  return xml(isForbidden ? 403 : status, element('ErrorResponse', error))
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function sayRestRefusal({ code, status, message, headers }: Refusal, requestId: string): Reply {
  const [name, is] = REST_NAMES[code] ?? [code, code === 'SlowDown' ? 503 : status]
  const error = { Code: name, Message: message, RequestId: requestId }
  return { ...xml(is, `<?xml version="1.0" encoding="UTF-8"?>\n${element('Error', error)}`), headers }
}

const REST_NAMES: { readonly [code: string]: readonly [name: string, status: number] } = {
  AccessDeniedException: ['AccessDenied', 403],
  ExpiredTokenException: ['ExpiredToken', 400],
  UnrecognizedClientException: ['InvalidAccessKeyId', 403],
  InvalidSignatureException: ['SignatureDoesNotMatch', 403],
  MissingAuthenticationTokenException: ['AccessDenied', 403],
  UnknownOperationException: ['MethodNotAllowed', 405],
  InternalFailure: ['InternalError', 500],
}

const QUERY_NAMES: { readonly [code: string]: string } = {
  AccessDeniedException: 'AccessDenied',
  ExpiredTokenException: 'ExpiredToken',
  UnrecognizedClientException: 'InvalidClientTokenId',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  UnknownOperationException: 'InvalidAction',
}

function json(status: number, body: Fields): Reply {
  return { status, type: 'application/x-amz-json-1.1', body: JSON.stringify(body) }
}

function xml(status: number, body: string): Reply {
  return { status, type: 'text/xml', body }
}
