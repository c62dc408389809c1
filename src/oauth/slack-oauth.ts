import { WebAPIPlatformError, WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Log } from '../lib/log.ts'
import { classify } from '../slack/classify.ts'
import { clientOptions } from '../slack/client.ts'

/** What Slack gives for a code. */
export type Granted = {
  readonly team: { readonly id: string; readonly name: string } | undefined
  readonly enterprise: { readonly id: string; readonly name: string } | undefined
  readonly orgWide: boolean
  readonly botUserId: string
  readonly installedBy: string
  readonly scopes: readonly string[]
  readonly token: string
  readonly expiring: Expiring | undefined
}

/** What comes with a token that ends: where tokens are rotated. */
export type Expiring = { readonly refreshToken: string; readonly seconds: number }

/** Slack's word for no: `theirs` where the code or token is not good (any more), `ours` where the app's own settings are not. */
export type Refused = { readonly kind: 'refused'; readonly code: string; readonly whose: 'theirs' | 'ours' }
/** Not to be reached, or it cannot be told what it said. */
export type Away = { readonly kind: 'away'; readonly error: unknown }

export type SlackOAuth = {
  exchange(code: string): Promise<{ readonly kind: 'granted'; readonly granted: Granted } | Refused | Away>
  refresh(
    refreshToken: string,
  ): Promise<{ readonly kind: 'refreshed'; readonly token: string; readonly expiring: Expiring } | Refused | Away>
  /** False where Slack did not say that it is done. */
  revoke(token: string): Promise<boolean>
  /** Whether a token still works, and whose it is. `unknown` where Slack cannot be asked, or the token's time is over. */
  look(
    token: string,
  ): Promise<{ readonly kind: 'good'; readonly botId: string | undefined } | { readonly kind: 'dead' | 'unknown' }>
}

export type OAuthSettings = {
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUri: string
  readonly apiUrl: string | undefined
}

/** https://docs.slack.dev/reference/methods/oauth.v2.access#errors */
const OURS = new Set([
  'invalid_client_id',
  'bad_client_secret',
  'bad_redirect_uri',
  'invalid_arguments',
  'missing_charset',
])
/** What Slack says once a bot was thrown out. `token_expired` is not among them: that token's time is over, no more. */
const DEAD = new Set(['token_revoked', 'account_inactive', 'invalid_auth', 'not_authed', 'team_access_not_granted'])

const Reply = z.object({
  access_token: z.string().regex(/^xox/),
  token_type: z.literal('bot'),
  scope: z.string(),
  bot_user_id: z.string().min(1),
  team: z.object({ id: z.string().min(1), name: z.string().nullish() }).nullish(),
  enterprise: z.object({ id: z.string().min(1), name: z.string().nullish() }).nullish(),
  is_enterprise_install: z.boolean().nullish(),
  authed_user: z.object({ id: z.string() }).nullish(),
  refresh_token: z.string().nullish(),
  expires_in: z.number().positive().nullish(),
})

/**
 * The few calls of Slack that installing takes. One try each, for a code and a refresh token are good once.
 * https://docs.slack.dev/authentication/installing-with-oauth and …/using-token-rotation
 */
export function makeSlackOAuth({ clientId, clientSecret, redirectUri, apiUrl }: OAuthSettings, log: Log): SlackOAuth {
  const options = clientOptions({ apiUrl }, log)
  const silent = () => undefined
  // At debug the SDK writes what it sends: codes and refresh tokens.
  const logger = { ...options.logger, debug: silent, info: silent }
  const open = (token?: string) => new WebClient(token, { ...options, logger })
  const us = { client_id: clientId, client_secret: clientSecret }

  return {
    async exchange(code) {
      const client = open()
      try {
        const reply = await client.oauth.v2.access({ ...us, code, redirect_uri: redirectUri })
        const read = Reply.safeParse(reply)
        const granted = read.success ? grantedOf(read.data) : undefined
        return granted === undefined ? noBot() : { kind: 'granted', granted }
      } catch (error) {
        return refusalOf(error)
      }
    },
    async refresh(refreshToken) {
      const client = open()
      try {
        const reply = await client.oauth.v2.access({ ...us, grant_type: 'refresh_token', refresh_token: refreshToken })
        const { access_token: token, refresh_token: next, expires_in: seconds } = reply
        if (!token || !next || !seconds) return { kind: 'away', error: new Error('slack renewed a token without one') }
        return { kind: 'refreshed', token, expiring: { refreshToken: next, seconds } }
      } catch (error) {
        return refusalOf(error)
      }
    },
    async revoke(token) {
      const client = open(token)
      try {
        await client.auth.revoke()
        return true
      } catch (error) {
        if (codeOf(error) === 'token_revoked') return true
        log.error({ err: error }, 'a token could not be revoked')
        return false
      }
    },
    async look(token) {
      const client = open(token)
      try {
        return { kind: 'good', botId: (await client.auth.test()).bot_id }
      } catch (error) {
        return { kind: DEAD.has(codeOf(error) ?? '') ? 'dead' : 'unknown' }
      }
    },
  }
}

/** Without a bot's token, or with nobody to whom it belongs, there is nothing to keep. */
function grantedOf(reply: z.infer<typeof Reply>): Granted | undefined {
  const { team, enterprise, refresh_token: refreshToken, expires_in: seconds } = reply
  const orgWide = reply.is_enterprise_install === true
  if (orgWide ? !enterprise : !team) return undefined
  return {
    team: team && !orgWide ? { id: team.id, name: team.name ?? team.id } : undefined,
    enterprise: enterprise ? { id: enterprise.id, name: enterprise.name ?? enterprise.id } : undefined,
    orgWide,
    botUserId: reply.bot_user_id,
    installedBy: reply.authed_user?.id ?? '',
    scopes: reply.scope.split(',').filter((scope) => scope !== ''),
    token: reply.access_token,
    expiring: refreshToken && seconds ? { refreshToken, seconds } : undefined,
  }
}

function noBot(): Refused {
  return { kind: 'refused', code: 'no_bot_token', whose: 'ours' }
}

function refusalOf(error: unknown): Refused | Away {
  const code = codeOf(error)
  // Of some codes Slack says itself that it may have been done all the same.
  if (code === undefined || classify(error).kind === 'unknown' || /^rate_?limited$/.test(code))
    return { kind: 'away', error }
  return { kind: 'refused', code, whose: OURS.has(code) ? 'ours' : 'theirs' }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined
}
