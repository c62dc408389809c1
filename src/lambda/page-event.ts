import type { PageReply, PageRequest, Pages } from '../slack/pages.ts'
import type { HttpEvent, HttpResult } from './http-event.ts'

/** What a browser asked, as API Gateway hands it over: version 2.0 of the format, or 1.0 of a REST API. */
export type PageEvent = HttpEvent & {
  /** Version 2.0. Cookies stand beside the headers there. */
  readonly rawPath?: string
  readonly rawQueryString?: string
  readonly cookies?: readonly string[]
  /** Version 1.0. */
  readonly path?: string
  readonly multiValueQueryStringParameters?: Readonly<Record<string, readonly string[] | undefined>> | null
}

export type PageResult = HttpResult & { readonly cookies?: readonly string[] }

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export async function answerPageEvent(pages: Pages, event: PageEvent): Promise<PageResult> {
  return sayPage(await pages.answer(readPage(event)), event.rawPath !== undefined)
}

function readPage(event: PageEvent): PageRequest {
  const { rawPath, rawQueryString = '', cookies, path = '/', httpMethod, requestContext } = event
  const method = requestContext?.http?.method ?? httpMethod ?? 'GET'
  if (rawPath !== undefined) {
    return { method, path: rawPath, query: new URLSearchParams(rawQueryString), cookie: cookies?.join('; ') }
  }
  const query = new URLSearchParams(
    Object.entries(event.multiValueQueryStringParameters ?? {}).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    ),
  )
  const [, cookie] = Object.entries(event.headers ?? {}).find(([name]) => name.toLowerCase() === 'cookie') ?? []
  return { method, path, query, cookie }
}

function sayPage({ status, headers, body }: PageReply, hasCookies: boolean): PageResult {
  const { 'set-cookie': cookie, ...others } = headers
  if (cookie === undefined) return { statusCode: status, headers, body }
  return hasCookies
    ? { statusCode: status, headers: others, cookies: [cookie], body }
    : { statusCode: status, headers, body }
}
