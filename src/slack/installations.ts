/** A workspace as Slack names it: enterprise is set where the workspace belongs to an Enterprise Grid organization. */
export type Workspace = { readonly enterprise: string | undefined; readonly team: string }

/** What it takes to speak in a workspace. `token` is good now (rotated where it had to be). */
export type Installed = {
  readonly token: string
  readonly botUserId: string
  readonly botId?: string
  /** Installed for a whole organization: the same token speaks in each of its workspaces. */
  readonly orgWide: boolean
}

/** Where the bot is installed, and how it speaks there. */
export type Installations = {
  /**
   * Undefined where the bot is not installed there (any more), or that workspace isn't one that the settings allow.
   * Throws where Slack or the store can't be reached.
   */
  of(workspace: Workspace): Promise<Installed | undefined>
  /** Every workspace (or organization, team '') the bot is installed in: for watches. */
  all(): Promise<readonly Workspace[]>
  /** Uninstalled or revoked: what was kept of this workspace is removed. */
  gone(workspace: Workspace): Promise<void>
}
