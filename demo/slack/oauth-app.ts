import type { Clock } from './clock.ts'
import type { Ids } from './ids.ts'

/** An app that people install by OAuth. Without this, its one bot token works from the beginning. */
export type OAuthOptions = {
  readonly clientId: string
  readonly clientSecret: string
  /** Where a browser may be sent back to: each begins with one of these. */
  readonly redirectUrls: readonly string[]
  /** Tokens that end after twelve hours, as with token_rotation_enabled. */
  readonly rotation?: boolean
  /** Installed for a whole Enterprise Grid organization, where it is given. */
  readonly organization?: { readonly id: string; readonly name: string }
}

type Code = {
  readonly redirectUri: string | undefined
  readonly person: string
  readonly scopes: readonly string[]
  readonly until: number
  used: boolean
}
type Token = { readonly scopes: readonly string[]; readonly until: number | undefined }
type Renewal = { readonly scopes: readonly string[]; used: boolean }

export type Issued = {
  readonly token: string
  readonly person: string
  readonly scopes: readonly string[]
  readonly refreshToken: string | undefined
  readonly seconds: number | undefined
}

/** What Slack keeps of an app's tokens. */
export type OAuthApp = {
  readonly options: OAuthOptions | undefined
  /** A code for what a person has agreed to. */
  allow(person: string, scopes: readonly string[], redirectUri: string | undefined): string
  /** Once, within ten minutes, with the same redirect address; else Slack's word for why not. */
  redeem(code: string, redirectUri: string | undefined): Issued | string
  renew(refreshToken: string): Issued | string
  /** Slack's word for what is wrong with a bot token; undefined where it is good. */
  wrongWith(token: string): string | undefined
  isInstalled(): boolean
  /** All tokens are revoked. False where there were none. */
  uninstall(): boolean
}

const CODE_MS = 10 * 60_000
const TOKEN_SECONDS = 43_200

/** Codes and tokens as Slack gives them out: each code and each refresh token is good once. */
export function makeOAuthApp(
  options: OAuthOptions | undefined,
  { clock, ids, botToken }: { readonly clock: Clock; readonly ids: Ids; readonly botToken: string },
): OAuthApp {
  const codes = new Map<string, Code>()
  const tokens = new Map<string, Token>()
  const renewals = new Map<string, Renewal>()
  const gone = new Set<string>()
  let installed = options === undefined
  if (options === undefined) tokens.set(botToken, { scopes: [], until: undefined })

  const issue = (scopes: readonly string[], person: string): Issued => {
    installed = true
    if (options?.rotation !== true) {
      // Installed again, Slack gives the same token again.
      tokens.set(botToken, { scopes, until: undefined })
      gone.delete(botToken)
      return { token: botToken, person, scopes, refreshToken: undefined, seconds: undefined }
    }
    const token = ids.secret('xoxe.xoxb-fake-')
    const refreshToken = ids.secret('xoxe-fake-')
    tokens.set(token, { scopes, until: clock.now() + TOKEN_SECONDS * 1_000 })
    renewals.set(refreshToken, { scopes, used: false })
    return { token, person, scopes, refreshToken, seconds: TOKEN_SECONDS }
  }

  return {
    options,
    allow(person, scopes, redirectUri) {
      const code = ids.secret('fake.code.')
      codes.set(code, { redirectUri, person, scopes, until: clock.now() + CODE_MS, used: false })
      return code
    },
    redeem(given, redirectUri) {
      const code = codes.get(given)
      if (code === undefined || code.until <= clock.now()) return 'invalid_code'
      if (code.used) return 'code_already_used'
      if (code.redirectUri !== redirectUri) return 'bad_redirect_uri'
      code.used = true
      return issue(code.scopes, code.person)
    },
    renew(given) {
      const renewal = renewals.get(given)
      if (renewal === undefined || renewal.used || !installed) return 'invalid_refresh_token'
      renewal.used = true
      return issue(renewal.scopes, '')
    },
    wrongWith(token) {
      if (gone.has(token)) return 'token_revoked'
      const known = tokens.get(token)
      if (known === undefined) return 'invalid_auth'
      return known.until !== undefined && known.until <= clock.now() ? 'token_expired' : undefined
    },
    isInstalled: () => installed,
    uninstall() {
      const was = installed
      for (const token of tokens.keys()) gone.add(token)
      tokens.clear()
      renewals.clear()
      installed = false
      return was
    },
  }
}
