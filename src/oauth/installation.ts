import type { Instant } from '../lib/instant.ts'
import type { Workspace } from '../slack/installations.ts'

/** A workspace, or a whole organization, that the bot is installed in: what Slack gave for it. */
export type Installation = Workspace & {
  /** For a whole organization: then `team` is ''. */
  readonly orgWide: boolean
  readonly name: string
  readonly token: string
  readonly botUserId: string
  readonly botId: string | undefined
  readonly scopes: readonly string[]
  readonly installedBy: string
  readonly installedAt: Instant
  /** Where tokens are rotated: what the next one is had for, and when this one ends. */
  readonly expiring:
    | {
        readonly refreshToken: string
        readonly until: Instant
        /** Slack does not renew it: good until its end, and then installed no more. */
        readonly refused?: boolean | undefined
      }
    | undefined
}

/** One that stands, and how often it was written: a change holds only over the version that was read. */
export type StandingInstallation = { readonly installation: Installation; readonly version: number }

/** Where installations are kept, sealed. All of it throws where the store cannot be used, or a seal cannot be opened. */
export type KeptInstallations = {
  get(workspace: Workspace): Promise<StandingInstallation | undefined>
  /** Those that can be opened, and how many cannot. */
  list(): Promise<{ readonly installations: readonly Installation[]; readonly unreadable: readonly Error[] }>
  /** Over whatever stands there; with `was` only over this version. */
  put(installation: Installation, was?: number): Promise<boolean>
  /** Only the version that was read. */
  remove(workspace: Workspace, was: number): Promise<boolean>
  /** False where it was taken before: for what may be done once only, and by one instance only until then. */
  takeOnce(what: string, until: Instant): Promise<boolean>
  /** The names that workspaces' rows stand under. */
  teams(): Promise<readonly string[]>
  /** Removes all rows of a workspace, by that name. */
  clear(team: string): Promise<void>
}
