import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { HttpEvent } from '../../src/lambda/http-event.ts'
import type { SqsEvent } from '../../src/lambda/work.ts'
import type { Taken } from './start-sqs.ts'

const ACCOUNT = '111122223333'
const FORM = 'application/x-www-form-urlencoded'

/** The shapes that a request of Slack's reaches a function in. */
export const SHAPES = ['http-api', 'function-url', 'rest-api', 'with-charset'] as const
export type Shape = (typeof SHAPES)[number]

/**
 * A request as it is handed over. An HTTP API writes names of headers small and puts a form in base64; a REST API leaves them as
 * they came, has each twice, and puts all that is declared binary in base64.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpEventOf(request: IncomingMessage, body: Buffer, shape: Shape): HttpEvent {
  const small = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  const type = small['content-type'] ?? ''
  const isForm = type.startsWith(FORM)
  if (shape === 'rest-api') {
    const headers = Object.fromEntries(Object.entries(small).map(([name, value]) => [capitals(name), value]))
    const rest = {
      resource: '/slack/events',
      path: '/slack/events',
      httpMethod: request.method ?? '',
      headers,
      multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      queryStringParameters: null,
      pathParameters: null,
      requestContext: { accountId: ACCOUNT, httpMethod: request.method, path: '/prod/slack/events', stage: 'prod' },
      body: body.toString('base64'),
      isBase64Encoded: true,
    }
    return asJson<unknown>(rest) as HttpEvent
  }
  const headers = shape === 'with-charset' ? { ...small, 'content-type': `${type}; charset=utf-8` } : small
  const inBase64 = isForm || shape === 'function-url'
  const event = {
    version: '2.0',
    routeKey: shape === 'function-url' ? '$default' : 'POST /slack/events',
    rawPath: '/slack/events',
    rawQueryString: '',
    headers,
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'fakeapi',
      domainName: 'fakeapi.execute-api.us-east-1.amazonaws.com',
      http: {
        method: request.method ?? '',
        path: '/slack/events',
        protocol: 'HTTP/1.1',
        sourceIp: '198.51.100.7',
        userAgent: small['user-agent'] ?? '',
      },
      requestId: 'fake-request',
      routeKey: 'POST /slack/events',
      stage: '$default',
    },
    body: body.toString(inBase64 ? 'base64' : 'utf8'),
    isBase64Encoded: inBase64,
  }
  return asJson<HttpEvent>(event)
}

/** Messages as Lambda's poller hands them over. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function sqsEventOf(messages: readonly Taken[]): SqsEvent {
  return asJson({
    Records: messages.map(({ messageId, receiptHandle, body, attributes }) => ({
      messageId,
      receiptHandle,
      body,
      attributes,
      messageAttributes: {},
      md5OfBody: createHash('md5').update(body).digest('hex'),
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:us-east-1:${ACCOUNT}:whodid`,
      awsRegion: 'us-east-1',
    })),
  })
}

/** A call of the schedule. https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html */
export function scheduleEvent(at: number): object {
  return {
    version: '0',
    id: 'fake-schedule-event',
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: ACCOUNT,
    time: new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    region: 'us-east-1',
    resources: [`arn:aws:events:us-east-1:${ACCOUNT}:rule/whodid-tick`],
    detail: {},
  }
}

/** Nothing but what JSON can hold goes in or out of a function. */
export function asJson<Value>(value: Value): Value {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as Value)
}

function capitals(name: string): string {
  return name.replaceAll(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase())
}
