import { APP_ID, BOT } from '../people.ts'
import type { Json } from '../record.ts'
import type { Workspace } from '../workspace.ts'
import type { Args } from './args.ts'
import type { Methods } from './method.ts'
import { Refusal } from './refusal.ts'

/** Tokens for codes, newer ones for old ones, and their end. https://docs.slack.dev/reference/methods/oauth.v2.access */
export const oauth: Methods = {
  'oauth.v2.access': { token: 'none', scopes: [], tier: 'tier4', run: access },
  'auth.revoke': {
    token: 'bot',
    scopes: [],
    tier: 'tier3',
    run(workspace) {
      workspace.uninstalled()
      return { revoked: true }
    },
  },
}

function access(workspace: Workspace, args: Args): Json {
  const { options } = workspace.oauth
  if (options === undefined || args.text('client_id') !== options.clientId) throw new Refusal('invalid_client_id')
  if (args.text('client_secret') !== options.clientSecret) throw new Refusal('bad_client_secret')
  const grant = args.text('grant_type') ?? 'authorization_code'
  if (grant !== 'authorization_code' && grant !== 'refresh_token') throw new Refusal('invalid_grant_type')
  const issued =
    grant === 'refresh_token'
      ? workspace.oauth.renew(args.need('refresh_token'))
      : workspace.oauth.redeem(args.need('code'), args.text('redirect_uri'))
  if (typeof issued === 'string') throw new Refusal(issued)
  if (grant === 'authorization_code') {
    workspace.scopes.clear()
    for (const scope of issued.scopes) workspace.scopes.add(scope)
  }
  const { organization } = options
  const { id, name, enterprise } = workspace.state.team
  return {
    app_id: APP_ID,
    authed_user: grant === 'refresh_token' ? undefined : { id: issued.person },
    scope: issued.scopes.join(','),
    token_type: 'bot',
    access_token: issued.token,
    bot_user_id: BOT.user,
    team: organization === undefined ? { id, name } : null,
    enterprise: organization ?? (enterprise === undefined ? null : { id: enterprise, name: 'Fake Organization' }),
    is_enterprise_install: organization !== undefined,
    ...(issued.refreshToken !== undefined && { refresh_token: issued.refreshToken, expires_in: issued.seconds }),
  }
}
