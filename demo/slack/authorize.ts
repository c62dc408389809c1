import { BOT } from './people.ts'
import { findPerson } from './state.ts'
import type { Workspace } from './workspace.ts'

export const AUTHORIZE_PATH = '/oauth/v2/authorize'

export type Authorized = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * The page on which a person allows an app, or cancels. A GET shows it; its buttons lead to the same address with what was
 * decided. https://docs.slack.dev/authentication/installing-with-oauth#asking
 */
export function authorize(workspace: Workspace, url: URL): Authorized {
  const query = url.searchParams
  const { options } = workspace.oauth
  if (options === undefined) return refuse('This app is not distributed')
  if (query.get('client_id') !== options.clientId) return refuse('invalid_client_id')
  const redirectUri = query.get('redirect_uri') ?? undefined
  if (redirectUri === undefined || !options.redirectUrls.some((allowed) => redirectUri.startsWith(allowed)))
    return refuse('bad_redirect_uri')
  const asked = (query.get('scope') ?? '').split(',').filter((scope) => scope !== '')
  const known = [...workspace.manifest.scopes, ...workspace.manifest.optionalScopes]
  if (asked.length === 0 || asked.some((scope) => !known.includes(scope))) return refuse('invalid_scope')
  const decided = query.get('decided')
  if (decided === null) return page(workspace, url, asked)
  const back = new URL(redirectUri)
  const state = query.get('state')
  if (decided === 'allow') {
    const person = findPerson(workspace.state, query.get('person') ?? 'ada')?.id ?? ''
    const without = (query.get('without') ?? '').split(',')
    const granted = asked.filter((scope) => !without.includes(scope))
    back.searchParams.set('code', workspace.oauth.allow(person, granted, redirectUri))
  } else {
    back.searchParams.set('error', 'access_denied')
  }
  if (state !== null) back.searchParams.set('state', state)
  return { status: 302, headers: { location: back.href }, body: '' }
}

function page(workspace: Workspace, url: URL, asked: readonly string[]): Authorized {
  const to = (decided: string): string => {
    const next = new URL(url)
    next.searchParams.set('decided', decided)
    return escape(`${next.pathname}${next.search}`)
  }
  const scopes = asked
    .map(
      (scope) => `<li>${escape(scope)}${workspace.manifest.optionalScopes.includes(scope) ? ' (optional)' : ''}</li>`,
    )
    .join('')
  const body = `<!doctype html><meta charset="utf-8"><title>Install ${BOT.name}</title>
<h1>${BOT.name} asks for permission to access ${escape(workspace.state.team.name)}</h1><ul>${scopes}</ul>
<p><a id="allow" href="${to('allow')}">Allow</a> <a id="cancel" href="${to('cancel')}">Cancel</a></p>`
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body }
}

/** As Slack's own error page: nobody is sent back to an address that was not registered. */
function refuse(why: string): Authorized {
  return { status: 400, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `Something went wrong: ${why}` }
}

function escape(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`)
}
