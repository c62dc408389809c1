import type { Job } from '../job/job.ts'
import { idOf, type KeptJob, type TakenJob, type TakenJobs } from '../job/taken-jobs.ts'
import type { Clock } from '../lib/clock.ts'
import { instant } from '../lib/instant.ts'
import type { Fixed, Log } from '../lib/log.ts'
import { untilAborted } from '../lib/until-aborted.ts'
import { within } from '../lib/within.ts'
import { type Held, holdJob } from './held.ts'

/** Why a job that was left is not done: nobody waits for it any more, or it ends every process that begins it. */
export type Lost = 'late' | 'deadly'

export type HoldSettings = {
  readonly jobs: TakenJobs
  /** This process, by a name that no other has or had. */
  readonly holder: string
  /** Tells whoever asked that nothing comes of it any more. */
  readonly onLost: (taken: TakenJob, why: Lost) => Promise<void>
  /** Tells whoever asked that it goes on later. */
  readonly onLeft: (taken: TakenJob) => Promise<void>
  readonly clock: Clock
  readonly log: Log
}

/** Jobs of this process, safe in a store: whatever becomes of the process, each is done or its asker told. */
export type HoldJobs = {
  /** Resolves when it is safe. False where it is kept already: whoever keeps it does it. */
  take(job: Job): Promise<boolean>
  /** Does it, as far as it is still ours to do and worth doing. Rejects with what `run` rejects with. */
  work(job: Job, run: (held: Held) => Promise<void>): Promise<void>
  /** Goes on until `leave`: says that this process lives, and gives what nobody holds any more to `again`. */
  start(again: (job: Job) => void): Promise<void>
  /** Leaves what isn't done to whoever comes next, and says so to those who asked. */
  leave(): Promise<void>
}

/** How long a process counts as alive after it said so last, and how often it says so. */
export const LIVES_MS = 30_000
const SAYS_MS = 5_000
/** Clocks of machines differ by less: one that seems to live for longer said so by a clock that was put right since. */
const CLOCKS_MS = 5 * 60_000
/** How often it is looked whether something was left. */
const LOOKS_MS = 10_000
/** Whoever asked longer ago has helped themselves by now: they are told, and not answered. */
export const USEFUL_MS = 30 * 60_000
const BEGUN_MOST = 3
/** What is just being sent to Slack at the end may take so long. */
const SETTLE_MS = 3_000
/** Slack waits three seconds for its ack. */
const KEEP_WITHIN_MS = 2_200

export function holdJobs({ jobs, holder, clock, log, ...settings }: HoldSettings): HoldJobs {
  const ours = new Map<string, Held>()
  /** Done or refused, and to be taken out of the store yet. */
  const over = new Set<string>()
  const unknown = new Set<string>()
  const end = new AbortController()
  let ended = false

  return {
    async take(job) {
      const id = idOf(job)
      if (over.has(id)) await removeOver(id)
      if (ours.has(id)) return false
      const taken: TakenJob = { job, holder, begun: 0, left: 0, posts: {} }
      // Before it is kept, so that it never looks like one that this process knows nothing of.
      const held = holdJob({ taken, version: 1 }, jobs, log)
      ours.set(id, held)
      try {
        const kept = await within(jobs.keep(taken), KEEP_WITHIN_MS)
        if (kept === undefined) throw new Error('the store takes too long to keep a job')
        if (!kept) ours.delete(id)
        if (kept && ended) await leaveOne(held)
        return kept && !ended
      } catch (error) {
        // Perhaps it is there: but whoever asked is told that it was not taken.
        ours.delete(id)
        over.add(id)
        throw error
      }
    },
    async work(job, run) {
      const id = idOf(job)
      const held = ours.get(id)
      if (held === undefined || held.isGone()) return
      try {
        const lost = held.wasLeft ? lostFor(held.taken()) : undefined
        if (lost === undefined) {
          if (await held.begin()) await Promise.race([run(held), held.gone])
        } else {
          log.error({ key: job.key, lost, begun: held.taken().begun }, 'a job that was left is not taken up again')
          await settings.onLost(held.taken(), lost)
        }
      } finally {
        if (!held.isGone()) await remove(id)
        else if (!ended) ours.delete(id)
      }
    },
    async start(again) {
      await live()
      void saying()
      void looking(again)
    },
    async leave() {
      ended = true
      end.abort()
      const left = [...ours.values()]
      for (const held of left) held.freeze()
      await Promise.race([Promise.all(left.map((held) => held.settled())), clock.sleep(SETTLE_MS)])
      if (left.length > 0) log.info({ jobs: left.length }, 'jobs are left to whoever comes next')
      const telling = left.map((held) => quietly(() => leaveOne(held), 'a job could not be left to whoever comes next'))
      await Promise.race([Promise.all(telling), clock.sleep(SETTLE_MS)])
      await quietly(() => jobs.leave(holder), 'a process could not say that it leaves its jobs')
    },
  }

  function lostFor({ job, begun, left }: TakenJob): Lost | undefined {
    if (begun - left >= BEGUN_MOST) return 'deadly'
    return clock.now() - job.askedAt > USEFUL_MS ? 'late' : undefined
  }

  async function leaveOne(held: Held): Promise<void> {
    if (await held.leave()) await settings.onLeft(held.taken())
  }

  async function remove(id: string): Promise<void> {
    over.add(id)
    ours.delete(id)
    await quietly(() => removeOver(id), 'a job that is done could not be taken out of the store yet')
  }

  async function removeOver(id: string): Promise<void> {
    const kept = await jobs.get(id)
    if (kept?.taken.holder === holder && !ours.has(id)) await jobs.remove(id, kept.version)
    over.delete(id)
  }

  function live(): Promise<void> {
    return jobs.live(holder, instant(clock.now() + LIVES_MS))
  }

  async function saying(): Promise<void> {
    while (await slept(SAYS_MS)) await quietly(live, 'a process could not say that it holds its jobs')
  }

  async function looking(again: (job: Job) => void): Promise<void> {
    let next: number | undefined
    do next = await quietly(() => look(again), 'it could not be looked whether jobs were left')
    while (await slept(next ?? LOOKS_MS))
  }

  /** False where the end came first. */
  async function slept(ms: number): Promise<boolean> {
    await untilAborted(clock.sleep(ms), end.signal)
    return !ended
  }

  /** Takes up what nobody holds; gives when to look again, in milliseconds. */
  async function look(again: (job: Job) => void): Promise<number> {
    for (const id of over) await removeOver(id)
    const kept = await jobs.list()
    for (const { id, kind } of kept.unknown) {
      if (!unknown.has(id)) log.warn({ id, kind }, 'a job that this version cannot read was left as it is')
      unknown.add(id)
    }
    let next = LOOKS_MS
    /** Until when other processes live, asked once each: they may hold very many. */
    const heard = new Map<string, number | undefined>()
    for (const one of kept.jobs.toSorted((a, b) => a.taken.job.askedAt - b.taken.job.askedAt)) {
      const id = idOf(one.taken.job)
      if (ended) break
      if (ours.has(id)) continue
      if (one.taken.holder === holder) over.add(id)
      else {
        const { holder: other } = one.taken
        if (other !== '' && !heard.has(other)) heard.set(other, await jobs.livesUntil(other))
        const until = heard.get(other)
        if (until === undefined || until - clock.now() > LIVES_MS + CLOCKS_MS) await takeUp(one, again)
        else next = Math.min(next, Math.max(500, until - clock.now() + 100))
      }
    }
    return next
  }

  async function takeUp({ taken, version }: KeptJob, again: (job: Job) => void): Promise<void> {
    const { job, begun } = taken
    const id = idOf(job)
    const held = holdJob({ taken: { ...taken, holder }, version: version + 1 }, jobs, log, true)
    ours.set(id, held)
    try {
      if (!(await jobs.change({ ...taken, holder }, version))) return void ours.delete(id)
    } catch (error) {
      ours.delete(id)
      throw error
    }
    log.info({ key: job.key, kind: job.kind, begun }, 'a job that was left is taken up')
    again(job)
  }

  async function quietly<T, Message extends string>(
    work: () => Promise<T>,
    message: Fixed<Message>,
  ): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      log.error({ err: error }, message)
      return undefined
    }
  }
}
