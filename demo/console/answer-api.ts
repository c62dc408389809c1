import type { IncomingMessage, ServerResponse } from 'node:http'
import { findPerson, whatSees } from '../slack/state.ts'
import { readOrder } from './act.ts'
import type { Feed } from './feed.ts'
import { perform } from './perform.ts'
import { openExchange } from './say-exchange.ts'
import type { House } from './what-is-seen.ts'

const LARGEST = 16 * 1024 * 1024

/** What the page asks for: its feed, something to be done, an exchange, a file. */
export async function answerApi(
  house: House,
  feed: Feed,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here')
  const who = findPerson(house.slack.state, searchParams.get('as') ?? '')?.id ?? ''
  const [, , what, id = ''] = pathname.split('/')
  switch (`${request.method} ${what}`) {
    case 'GET feed':
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      feed.open(who, response)
      return
    case 'POST act':
      await act(house, feed, await readAll(request), response)
      return
    case 'GET exchange': {
      const exchange = house.slack.exchanges[Number(id) - 1]
      if (exchange === undefined) sendJson(response, 404, { shown: 'There is no such exchange.' })
      else sendJson(response, 200, openExchange(exchange))
      return
    }
    case 'GET file':
      file(house, who, id, response)
      return
    default:
      response.writeHead(404).end()
  }
}

async function act(house: House, feed: Feed, body: string, response: ServerResponse): Promise<void> {
  try {
    const order = readOrder(JSON.parse(body))
    const done = await perform(house, order.as, order.act)
    sendJson(response, 200, done)
  } catch (error) {
    sendJson(response, 400, { kind: 'refused', shown: error instanceof Error ? error.message : String(error) })
  }
  feed.changed()
}

/** A file's bytes, for those who see a message that holds it; never shown by the browser itself. */
function file({ slack }: House, who: string, id: string, response: ServerResponse): void {
  const content = slack.state.files.get(id)?.content
  const seen = [...slack.state.channels.keys()].some((channel) =>
    whatSees(slack.state, who, channel).messages.some((message) => message.files?.some((each) => each.id === id)),
  )
  if (content === undefined || !seen) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment' })
  response.end(content)
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array)
    size += bytes.length
    if (size > LARGEST) throw new Error('request too large')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}
