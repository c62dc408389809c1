import type { Audit } from '../job/audit.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { spellWorkspace } from '../policy/workspace.ts'
import type { Installations, Workspace } from '../slack/installations.ts'
import type { KeptInstallations, StandingInstallation } from './installation.ts'
import { readUninstalled, type Uninstalled } from './read-uninstalled.ts'
import type { SlackOAuth } from './slack-oauth.ts'

export type UninstallingDeps = {
  readonly installations: Pick<Installations, 'gone'>
  readonly kept: Pick<KeptInstallations, 'get'>
  readonly slack: Pick<SlackOAuth, 'look'>
  readonly audit: Audit
  readonly clock: Clock
  readonly log: Log
}

/** Takes what Slack sent, and says whether it was about being thrown out. Rejects where it has to be sent again. */
export type Uninstalling = (body: unknown) => Promise<boolean>

/** A token that has just been revoked may still be taken for a moment. */
const SURE_AFTER_MS = 1_500

/**
 * Removes what is kept of a workspace that has thrown the bot out. Slack promises no order: the news of an old end may come
 * after a new beginning. So the token that is kept now is tried: one that still works was not meant. May be done twice.
 */
export function makeUninstalling({ installations, kept, slack, audit, clock, log }: UninstallingDeps): Uninstalling {
  return async (body) => {
    const said = readUninstalled(body)
    if (said === undefined) return false
    if (said.kind === 'left') {
      for (const team of said.teams) await leave({ enterprise: said.workspace.enterprise, team }, said)
      return true
    }
    const { workspace, bots } = said
    const standing = await meant(workspace)
    if (standing === undefined) {
      await remove(workspace, said)
    } else if (bots !== undefined && !bots.includes(standing.installation.botUserId)) {
      log.info({ workspace }, 'tokens of others were revoked')
    } else if (await isStillIn(standing, said)) {
      log.info({ workspace }, 'an end that was told is not the end of what is installed now')
    } else {
      const { enterprise, team } = standing.installation
      await remove({ enterprise, team }, said)
    }
    return true
  }

  /** One that has installed the bot by itself may keep it where its organization's is taken away. */
  async function leave(workspace: Workspace, said: Uninstalled): Promise<void> {
    const own = await kept.get(workspace)
    if (own === undefined || !(await isStillIn(own, said))) return remove(workspace, said)
    log.info({ workspace }, 'an end that was told is not the end of what is installed now')
  }

  /** The workspace's own; else its organization's, where the news does not say which of the two it is about. */
  async function meant({ enterprise, team }: Workspace): Promise<StandingInstallation | undefined> {
    const own = await kept.get({ enterprise, team })
    return own ?? (enterprise === undefined || team === '' ? undefined : kept.get({ enterprise, team: '' }))
  }

  async function isStillIn({ installation }: StandingInstallation, { at }: Uninstalled): Promise<boolean> {
    let look = await slack.look(installation.token)
    if (look.kind === 'good' && at >= installation.installedAt) {
      await clock.sleep(SURE_AFTER_MS)
      look = await slack.look(installation.token)
    }
    if (look.kind === 'unknown') return at < installation.installedAt
    return look.kind === 'good'
  }

  async function remove(workspace: Workspace, { id }: Uninstalled): Promise<void> {
    await installations.gone(workspace)
    log.info({ workspace }, 'the bot was uninstalled, and what was kept of that workspace is removed')
    await audit.write({
      at: clock.now(),
      key: `event:${id}`,
      team: spellWorkspace(workspace),
      person: '',
      channel: '',
      deed: 'uninstall',
      question: undefined,
      outcome: 'removed',
      rights: 'none needed',
    })
  }
}
