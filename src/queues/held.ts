import { onceAcross, type Posts } from '../job/once-across.ts'
import type { Outbox, Posted } from '../job/ports.ts'
import { idOf, type KeptJob, type TakenJob, type TakenJobs } from '../job/taken-jobs.ts'
import type { Log } from '../lib/log.ts'

/** One job in the hands of this process. */
export type Held = {
  /** It was taken by a process that left it. */
  readonly wasLeft: boolean
  /** It was begun there too: what was done then stands. */
  readonly again: boolean
  /** The same roads, on which nothing is posted a second time, and nothing at all once it is not ours any more. */
  outbox(real: Outbox, lookBack: Posts['lookBack']): Outbox
  taken(): TakenJob
  /** Counts that it is begun. False where it is someone else's by now. */
  begin(): Promise<boolean>
  /** From here on, whatever goes on for it waits for ever. */
  freeze(): void
  /** Puts it back, for whoever comes next. False where it was someone else's. */
  leave(): Promise<boolean>
  isGone(): boolean
  /** Resolves when it is ours no longer. */
  readonly gone: Promise<void>
  /** Resolves when what is just being sent has been, and what became of it is written down. */
  settled(): Promise<void>
}

/** Every change of the row is on top of the last, so that whoever lost it learns that before Slack is asked for anything. */
export function holdJob(kept: KeptJob, jobs: TakenJobs, log: Log, wasLeft = false): Held {
  let { taken } = kept
  let version: number | undefined = kept.version
  let begun = 0
  let frozen = false
  const gone = Promise.withResolvers<void>()
  const sending = new Set<Promise<unknown>>()
  let last: Promise<unknown> = Promise.resolve()
  const freeze = () => {
    frozen = true
    gone.resolve()
  }

  return {
    wasLeft,
    again: taken.begun > 0,
    gone: gone.promise,
    taken: () => taken,
    isGone: () => frozen,
    freeze,
    async begin() {
      if (!(await change((before) => ({ ...before, begun: before.begun + 1 })))) return false
      begun = 1
      return true
    },
    leave: () => change((before) => ({ ...before, holder: '', left: before.left + begun }), true),
    async settled() {
      await Promise.allSettled(sending)
      await last
    },
    outbox: (real, lookBack) => onceAcross(real, { lookBack, post, note, send }),
  }

  function post(key: string): Posted | 'begun' | undefined {
    return Object.hasOwn(taken.posts, key) ? taken.posts[key] : undefined
  }

  /** What came of a post is written down to the last: whoever comes next must know. */
  async function note(key: string, what: Posted | 'begun' | undefined): Promise<void> {
    const noted = await change(({ posts, ...before }) => {
      const { [key]: _, ...others } = posts
      return { ...before, posts: what === undefined ? others : { ...others, [key]: what } }
    }, what !== 'begun')
    if (!noted) await never()
  }

  async function send<T>(work: () => Promise<T>): Promise<T> {
    if (frozen) return never()
    const sent = work()
    sending.add(sent)
    try {
      const became = await sent
      return frozen ? await never() : became
    } finally {
      sending.delete(sent)
    }
  }

  function change(how: (taken: TakenJob) => TakenJob, anyhow = false): Promise<boolean> {
    const changed = last.then(() => changeNow(how, anyhow))
    last = changed.catch(() => undefined)
    return changed
  }

  async function changeNow(how: (taken: TakenJob) => TakenJob, anyhow: boolean): Promise<boolean> {
    if (frozen && !anyhow) return false
    const next = how(taken)
    try {
      version ??= await versionNow()
      if (version !== undefined && (await jobs.change(next, version))) {
        version += 1
        taken = next
        return true
      }
    } catch (error) {
      // It may have been written: how it stands is looked up the next time.
      version = undefined
      throw error
    }
    if (!frozen) log.warn({ key: taken.job.key }, 'a job was taken up by another process, and is left to it')
    freeze()
    return false
  }

  async function versionNow(): Promise<number | undefined> {
    const now = await jobs.get(idOf(taken.job))
    return now?.taken.holder === taken.holder ? now.version : undefined
  }
}

function never(): Promise<never> {
  return new Promise(() => {})
}
