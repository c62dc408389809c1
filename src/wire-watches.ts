import { randomBytes, randomInt } from 'node:crypto'
import type { Config } from './config/load.ts'
import { makeOwnerRights } from './job/owner-rights.ts'
import { makeWatchLooks } from './job/watch-looks.ts'
import { makeWatchMessages } from './job/watch-messages.ts'
import type { WatchDeps } from './job/watch-ports.ts'
import { noticeLag, noticeTold } from './job/watch-telemetry.ts'
import { type TickLimits, watchTick } from './job/watch-tick.ts'
import type { Watching } from './job/watching.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import type { SlackOfWatches } from './slack/web-api.ts'
import { WATCH_SETTINGS, type WatchSettings } from './watch/settings.ts'
import type { WatchStore } from './watch/store.ts'
import { rulesOf } from './wire-front.ts'
import type { JobsOpen } from './wire-jobs.ts'

type Outside = { readonly clock: Clock; readonly log: Log }

/** What setting and changing watches needs. */
export function makeWatching({ watches }: Config, store: WatchStore): Watching {
  const { perChannel, perWorkspace } = watches
  return { store, settings: settingsOf(watches), perChannel, perWorkspace, newId: newWatchId }
}

/** All that a tick of watches needs, whoever calls it and how often. */
export function watchDeps(
  config: Config,
  { deps, open, store, isBusy }: JobsOpen,
  { slack, channel, people }: SlackOfWatches,
  { clock, log }: Outside,
): WatchDeps {
  const settings = settingsOf(config.watches)
  const sources = () => open.sources
  const { telemetry } = deps
  return {
    store: telemetry === undefined ? store.watches : noticeLag(store.watches, telemetry, () => clock.now()),
    looks: makeWatchLooks({ sources, isBusy, now: () => clock.now(), settings }),
    slack: telemetry === undefined ? slack : noticeTold(slack, telemetry),
    rights: makeOwnerRights({ rules: rulesOf(config), people, channel }),
    messages: makeWatchMessages({
      carrier: deps.carrier,
      redact: deps.redact,
      account: (id) => sources().estate.accounts.find((account) => account.id === id)?.alias ?? id,
    }),
    clock,
    log,
    settings,
    holder: randomBytes(9).toString('base64url'),
  }
}

/** How much one tick takes on. */
export function tickLimits({ watches }: Config): TickLimits {
  return { looks: watches.looksAtOnce * LOOKS_EACH, atOnce: watches.looksAtOnce }
}

/** In one tick each of those at once may take its turn so often, before there is telling. */
const LOOKS_EACH = 8

/** Looks and tells for watches, again and again until it is stopped. A tick that fails is logged, and the next one comes. */
export function keepWatching(
  config: Config,
  jobs: JobsOpen,
  slack: SlackOfWatches,
  outside: Outside,
): { stop(): Promise<void> } {
  const { clock, log } = outside
  const end = new AbortController()
  const ended = new Promise<void>((resolve) => end.signal.addEventListener('abort', () => resolve(), { once: true }))
  const deps = watchDeps(config, jobs, slack, outside)
  const going = go()
  return {
    async stop() {
      end.abort(new Error('the bot is being stopped'))
      await going
    },
  }

  async function go(): Promise<void> {
    while (!end.signal.aborted) {
      try {
        await watchTick(deps, tickLimits(config), end.signal)
      } catch (error) {
        log.error({ err: error }, 'watches could not be looked after')
      }
      await Promise.race([clock.sleep(config.watches.tickSeconds * 1_000), ended])
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
