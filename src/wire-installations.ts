import { randomBytes } from 'node:crypto'
import type { Config } from './config/load.ts'
import type { Audit } from './job/audit.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import { makeSeal } from './lib/seal.ts'
import { makeInstallPages } from './oauth/install-pages.ts'
import { makeInstallStates } from './oauth/install-state.ts'
import { REDIRECT_PATH } from './oauth/install-words.ts'
import { isAllowed } from './oauth/is-allowed.ts'
import { openInstallations } from './oauth/open-installations.ts'
import { makeSlackOAuth } from './oauth/slack-oauth.ts'
import { makeUninstalling, type Uninstalling } from './oauth/uninstalling.ts'
import type { Installations, Workspace } from './slack/installations.ts'
import type { Pages } from './slack/pages.ts'
import type { OpenStore } from './stores/open-store.ts'

export type InstallingOpen = {
  readonly installations: Installations
  /** Where people install the bot. */
  readonly pages: Pages
  /** Takes what Slack sends once the bot was thrown out. */
  readonly uninstalling: Uninstalling
  /** Rejects where what is kept cannot be opened with the keys that are there: said at the start, not at the first question. */
  tryKeys(): Promise<void>
}

/**
 * Several workspaces, as the settings say; undefined where there is one, by its token in the environment. Hurried where Slack waits:
 * then tokens are renewed by others, as long as there is time.
 */
export function openInstalling(
  config: Config,
  store: Pick<OpenStore, 'installations'>,
  { clock, log, audit }: { readonly clock: Clock; readonly log: Log; readonly audit: Audit },
  { isHurried = false }: { readonly isHurried?: boolean } = {},
): InstallingOpen | undefined {
  const { oauth, apiUrl } = config.slack
  const { clientSecret, installationKeys } = config.secrets
  if (oauth === undefined || clientSecret === undefined || installationKeys === undefined) return undefined
  const chance = (bytes: number) => randomBytes(bytes)
  const kept = store.installations(makeSeal(installationKeys, chance))
  const settings = {
    clientId: oauth.clientId,
    redirectUri: `${oauth.publicUrl.replace(/\/+$/, '')}${REDIRECT_PATH}`,
    apiUrl,
  }
  const slack = makeSlackOAuth({ ...settings, clientSecret }, log)
  const allowed = oauth.workspaces
  const installations = openInstallations({ kept, slack, allowed, clock, log, isHurried })
  const isNamed = (workspace: Workspace) => config.policy.some((rule) => isAllowed(workspace, rule.workspaces ?? []))
  const states = makeInstallStates(clientSecret, () => clock.now(), chance)
  return {
    installations,
    pages: makeInstallPages({ settings, allowed, isNamed, states, slack, kept, audit, clock, log, chance }),
    uninstalling: makeUninstalling({ installations, kept, slack, audit, clock, log }),
    async tryKeys() {
      const [error] = (await kept.list()).unreadable
      if (error !== undefined) throw error
    },
  }
}
