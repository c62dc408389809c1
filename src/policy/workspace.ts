/** A workspace as Slack names it: `enterprise` where it belongs to an Enterprise Grid organization. */
export type Workspace = {
  readonly enterprise: string | undefined
  /** '' where what was done belongs to the organization as a whole, and to none of its workspaces. */
  readonly team: string
}

/**
 * What rows call a workspace that the bot was installed in by OAuth: `E….T…` in an Enterprise Grid organization, `E…` for the
 * organization as a whole, else `T…` alone, as a bot with one token has always called its own. No two are called the same:
 * Slack's ids are capital letters and digits, so the point stands between two of them and nowhere else.
 */
export function spellWorkspace({ enterprise, team }: Workspace): string {
  if (!enterprise) return team
  return team === '' ? enterprise : `${enterprise}.${team}`
}

/** What rows call the workspace of a bot with one token, whichever organization it belongs to. */
export function spellTeam({ enterprise, team }: Workspace): string {
  return team === '' ? (enterprise ?? '') : team
}

/** What one of the two has spelt. */
export function readWorkspace(spelt: string): Workspace {
  const [first = '', second] = spelt.split('.')
  if (second !== undefined) return { enterprise: first, team: second }
  return first.startsWith('E') ? { enterprise: first, team: '' } : { enterprise: undefined, team: first }
}
