import type { IncomingHttpHeaders } from 'node:http'
import type { Json } from '../record.ts'
import type { Workspace } from '../workspace.ts'
import { apps } from './apps.ts'
import { makeArgs, readBody, type Args } from './args.ts'
import { chat } from './chat.ts'
import { conversations } from './conversations.ts'
import { files } from './files.ts'
import type { Method, Methods } from './method.ts'
import { oauth } from './oauth.ts'
import { other } from './other.ts'
import { Refusal } from './refusal.ts'
import { users } from './users.ts'
import { views } from './views.ts'

const METHODS: Methods = { ...apps, ...chat, ...conversations, ...files, ...oauth, ...other, ...users, ...views }

/** An answer over HTTP. */
export type HttpAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Json
}

const SECRETS = ['token', 'client_secret', 'code', 'refresh_token']

/** The arguments of a call without its secrets, for the log. */
function withoutToken(all: Json): Json {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !SECRETS.includes(name)))
}

/** Reads a call, holds it to Slack's rules, does it, and answers as Slack does. */
export function answerCall(
  workspace: Workspace,
  name: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
  seen: (args: Json) => void,
): HttpAnswer {
  const scopes: Record<string, string> = { 'x-oauth-scopes': [...workspace.scopes].join(',') }
  try {
    const all = readBody(headers['content-type'] ?? '', body)
    seen(withoutToken(all))
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
    if (method === undefined) {
      workspace.log.problem('unknown-method', name)
      throw new Refusal('unknown_method', { req_method: name })
    }
    const args = makeArgs(all)
    authorise(workspace, name, method, args, headers)
    const wait = workspace.limits.take(method.tier, `${name}:${method.bucket?.(args) ?? ''}`)
    if (wait !== undefined) {
      workspace.log.problem('rate-limited', `${name} ${method.bucket?.(args) ?? ''}`.trim())
      return tooMany(wait)
    }
    return { status: 200, headers: scopes, body: { ok: true, ...method.run(workspace, args) } }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { status: 200, headers: scopes, body: { ok: false, error: error.code, ...error.more } }
  }
}

/** 429, as Slack says it. */
export function tooMany(seconds: number): HttpAnswer {
  return { status: 429, headers: { 'retry-after': String(seconds) }, body: { ok: false, error: 'ratelimited' } }
}

function authorise(workspace: Workspace, name: string, method: Method, args: Args, headers: IncomingHttpHeaders): void {
  if (method.token === 'none') return
  const token = /^Bearer (.+)$/u.exec(headers.authorization ?? '')?.[1] ?? args.text('token')
  if (token === undefined || token === '') throw new Refusal('not_authed')
  const wrong = token === workspace.appToken ? undefined : workspace.oauth.wrongWith(token)
  if (wrong !== undefined) {
    // A token that was good once may still be tried by a careful bot: it learns of its end so.
    if (wrong === 'invalid_auth') workspace.log.problem('bad-token', name)
    throw new Refusal(wrong)
  }
  if ((token === workspace.appToken) !== (method.token === 'app')) {
    workspace.log.problem('bad-token', name)
    throw new Refusal('not_allowed_token_type')
  }
  const wanted = typeof method.scopes === 'function' ? method.scopes(workspace, args) : method.scopes
  if (wanted.length === 0 || wanted.some((scope) => workspace.scopes.has(scope))) return
  workspace.log.problem('missing-scope', `${name} needs ${wanted.join(' or ')}`)
  throw new Refusal('missing_scope', { needed: wanted.join(','), provided: [...workspace.scopes].join(',') })
}
