import type { Audit } from '../job/audit.ts'
import type { Clock } from '../lib/clock.ts'
import { instant, type Instant } from '../lib/instant.ts'
import type { Log } from '../lib/log.ts'
import type { Workspace } from '../slack/installations.ts'
import type { PageReply, PageRequest, Pages } from '../slack/pages.ts'
import type { Installation, KeptInstallations } from './installation.ts'
import { type InstallStates, isBrowser, newName, STATE_MS } from './install-state.ts'
import { INSTALL_PATH, INSTALL_WORDS, REDIRECT_PATH } from './install-words.ts'
import { isAllowed } from './is-allowed.ts'
import { makePage, type Page, redirectTo } from './page.ts'
import { missingScopes, NEEDED_SCOPES, OPTIONAL_SCOPES } from './scopes.ts'
import type { Granted, OAuthSettings, SlackOAuth } from './slack-oauth.ts'

export type Installing = {
  readonly settings: Omit<OAuthSettings, 'clientSecret'>
  /** The ids of workspaces and organizations that may. */
  readonly allowed: readonly string[]
  /** Whether a rule says what may be asked there. */
  readonly isNamed: (workspace: Workspace) => boolean
  readonly states: InstallStates
  readonly slack: SlackOAuth
  readonly kept: KeptInstallations
  readonly audit: Audit
  readonly clock: Clock
  readonly log: Log
  readonly chance: (bytes: number) => Uint8Array
}

/** Whose: this host's alone, and only sent where the connection is encrypted. */
const COOKIE = '__Host-whodid-install'
/** How many may finish in a minute, in one process. Each takes a row and a call of Slack, and the pages are open to everyone. */
const FINISH_A_MINUTE = 60
const COOKIE_RULES = 'Path=/; Secure; HttpOnly; SameSite=Lax'

/**
 * The pages on which the bot is installed in a workspace: sends a browser to Slack, and keeps what it comes back with. What is wrong is said on the page in plain words; no code,
 * token or state is ever in a page of ours or in the log. https://docs.slack.dev/authentication/installing-with-oauth
 */
export function makeInstallPages(installing: Installing): Pages {
  const { settings, states, slack, kept, clock, log, chance } = installing
  const finished: Instant[] = []
  return { has: (path) => path === INSTALL_PATH || path === REDIRECT_PATH, answer }

  async function answer(request: PageRequest): Promise<PageReply> {
    const { method, path } = request
    if (path !== INSTALL_PATH && path !== REDIRECT_PATH) return makePage(INSTALL_WORDS.noSuchPage)
    if (method !== 'GET' && method !== 'HEAD') return { status: 405, headers: { allow: 'GET, HEAD' }, body: '' }
    if (path === INSTALL_PATH) return begin(request)
    // What looks at a link before a person does must not use it up.
    if (method === 'HEAD') return { status: 200, headers: {}, body: '' }
    try {
      return await finish(request)
    } catch (error) {
      log.error({ err: error }, 'an installation could not be kept')
      return makePage(INSTALL_WORDS.notKept)
    }
  }

  /** Whoever begins twice, in two tabs, can finish both: the cookie stays the same. */
  function begin({ cookie }: PageRequest): PageReply {
    const browser = readBrowser(cookie) ?? newName(chance)
    const to = new URL('/oauth/v2/authorize', settings.apiUrl ?? 'https://slack.com')
    const { allowed } = installing
    to.search = new URLSearchParams({
      client_id: settings.clientId,
      scope: [...NEEDED_SCOPES, ...OPTIONAL_SCOPES].join(','),
      user_scope: '',
      redirect_uri: settings.redirectUri,
      state: states.make(browser),
      ...(allowed.length === 1 && allowed[0]?.startsWith('T') && { team: allowed[0] }),
    }).toString()
    const setCookie = `${COOKIE}=${browser}; Max-Age=${STATE_MS / 1_000}; ${COOKIE_RULES}`
    return redirectTo(to.href, { 'set-cookie': setCookie })
  }

  async function finish({ query, cookie }: PageRequest): Promise<PageReply> {
    const error = query.get('error')
    if (error === 'access_denied') return makePage(INSTALL_WORDS.denied)
    if (error !== null) return makePage(INSTALL_WORDS.refused(sayCode(error)))
    const state = states.read(query.get('state') ?? '', readBrowser(cookie))
    if (state.kind !== 'good') return makePage(INSTALL_WORDS[state.kind === 'wrong' ? 'wrongState' : 'expired'])
    if (!hasRoom(clock.now())) return makePage(INSTALL_WORDS.busy)
    if (!(await kept.takeOnce(`install:${state.id}`, state.until))) return makePage(INSTALL_WORDS.used)
    const exchange = await slack.exchange(query.get('code') ?? '')
    if (exchange.kind === 'away') {
      log.error({ err: exchange.error }, 'slack could not be asked about an installation')
      return makePage(INSTALL_WORDS.away)
    }
    if (exchange.kind === 'refused') {
      const { code, whose } = exchange
      if (whose === 'ours') log.error({ said: code }, 'slack does not accept the settings for installing')
      else log.warn({ said: code }, 'slack refused an installation')
      return makePage(INSTALL_WORDS[whose === 'ours' ? 'misconfigured' : 'refused'](sayCode(code)))
    }
    return makePage(await keep(exchange.granted, state.id))
  }

  function hasRoom(now: Instant): boolean {
    while (finished[0] !== undefined && finished[0] <= now - 60_000) finished.shift()
    return finished.length < FINISH_A_MINUTE && finished.push(now) > 0
  }

  async function keep(granted: Granted, id: string): Promise<Page> {
    const at = clock.now()
    const workspace = { enterprise: granted.enterprise?.id, team: granted.team?.id ?? '' }
    const named = granted.orgWide ? granted.enterprise : granted.team
    const whose = { id: named?.id ?? '', name: named?.name ?? '', orgWide: granted.orgWide }
    const tell = (outcome: string) => record(installing.audit, { at, id, granted, whose: whose.id, outcome })
    if (!isAllowed(workspace, installing.allowed)) {
      const isRevoked = await slack.revoke(granted.token)
      log.warn({ workspace, isRevoked }, 'a workspace that the settings do not name tried to install the bot')
      await tell('refused')
      return INSTALL_WORDS.notAllowed(whose, isRevoked)
    }
    const missing = missingScopes(granted.scopes)
    if (missing.length > 0) {
      // Where the bot is installed already, Slack gives the same token again: that one must go on.
      const before = await kept.get(workspace)
      if (before?.installation.token !== granted.token) await slack.revoke(granted.token)
      log.warn({ workspace, missing }, 'an installation was granted too little')
      await tell('refused')
      return INSTALL_WORDS.missingScopes(missing)
    }
    const look = await slack.look(granted.token)
    await kept.put(installationOf(granted, look.kind === 'good' ? look.botId : undefined, at))
    log.info({ workspace, orgWide: granted.orgWide }, 'the bot was installed')
    await tell('installed')
    return INSTALL_WORDS.installed(whose, installing.isNamed(workspace))
  }
}

function installationOf(granted: Granted, botId: string | undefined, at: Instant): Installation {
  const { team, enterprise, orgWide, token, botUserId, scopes, installedBy, expiring } = granted
  return {
    enterprise: enterprise?.id,
    team: team?.id ?? '',
    orgWide,
    name: (team ?? enterprise)?.name ?? '',
    token,
    botUserId,
    botId,
    scopes,
    installedBy,
    installedAt: at,
    expiring: expiring && { refreshToken: expiring.refreshToken, until: instant(at + expiring.seconds * 1_000) },
  }
}

function record(
  audit: Audit,
  of: {
    readonly at: Instant
    readonly id: string
    readonly granted: Granted
    readonly whose: string
    readonly outcome: string
  },
): Promise<void> {
  const { at, id, granted, whose, outcome } = of
  return audit.write({
    at,
    key: `install:${id}`,
    team: whose,
    person: granted.installedBy,
    channel: '',
    deed: 'install',
    question: undefined,
    outcome,
    rights: 'slack.oauth.workspaces',
  })
}

/** The browser's own cookie. With two of the name, which one is ours cannot be told. */
function readBrowser(header: string | undefined): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .flatMap((pair) => (pair.startsWith(`${COOKIE}=`) ? [pair.slice(COOKIE.length + 1)] : []))
  const [browser] = values
  return values.length === 1 && browser !== undefined && isBrowser(browser) ? browser : undefined
}

/** Slack's word for what went wrong, where it is one: anyone can write the address of this page. */
function sayCode(code: string): string {
  return /^[a-z][a-z0-9_]{1,60}$/.test(code) ? code : 'something that is no code of Slack'
}
