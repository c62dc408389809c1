import type { Clock } from './clock.ts'
import type { ExchangeLog } from './exchanges.ts'
import type { Announcement } from './events.ts'
import type { Faults } from './faults.ts'
import type { Ids } from './ids.ts'
import type { Manifest } from './manifest.ts'
import type { OAuthApp } from './oauth-app.ts'
import type { RateLimits } from './rate-limits.ts'
import type { ResponseUrls } from './response-urls.ts'
import type { SlackState } from './state.ts'
import type { Triggers } from './triggers.ts'

/** What changed, for whoever watches: tests that wait, and a console that draws. */
export type Change = {
  readonly kind:
    | 'message'
    | 'edit'
    | 'delete'
    | 'ephemeral'
    | 'view'
    | 'home'
    | 'file'
    | 'status'
    | 'reaction'
    | 'exchange'
    | 'problem'
    | 'socket'
  readonly channel?: string
  readonly ts?: string
  readonly person?: string
}

/** Everything the parts of this Slack share. */
export type Workspace = {
  readonly clock: Clock
  readonly ids: Ids
  readonly state: SlackState
  readonly log: ExchangeLog
  readonly faults: Faults
  readonly limits: RateLimits
  readonly triggers: Triggers
  readonly responseUrls: ResponseUrls
  readonly manifest: Manifest
  /** What the bot token may do. Tests take scopes away. */
  readonly scopes: Set<string>
  readonly signingSecret: string
  readonly appToken: string
  readonly botToken: string
  /** Which bot tokens are good. */
  readonly oauth: OAuthApp
  /** The app is thrown out: its tokens are revoked, and it is told, where it subscribed to that. */
  uninstalled(): void
  /** Where this Slack answers, once it listens: http://127.0.0.1:PORT */
  origin(): string
  changed(change: Change): void
  /** Tells the app, where it subscribed to this. */
  announce(event: Announcement): void
  /** Leave to open a Socket Mode connection, once each. */
  readonly tickets: Set<string>
}
