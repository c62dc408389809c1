import type { Instant } from '../lib/instant.ts'
import { readWorkspace, spellTeam, spellWorkspace } from '../policy/workspace.ts'
import type { Installations, Workspace } from '../slack/installations.ts'
import type { Installation, KeptInstallations, StandingInstallation } from './installation.ts'
import { isAllowed } from './is-allowed.ts'
import { renew, type Renewing } from './renew.ts'

export type OpenInstallations = Omit<Renewing, 'kept' | 'vain'> & {
  readonly kept: KeptInstallations
  /** The ids of workspaces and organizations that may have the bot. */
  readonly allowed: readonly string[]
}

/** Installations as they are kept. Read anew each time: one that was removed, here or by another instance, is used no more. */
export function openInstallations(open: OpenInstallations): Installations {
  const { kept, allowed, clock, log } = open
  const renewing = { ...open, vain: new Map<string, Instant>() }
  return {
    async of(workspace) {
      const found = await find(workspace)
      if (found === undefined) return undefined
      const enterprise = workspace.enterprise ?? found.installation.enterprise
      if (!isAllowed({ enterprise, team: workspace.team }, allowed)) return undefined
      const installation = await renew(await inOrganization(workspace, found), renewing)
      if (installation === undefined) return undefined
      const { token, botUserId, botId, orgWide } = installation
      return { token, botUserId, ...(botId !== undefined && { botId }), orgWide }
    },
    async all() {
      const { installations, unreadable } = await kept.list()
      for (const error of unreadable) log.error({ err: error }, 'an installation cannot be read')
      return installations
        .filter((installation) => isAllowed(installation, allowed) && !isOver(installation))
        .map(({ enterprise, team }) => ({ enterprise, team }))
    },
    async gone(workspace) {
      let standing = await kept.get(workspace)
      const { enterprise } = standing?.installation ?? workspace
      // First, so that nothing more is begun there while its rows are removed.
      while (standing !== undefined && !(await kept.remove(workspace, standing.version))) {
        standing = await kept.get(workspace)
      }
      for (const team of await namesOf(workspace, enterprise)) await kept.clear(team)
    },
  }

  /** A workspace may join an organization after the bot was installed there: whoever lists all installations has to know. */
  async function inOrganization(
    { enterprise, team }: Workspace,
    standing: StandingInstallation,
  ): Promise<StandingInstallation> {
    const { installation, version } = standing
    if (enterprise === undefined || installation.team !== team || installation.enterprise === enterprise)
      return standing
    log.info({ workspace: { enterprise, team } }, 'a workspace has joined an organization')
    const joined = { ...installation, enterprise }
    return (await kept.put(joined, version)) ? { installation: joined, version: version + 1 } : standing
  }

  /** The workspace's own, before its organization's. */
  async function find({ enterprise, team }: Workspace): Promise<StandingInstallation | undefined> {
    const own = team === '' ? undefined : await kept.get({ enterprise, team })
    if (own !== undefined || enterprise === undefined) return own
    return kept.get({ enterprise, team: '' })
  }

  function isOver({ expiring }: Installation): boolean {
    return expiring?.refused === true && expiring.until <= clock.now()
  }

  /** What its rows stand under; of an organization all its workspaces', but for those that have an installation of their own. */
  async function namesOf({ enterprise, team }: Workspace, known: string | undefined): Promise<Iterable<string>> {
    if (team !== '') {
      const whole = { enterprise: enterprise ?? known, team }
      return new Set([spellWorkspace(whole), spellTeam(whole)])
    }
    const names = [spellWorkspace({ enterprise, team })]
    for (const name of await kept.teams()) {
      const workspace = readWorkspace(name)
      if (enterprise === undefined || workspace.enterprise !== enterprise || workspace.team === '') continue
      if ((await kept.get(workspace)) === undefined) names.push(name)
    }
    return names
  }
}
