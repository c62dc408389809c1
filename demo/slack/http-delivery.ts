import { never } from '../../src/lib/never.ts'
import type { Inbound, Transport } from './deliver.ts'
import type { Json } from './record.ts'
import { sign } from './sign.ts'
import type { Workspace } from './workspace.ts'

/** Where the bot listens: one address for everything, as Bolt has it, or one for each. */
export type RequestUrl =
  | string
  | { readonly commands: string; readonly interactivity: string; readonly events: string; readonly options: string }

/** Signed requests to the bot's request URL. */
export function httpDelivery(workspace: Workspace, url: () => RequestUrl | undefined): Transport {
  return async (inbound, _exchange, signal) => {
    const to = addressOf(url(), inbound)
    if (to === undefined) return { kind: 'unreachable' }
    const { type, body } = bodyOf(inbound)
    const headers: Record<string, string> = {
      'content-type': type,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      accept: '*/*',
      ...sign(workspace.signingSecret, body, workspace.clock.now()),
    }
    if (inbound.retry !== undefined) {
      headers['x-slack-retry-num'] = String(inbound.retry.attempt)
      headers['x-slack-retry-reason'] = inbound.retry.reason
    }
    try {
      const response = await fetch(to, { method: 'POST', headers, body, signal, redirect: 'manual' })
      const text = await response.text()
      if (!response.ok)
        return { kind: 'status', status: response.status, retry: response.headers.get('x-slack-no-retry') !== '1' }
      return { kind: 'acked', body: readAck(text, response.headers.get('content-type') ?? '') }
    } catch {
      return { kind: 'unreachable' }
    }
  }
}

/** Slack's way with JSON: slashes are escaped, and everything beyond ASCII is too. */
export function slackJson(value: Json): string {
  return JSON.stringify(value)
    .replaceAll('/', String.raw`\/`)
    .replaceAll(/[\u007f-\uffff]/g, (unit) => String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, '0'))
}

function addressOf(url: RequestUrl | undefined, inbound: Inbound): string | undefined {
  if (url === undefined || typeof url === 'string') return url
  switch (inbound.kind) {
    case 'command':
      return url.commands
    case 'interactive':
      return url.interactivity
    case 'options':
      return url.options
    case 'event':
      return url.events
    default:
      return never(inbound.kind)
  }
}

function bodyOf(inbound: Inbound): { readonly type: string; readonly body: string } {
  if (inbound.kind === 'event') return { type: 'application/json', body: slackJson(inbound.payload) }
  const fields =
    inbound.kind === 'command'
      ? Object.entries(inbound.payload).map(([name, value]): [string, string] => [name, String(value)])
      : [['payload', slackJson(inbound.payload)] as [string, string]]
  return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() }
}

function readAck(text: string, type: string): unknown {
  if (text === '') return undefined
  if (!type.startsWith('application/json')) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
