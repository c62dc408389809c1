import type { Log } from '../lib/log.ts'
import type { WatchDeps } from './watch-ports.ts'
import { teamTick, type TickLimits } from './watch-tick.ts'

/** The workspaces that have watches, and what it takes to look after each. */
export type WatchTeams = {
  teams(): Promise<readonly string[]>
  /** Undefined where the bot is not installed (any more). */
  of(team: string): Promise<WatchTeam | undefined>
  /** Told after each round in a workspace: it may have been left meanwhile. */
  left(team: string): Promise<void>
}

export type WatchTeam = {
  readonly deps: WatchDeps
  /** Slack has refused the token of late: nothing can be told there. */
  readonly isRefused: () => boolean
}

export type WatchRounds = {
  /** Begins with every workspace that is not still being looked after. Resolves when those it began with are done; never rejects. */
  round(signal: AbortSignal): Promise<void>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

/**
 * Rounds over all workspaces, each by itself: one whose Slack is slow, or whose rows cannot be read, keeps no other waiting, and
 * is left out of the rounds until it is done. What is looked at all together is bounded, for AWS is the same for all.
 */
export function makeWatchRounds(teams: WatchTeams, limits: TickLimits, log: Log): WatchRounds {
  const going = new Map<string, Promise<void>>()
  const said = new WeakSet<WatchDeps>()
  const turn = makeTurns(limits.atOnce)
  return {
    async round(signal) {
      try {
        const fresh = (await teams.teams()).filter((team) => !going.has(team) && !signal.aborted)
        await Promise.all(fresh.map((team) => begin(team, signal)))
      } catch (error) {
        log.error({ err: error }, 'watches could not be looked after')
      }
    },
    async idle() {
      await Promise.all(going.values())
    },
  }

  function begin(team: string, signal: AbortSignal): Promise<void> {
    const work = one(team, signal).finally(() => going.delete(team))
    going.set(team, work)
    return work
  }

  async function one(team: string, signal: AbortSignal): Promise<void> {
    try {
      const opened = await teams.of(team)
      if (opened === undefined) return
      const { deps, isRefused } = opened
      if (!isRefused()) {
        await teamTick(team, deps, { ...limits, turn }, signal)
        return await teams.left(team)
      }
      if (!said.has(deps))
        log.warn({ team }, 'slack refuses the token of a workspace: its watches rest until it takes it')
      said.add(deps)
    } catch (error) {
      log.error({ err: error, team }, 'the watches of a workspace could not be looked after')
    }
  }
}

/** So many at once, whoever asks, in the order in which they asked. */
function makeTurns(atOnce: number): (work: () => Promise<void>) => Promise<void> {
  const waiting: (() => void)[] = []
  let free = atOnce
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}
