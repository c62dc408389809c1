import { type Instant, instant } from '../lib/instant.ts'
import type { Log } from '../lib/log.ts'
import type { WatchStore } from '../watch/store.ts'
import type { Sighting } from '../watch/watch.ts'
import type { Telemetry } from './telemetry.ts'

/** What was pushed is marked under this name, where watches have theirs. */
const MARKS = 'pushed'
const KEPT_MS = 3_600_000

/** What is found by looking may be pushed so much later, and is not missed. AWS promises no time; most come within a minute. */
const GRACE_MS = 10 * 60_000
/** What happened longer ago was delivered late, or while we were away. */
const YOUNG_MS = 86_400_000
const WAITING_MOST = 5_000

/** The same store, for what is pushed: that it was pushed is marked, so that whoever looks can tell, in whichever process. */
export function markPushed(store: WatchStore, now: () => Instant): WatchStore {
  return {
    ...store,
    async remember(team, channel, sightings, until) {
      const fresh = await store.remember(team, channel, sightings, until)
      for (const { key } of sightings) await mark(store, team, key, 'pushed', now()).catch(() => undefined)
      return fresh
    },
  }
}

/**
 * The same store, for looks: what they found first, and nobody pushed within ten minutes, is counted. `mayBePushed`: whether it
 * is of a kind that the settings have pushed at all. Figures only: what cannot be found out is left out.
 */
export function noticeMisses(
  store: WatchStore,
  options: {
    readonly telemetry: Telemetry
    readonly now: () => Instant
    readonly log: Log
    readonly mayBePushed: (sighting: Sighting) => boolean
  },
): WatchStore {
  const { telemetry, now, log, mayBePushed } = options
  const waiting = new Map<string, Waiting>()
  return {
    ...store,
    async remember(team, channel, sightings, until) {
      const fresh = new Set(await store.remember(team, channel, sightings, until))
      for (const sighting of sightings) if (fresh.has(sighting.key)) wait(team, sighting)
      return [...fresh]
    },
    async putCursor(cursor, was) {
      const isKept = await store.putCursor(cursor, was)
      await settle().catch(() => undefined)
      return isKept
    },
  }

  function wait(team: string, sighting: Sighting): void {
    const { key, time, said } = sighting
    const name = `${team} ${key}`
    if (waiting.has(name) || waiting.size >= WAITING_MOST) return
    if (now() - time > YOUNG_MS || !mayBePushed(sighting)) return
    waiting.set(name, { team, key, account: said.account, region: said.region, due: instant(now() + GRACE_MS) })
  }

  async function settle(): Promise<void> {
    const missed: Waiting[] = []
    for (const [name, each] of waiting) {
      if (each.due > now()) continue
      waiting.delete(name)
      if ((await mark(store, each.team, each.key, 'missed', now())) === 'missed') missed.push(each)
    }
    for (const [, some] of Map.groupBy(missed, ({ account, region }) => `${account} ${region}`)) {
      const [{ account, region } = { account: '', region: '' }] = some
      telemetry.pushMissed(some.length)
      log.warn({ account, region, events: some.length }, 'looks found what was not pushed')
    }
  }
}

type Waiting = {
  readonly team: string
  readonly key: string
  readonly account: string
  readonly region: string
  readonly due: Instant
}

function mark(store: WatchStore, team: string, key: string, as: 'pushed' | 'missed', now: Instant): Promise<string> {
  return store.claimFirst(team, MARKS, key, as, instant(now + KEPT_MS))
}
