import { randomBytes, randomInt } from 'node:crypto'
import type { Config } from './config/load.ts'
import { maskCarrier } from './job/mask-outside.ts'
import { maskWatches } from './job/mask-watches.ts'
import { makeOwnerRights } from './job/owner-rights.ts'
import { makeWatchLooks } from './job/watch-looks.ts'
import { makeWatchMessages } from './job/watch-messages.ts'
import { makeWatchRounds, type WatchTeam, type WatchTeams } from './job/watch-rounds.ts'
import { noticeMisses } from './job/pushed-misses.ts'
import type { Telemetry } from './job/telemetry.ts'
import { noticeLag, noticeTold } from './job/watch-telemetry.ts'
import type { TickLimits } from './job/watch-tick.ts'
import type { Watching } from './job/watching.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import { untilAborted } from './lib/until-aborted.ts'
import { WATCH_SETTINGS, type WatchSettings } from './watch/settings.ts'
import type { WatchStore } from './watch/store.ts'
import type { Sighting } from './watch/watch.ts'
import type { JobsOpen, WorkspaceJobs } from './wire-jobs.ts'

type Outside = { readonly clock: Clock; readonly log: Log }

/** What setting and changing watches needs. */
export function makeWatching({ watches }: Config, store: WatchStore): Watching {
  const { perChannel, perWorkspace } = watches
  return { store, settings: settingsOf(watches), perChannel, perWorkspace, newId: newWatchId }
}

/** All that a tick of watches needs in each workspace that the bot is installed in, whoever calls it and how often. */
export function watchTeams(config: Config, jobs: JobsOpen, { clock, log }: Outside): WatchTeams {
  const { store, telemetry, workspaces } = jobs
  const settings = settingsOf(config.watches)
  const holder = randomBytes(9).toString('base64url')
  const watches = telemetry === undefined ? store.watches : noticed(telemetry)
  const made = new WeakMap<WorkspaceJobs, WatchTeam>()
  return {
    teams: async () => workspaces.installedIn(await watches.teams()),
    left: (team) => jobs.forgetLeft([team]),
    async of(team) {
      const opened = await jobs.of(team)
      if (opened === undefined) return undefined
      const known = made.get(opened) ?? make(opened)
      made.set(opened, known)
      return known
    },
  }

  function noticed(telemetry: Telemetry): WatchStore {
    const now = () => clock.now()
    const { pushed } = config.watches
    // EventBridge has what changes something; a file has everything.
    const mayBePushed = ({ said }: Sighting) => said.write || (pushed?.buckets.length ?? 0) > 0
    const looked =
      pushed?.queue === undefined ? store.watches : noticeMisses(store.watches, { telemetry, now, log, mayBePushed })
    return noticeLag(looked, telemetry, now)
  }

  function make({ workspace, deps, rules }: WorkspaceJobs): WatchTeam {
    const { team, isRefused } = workspace
    const { slack, channel, people } = workspace.watching
    const sources = () => jobs.sourcesOf(team)
    const rights = makeOwnerRights({ rules, people, channel, now: () => clock.now() })
    return {
      isRefused,
      deps: {
        store: watches,
        looks: makeWatchLooks({ sources, isBusy: jobs.isBusy, now: () => clock.now(), settings }),
        slack: telemetry === undefined ? slack : noticeTold(slack, telemetry),
        rights,
        messages: maskWatches(
          makeWatchMessages({
            // Whoever reads the channel may take a button apart.
            carrier: maskCarrier(deps.carrier),
            redact: deps.redact,
            account: (id) => sources().estate.accounts.find((account) => account.id === id)?.alias ?? id,
          }),
          async (watch) => (await rights.showsKeys?.(watch)) ?? false,
        ),
        clock,
        log,
        settings,
        holder,
        budget: deps.budget,
      },
    }
  }
}

/** How much one tick takes on. */
export function tickLimits({ watches }: Config): TickLimits {
  return { looks: watches.looksAtOnce * LOOKS_EACH, atOnce: watches.looksAtOnce }
}

/** In one tick each of those at once may take its turn so often, before there is telling. */
const LOOKS_EACH = 8

/** Looks and tells for watches, again and again until it is stopped. What fails is logged, and the next round comes. */
export function keepWatching(config: Config, jobs: JobsOpen, outside: Outside): { stop(): Promise<void> } {
  const { clock, log } = outside
  const end = new AbortController()
  const rounds = makeWatchRounds(watchTeams(config, jobs, outside), tickLimits(config), log)
  const going = go()
  return {
    async stop() {
      end.abort(new Error('the bot is being stopped'))
      await going
      await rounds.idle()
    },
  }

  async function go(): Promise<void> {
    while (!end.signal.aborted) {
      // A workspace that takes longer than this is left out of the next rounds, and keeps no other waiting.
      void rounds.round(end.signal)
      await untilAborted(clock.sleep(config.watches.tickSeconds * 1_000), end.signal)
    }
  }
}

function settingsOf({ lookSeconds }: Config['watches']): WatchSettings {
  return { ...WATCH_SETTINGS, lookEvery: lookSeconds * 1_000 }
}

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Short enough to be typed on a phone. */
function newWatchId(): string {
  return `w-${Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`
}
