import type { AddressInfo } from 'node:net'
import { asPerson, type Acting } from './as-person.ts'
import { realClock, type Clock } from './clock.ts'
import { deliver, type Answer, type Inbound } from './deliver.ts'
import { tell, type Announcement } from './events.ts'
import { makeExchangeLog, type Exchange, type Problem } from './exchanges.ts'
import { makeFaults, type Faults } from './faults.ts'
import { httpDelivery, type RequestUrl } from './http-delivery.ts'
import { makeServer } from './http-server.ts'
import { makeIds } from './ids.ts'
import { readManifest } from './manifest.ts'
import { makeOAuthApp, type OAuthOptions } from './oauth-app.ts'
import { APP_ID, BOT, type Person, type Team } from './people.ts'
import { makeRateLimits } from './rate-limits.ts'
import { makeResponseUrls } from './response-urls.ts'
import { makeSockets, type Sockets } from './socket-mode.ts'
import { findPerson, makeState, whatSees, type SlackState } from './state.ts'
import { makeTriggers } from './triggers.ts'
import type { Change, Workspace } from './workspace.ts'

export type SlackOptions = {
  /** The text of manifest.yml, or what is in it: scopes, events, commands and shortcuts are held to it. */
  readonly manifest: unknown
  readonly transport: 'socket' | 'http'
  /** Over HTTP: where the bot listens. May be said later, with `setRequestUrl`. */
  readonly requestUrl?: RequestUrl
  readonly clock?: Clock
  readonly port?: number
  readonly seed?: number
  readonly signingSecret?: string
  readonly appToken?: string
  readonly botToken?: string
  /** The workspace; that of people.ts where it is left out. Its people have the same ids in each. */
  readonly team?: Team
  /** More people, beside those of people.ts. */
  readonly people?: readonly Person[]
  /** Whether the optional scopes were granted too; yes where it is left out. */
  readonly optionalScopes?: boolean
  readonly rateLimits?: boolean
  /** Installed by OAuth: until somebody has done so, no bot token works. */
  readonly oauth?: OAuthOptions
}

/** A Slack on this machine. */
export type FakeSlack = {
  /** http://127.0.0.1:PORT */
  readonly url: string
  /** What a WebClient takes as `slackApiUrl`. */
  readonly apiUrl: string
  readonly appToken: string
  readonly botToken: string
  readonly signingSecret: string
  readonly bot: { readonly user: string; readonly bot: string; readonly app: string; readonly team: string }
  readonly state: SlackState
  readonly clock: Clock
  readonly faults: Faults
  readonly sockets: Omit<Sockets, 'transport' | 'upgrade' | 'close'>
  /** What the bot token may do; take one away to see what happens. */
  readonly scopes: Set<string>
  /** Everything that went between Slack and the bot, oldest first. */
  readonly exchanges: readonly Exchange[]
  /** What the bot did that it never should. Empty in a good test. */
  readonly problems: readonly Problem[]
  as(who: string): Acting
  whatSees(who: string, channel: string): ReturnType<typeof whatSees>
  /** An administrator removes the app: its tokens end, and it is told. Resolves when it has answered. */
  uninstall(): Promise<void>
  isInstalled(): boolean
  /** Tells the app of an event that no person causes here, such as tokens_revoked. */
  sendEvent(event: { readonly type: string }): Promise<Answer | undefined>
  on(name: 'change', listener: (change: Change) => void): () => void
  /** Waits until it holds, looking at every change and every few milliseconds; an error after `ms` of real time (ten seconds). */
  until<T>(holds: () => T | undefined | false, ms?: number): Promise<T>
  setRequestUrl(url: RequestUrl): void
  /** Asks the request URL to echo a challenge, as Slack does when it is entered. */
  verifyUrl(): Promise<boolean>
  close(): Promise<void>
}

/** Starts a Slack on loopback that is as strict as the real one. */
export async function startSlack(options: SlackOptions): Promise<FakeSlack> {
  const clock = options.clock ?? realClock
  const ids = makeIds(options.seed ?? 1)
  const listeners = new Set<(change: Change) => void>()
  const changed = (change: Change): void => {
    for (const listener of listeners) listener(change)
  }
  const manifest = readManifest(options.manifest)
  const optional = options.optionalScopes === false ? [] : manifest.optionalScopes
  let requestUrl = options.requestUrl
  let origin = ''
  const botToken = options.botToken ?? 'xoxb-fake'
  const workspace: Workspace = {
    clock,
    ids,
    state: makeState(options.people ?? [], options.team),
    log: makeExchangeLog(() => clock.now(), changed),
    faults: makeFaults(),
    limits: makeRateLimits(clock, options.rateLimits ?? true),
    triggers: makeTriggers(clock, ids),
    responseUrls: makeResponseUrls(clock, ids, () => origin),
    manifest,
    scopes: new Set([...manifest.scopes, ...optional]),
    tickets: new Set(),
    signingSecret: options.signingSecret ?? 'fake-signing-secret',
    appToken: options.appToken ?? 'xapp-fake',
    botToken,
    oauth: makeOAuthApp(options.oauth, { clock, ids, botToken }),
    uninstalled: () => void throwOut(),
    origin: () => origin,
    changed,
    announce: (announcement) => void tellApp(announcement),
  }
  const sockets = makeSockets(workspace)
  const transport = options.transport === 'socket' ? sockets.transport : httpDelivery(workspace, () => requestUrl)
  const send = (inbound: Inbound): Promise<Answer> => deliver(workspace, transport, inbound)
  const tellApp = (announcement: Announcement): Promise<Answer | undefined> => tell(workspace, send, announcement)

  /** Slack promises no order of the two. https://docs.slack.dev/reference/events/app_uninstalled */
  const throwOut = async (): Promise<void> => {
    if (!workspace.oauth.uninstall()) return
    const revoked = { type: 'tokens_revoked', tokens: { oauth: [], bot: [BOT.user] } }
    await Promise.all([
      tellApp({ kind: 'raw', event: { type: 'app_uninstalled' } }),
      tellApp({ kind: 'raw', event: revoked }),
    ])
  }

  const server = makeServer(workspace)
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head))
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const on = (listener: (change: Change) => void): (() => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return {
    url: origin,
    apiUrl: `${origin}/api/`,
    appToken: workspace.appToken,
    botToken: workspace.botToken,
    signingSecret: workspace.signingSecret,
    bot: { user: BOT.user, bot: BOT.bot, app: APP_ID, team: workspace.state.team.id },
    state: workspace.state,
    clock,
    faults: workspace.faults,
    sockets,
    scopes: workspace.scopes,
    exchanges: workspace.log.exchanges,
    problems: workspace.log.problems,
    as(who) {
      const person = findPerson(workspace.state, who)
      if (person === undefined || person.role === 'deactivated' || person.role === 'bot')
        throw new Error(`${who} cannot act here`)
      return asPerson({ workspace, person, send, tell: tellApp })
    },
    whatSees: (who, channel) => whatSees(workspace.state, findPerson(workspace.state, who)?.id ?? who, channel),
    uninstall: throwOut,
    isInstalled: () => workspace.oauth.isInstalled(),
    sendEvent: (event) => tellApp({ kind: 'raw', event: { ...event } }),
    on: (_name, listener) => on(listener),
    until: (holds, ms = 10_000) => waitUntil(on, holds, ms),
    setRequestUrl(url) {
      requestUrl = url
    },
    async verifyUrl() {
      const challenge = ids.secret('challenge-')
      const payload = { token: 'fake-verification-token', challenge, type: 'url_verification' }
      const answer = await send({ kind: 'event', payload, envelope: ids.secret('env-') })
      return answer.kind === 'acked' && JSON.stringify(answer.body ?? '').includes(challenge)
    },
    async close() {
      sockets.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** What is waited for may be the bot's, of which this Slack sees no change. */
const LOOK_MS = 10

function waitUntil<T>(
  on: (listener: () => void) => () => void,
  holds: () => T | undefined | false,
  ms: number,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      try {
        const value = holds()
        if (value === undefined || value === false) return
        stop()
        resolve(value)
      } catch (error) {
        stop()
        reject(error)
      }
    }
    const timer = setTimeout(() => {
      stop()
      reject(new Error(`it did not come to pass within ${ms} ms: ${holds.toString()}`))
    }, ms)
    const off = on(look)
    const often = setInterval(look, LOOK_MS)
    const stop = (): void => {
      clearTimeout(timer)
      clearInterval(often)
      off()
    }
    look()
  })
}
