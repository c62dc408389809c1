import { watchTick as productionTick } from '../../../src/job/watch-tick.ts'
import { rememberEvents } from '../../../src/job/watch-remember.ts'
import type { WatchDeps } from '../../../src/job/watch-ports.ts'
import { instant } from '../../../src/lib/instant.ts'
import type { WatchStore } from '../../../src/watch/store.ts'
import { makeMemoryWatches } from '../../../src/stores/memory-watches.ts'
import { end, pause, release } from '../../../src/watch/hold.ts'
import { WATCH_SETTINGS, type WatchSettings } from '../../../src/watch/settings.ts'
import { makeSighter } from '../../../src/watch/sighter.ts'
import { makeAws } from './aws.ts'
import { type Findings, makeChecks } from './checks.ts'
import { makeFaultyStore, skewed } from './faulty-store.ts'
import { makeRandom } from './random.ts'
import { type Faults, makeScenario, makeWatch, TEAM } from './scenario.ts'
import { makeSimSlack, say, type SimSlack } from './slack.ts'
import { makeTimeline } from './timeline.ts'

const MINUTE = 60_000
const NOWHERE = new AbortController().signal
const QUIET = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const NO_FAULTS = { store: 0, crash: 0, unknown: 0, unposted: 0, blind: 0, aws: 0, freeze: 0 }

/** What a run is made of besides its seed: the engine may be another than the real one, to see that a mistake is found. */
export type Rig = {
  readonly tick?: typeof productionTick
  readonly settings?: WatchSettings
  /** Told at the end what Slack has, and what is still kept. */
  readonly onEnd?: (world: SimSlack, store: WatchStore) => unknown
}

/** Some days of watches, in which what can go wrong does: gives what was wrong in the end, nothing if all is well. */
export async function simulate(seed: number, faults: Faults, rig: Rig = {}): Promise<Findings> {
  const { tick = productionTick, settings = WATCH_SETTINGS } = rig
  const random = makeRandom(seed)
  const scenario = makeScenario(random, faults)
  const time = makeTimeline(scenario.start, random)
  const isCalm = () => time.now() >= scenario.calm
  const now = () => (isCalm() ? { ...faults, ...NO_FAULTS } : faults)
  const store = makeMemoryWatches({ now: () => instant(time.now()) })
  const world = makeSimSlack(time, random, now)
  const checks = makeChecks(scenario, store, world, time, faults)
  for (const watch of scenario.watches) await store.putWatch(watch, 0)

  for (let at = 0; at < faults.instances; at += 1) startInstance(at)
  if (faults.people) time.start(people)
  if (faults.pushed) time.start(queue)
  await time.runUntil(scenario.end)
  await rig.onEnd?.(world, store)
  return checks.finish()

  function startInstance(at: number): void {
    const clock = skewed(time, random.between(-faults.skew, faults.skew))
    const holder = `i${at}-${random.between(0, 1e9)}`
    const crash = async (): Promise<never> => {
      time.start(async () => {
        await time.wait(random.between(1, 120) * 1_000)
        startInstance(at)
      })
      return time.die()
    }
    const deps: WatchDeps = {
      store: makeFaultyStore(checks.watching(store, holder), time, random, now, crash),
      looks: makeAws(scenario.happenings, time, random, now),
      slack: world.slack,
      rights: world.rights,
      messages: { telling: say, root: ({ count }) => ({ text: String(count), blocks: [] }) },
      clock,
      log: QUIET,
      settings,
      holder,
    }
    time.start(async () => {
      for (;;) {
        const away = time.now() >= scenario.outage.from ? scenario.outage.to - time.now() : 0
        await time.wait(Math.max(away, isCalm() ? calmWait(at) : random.between(3, 200) * 1_000))
        try {
          await tick(deps, { looks: 10, atOnce: 1 }, NOWHERE)
        } catch {
          // The next tick begins anew.
        }
      }
    })
  }

  /** In the end one process is enough, and it has time. */
  function calmWait(at: number): number {
    if (at > 0) return scenario.end
    return time.now() - scenario.calm < 4 * 60 * MINUTE ? 12 * MINUTE : 60 * MINUTE
  }

  /** People set, pause, resume and end watches, and rights come and go. */
  async function people(): Promise<void> {
    for (let turn = 0; !isCalm(); turn += 1) {
      await time.wait(random.between(2, 40) * MINUTE)
      const [kept] = (await store.watches(TEAM)).toSorted(() => random.part() - 0.5)
      const at = instant(time.now())
      const what = random.between(0, 5)
      if (what === 0) await store.putWatch(makeWatch(`new${turn}`, at, random), 0)
      else if (what === 1) {
        const who = random.pick(['C0FAKE1', 'C0FAKE2', 'U0FAKE1'])
        if (world.lost.has(who)) world.lost.delete(who)
        else world.lost.set(who, { since: at, archived: who.startsWith('C') && random.chance(0.5) })
      } else if (kept !== undefined) {
        const until = random.chance(0.5) ? undefined : instant(at + random.between(1, 90) * MINUTE)
        const { row, version } = kept
        const changed = what === 2 ? pause(row, at, until) : what === 3 ? end(row, at) : release(row, at)
        // Only people end a pause without an end; a suspension ends by itself.
        if (what < 4 || row.hold?.kind === 'paused') await store.putWatch(changed, version)
      }
    }
    world.lost.clear()
    for (const { row, version } of await store.watches(TEAM)) {
      if (row.hold?.kind === 'paused') await store.putWatch(release(row, instant(time.now())), version)
    }
  }

  /** Some events are pushed too, perhaps twice. They are gone from the queue only when they are safe. */
  async function queue(): Promise<void> {
    const due = scenario.happenings.filter(() => random.chance(0.4)).toSorted((a, b) => a.visibleAt - b.visibleAt)
    for (const { event, visibleAt } of due) {
      await time.wait(visibleAt - time.now() + random.between(0, 20) * 1_000)
      for (let times = random.between(1, 2); times > 0; times -= 1) {
        const at = instant(time.now())
        const watches = (await store.watches(TEAM)).map(({ row }) => row)
        const deps = { store, clock: { now: () => at }, settings, log: QUIET }
        await rememberEvents(TEAM, [event], makeSighter(watches, settings, at, false), deps)
      }
    }
  }
}
