import type { Clock } from '../lib/clock.ts'
import { readWorkspace, spellTeam, spellWorkspace } from '../policy/workspace.ts'
import type { Installations } from './installations.ts'
import { POST_GAP_MS } from './outbox.ts'
import { makePace, type Pace } from './pace.ts'
import type { Spell } from './read-workspace.ts'
import { openWebApi, type WebApi, type WebApiOutside, type WebApiSettings } from './web-api.ts'
import { whoAmI } from './who-am-i.ts'

/** The roads out to Slack in one workspace, over its own token: nothing of them is shared with another. */
export type OpenWorkspace = WebApi & {
  /** As rows call it; undefined where there is one token, whatever its workspace is called. */
  readonly team: string | undefined
  readonly botUserId: () => Promise<string>
  /** Slack has refused the token of late: nothing that is said there gets through. */
  readonly isRefused: () => boolean
}

/** The workspaces that the bot speaks in. */
export type Workspaces = {
  /** Whether there may be more than one: then each has rules of its own, and knows of no account that they do not name. */
  readonly several: boolean
  /** What rows call the workspace that something came from. */
  readonly spell: Spell
  /** Undefined where the bot is not installed there (any more). Throws where that cannot be found out. */
  of(team: string): Promise<OpenWorkspace | undefined>
  /** Those of these workspaces that the bot is installed in. */
  installedIn(teams: readonly string[]): Promise<readonly string[]>
  /** Rejects where Slack does not take the bot at all. */
  ready(): Promise<void>
}

/** The one workspace of a token: whoever asks is there. */
export function oneWorkspace(settings: WebApiSettings, outside: WebApiOutside): Workspaces {
  const api = openWebApi(settings, outside)
  let asked: ReturnType<typeof whoAmI> | undefined
  const bot = () => {
    asked ??= whoAmI(api.client, outside.clock, outside.log)
    asked.catch(() => (asked = undefined))
    return asked
  }
  const open = { ...api, team: undefined, botUserId: async () => (await bot()).userId, isRefused: () => false }
  return {
    several: false,
    spell: spellTeam,
    of: async () => open,
    installedIn: async (teams) => teams,
    ready: async () => void (await bot()),
  }
}

/** How many workspaces are held open at once; the one that was used longest ago goes first, and is opened anew when it's needed. */
const HELD = 200
/** A token that Slack has refused is tried again after so long: an installation may be allowed again. */
const REFUSED_MS = 10 * 60_000

type Held = { readonly open: OpenWorkspace; readonly token: string; readonly pace: Pace }

/** Workspaces that installed the bot by themselves, each with its token. */
export function installedWorkspaces(
  installations: Installations,
  settings: Omit<WebApiSettings, 'botToken'>,
  outside: Omit<WebApiOutside, 'pace' | 'onCall'>,
  most = HELD,
): Workspaces {
  const held = new Map<string, Held>()
  return {
    several: true,
    spell: spellWorkspace,
    async of(team) {
      const workspace = readWorkspace(team)
      const installed = await installations.of(workspace)
      const before = held.get(team)
      held.delete(team)
      if (installed === undefined) return undefined
      const same = before?.token === installed.token
      const { token, botUserId, orgWide } = installed
      const teamId = orgWide && workspace.team !== '' ? workspace.team : undefined
      // A token that took the place of another speaks in the same channels: Slack counts by channel, not by token.
      const pace = before?.pace ?? makePace(outside.clock, POST_GAP_MS)
      const now: Held = same
        ? before
        : {
            token,
            pace,
            open: openOne(team, botUserId, { ...settings, botToken: token, teamId }, { ...outside, pace }),
          }
      held.set(team, now)
      const oldest = held.keys().next()
      if (held.size > most && oldest.done !== true) held.delete(oldest.value)
      return now.open
    },
    async installedIn(teams) {
      const all = await installations.all()
      const has = (enterprise: string | undefined, team: string) =>
        all.some((each) => each.enterprise === enterprise && each.team === team)
      return teams.filter((spelt) => {
        const { enterprise, team } = readWorkspace(spelt)
        return has(enterprise, team) || (enterprise !== undefined && has(enterprise, ''))
      })
    },
    ready: async () => undefined,
  }
}

function openOne(
  team: string,
  botUserId: string,
  settings: WebApiSettings,
  outside: WebApiOutside & { readonly clock: Clock },
): OpenWorkspace {
  let refusedAt: number | undefined
  const onCall = (refused: boolean) => {
    refusedAt = refused ? outside.clock.now() : undefined
  }
  const api = openWebApi(settings, { ...outside, onCall })
  const isRefused = () => refusedAt !== undefined && outside.clock.now() - refusedAt < REFUSED_MS
  return { ...api, team, botUserId: async () => botUserId, isRefused }
}
