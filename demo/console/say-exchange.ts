import type { Exchange } from '../slack/exchanges.ts'
import { isJson, textOf, type Json } from '../slack/record.ts'
import type { Data, SeenExchange } from './seen.ts'

/** One line of the list. */
export function sayExchange(exchange: Exchange): SeenExchange {
  const wrong = wrongWith(exchange)
  return {
    number: exchange.number,
    at: exchange.at,
    direction: exchange.direction,
    name: exchange.name,
    title: titleOf(exchange),
    about: aboutOf(exchange),
    ...(exchange.status === undefined ? {} : { status: exchange.status === 200 ? 'ok' : String(exchange.status) }),
    ...(wrong === undefined ? {} : { wrong }),
    ...(exchange.ms === undefined ? {} : { ms: exchange.ms }),
  }
}

/** Everything about it: what was asked and answered, and where in it Slack found fault. */
export function openExchange(exchange: Exchange): Data {
  return {
    ...sayExchange(exchange),
    request: unpacked(exchange.request),
    response: exchange.response ?? null,
    envelope: exchange.envelope ?? null,
    connection: exchange.connection ?? null,
    faults: pointersIn(exchange.response),
  }
}

function titleOf({ name, request }: Exchange): string {
  switch (name) {
    case 'command':
      return `${textOf(request, 'command') ?? name} ${textOf(request, 'text') ?? ''}`.trim()
    case 'event':
      return (isJson(request.event) ? textOf(request.event, 'type') : undefined) ?? name
    case 'interactive':
    case 'options':
      return textOf(request, 'type') ?? name
    default:
      return name
  }
}

function aboutOf({ name, request }: Exchange): string {
  if (name === 'command') return ''
  const said = textOf(isJson(request.event) ? request.event : request, 'text') ?? textOf(request, 'filename') ?? ''
  return said.split('\n')[0]?.slice(0, 80) ?? ''
}

function wrongWith({ status, response, direction }: Exchange): string | undefined {
  if (status === undefined || status === 'acked') return undefined
  if (typeof status === 'string') return direction === 'to-bot' && status === 'timeout' ? 'operation_timeout' : status
  if (isJson(response) && response.ok === false) return textOf(response, 'error') ?? 'error'
  if (status < 400) return undefined
  return typeof response === 'string' && response.length < 60 ? response : String(status)
}

/** The SDK sends lists and objects as text within a form. */
function unpacked(request: Json): Json {
  return Object.fromEntries(
    Object.entries(request).map(([name, value]) => [
      name,
      typeof value === 'string' && /^[[{]/u.test(value) ? (parsed(value) ?? value) : value,
    ]),
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** `must be less than 151 characters [json-pointer:/blocks/0/text/text]` */
function pointersIn(response: unknown): readonly { readonly pointer: string; readonly message: string }[] {
  const errors = isJson(response) && Array.isArray(response.errors) ? response.errors : []
  return errors
    .filter((each) => typeof each === 'string')
    .flatMap((each) => {
      const match = /^(.*) \[json-pointer:(.*)\]$/u.exec(each)
      return match === null ? [] : [{ message: match[1] ?? '', pointer: match[2] ?? '' }]
    })
}
