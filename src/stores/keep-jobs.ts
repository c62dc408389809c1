import { readJob } from '../job/read-job.ts'
import { idOf, type KeptJob, type TakenJob, type TakenJobs, type UnknownJob } from '../job/taken-jobs.ts'
import { instant, type Instant } from '../lib/instant.ts'
import type { Found, Rows, Shelf } from './rows.ts'

/** Of all workspaces, for whoever starts takes up what was left in any of them. Keys begin with the workspace. */
const SHELF: Shelf = ['*', 'jobs']
const HOLDERS: Shelf = ['*', 'job-holders']
/** So long its asker can still be told that it was lost. */
const KEPT_MS = 7 * 24 * 3_600_000
const PAGE = 200

/** Jobs that were taken, and who is at them, for all instances. */
export function keepJobs(rows: Rows, now: () => Instant): TakenJobs {
  const row = (taken: TakenJob, was: number) => ({
    key: idOf(taken.job),
    text: JSON.stringify(taken),
    expires: instant(taken.job.askedAt + KEPT_MS),
    was,
  })
  return {
    keep: (taken) => rows.put(SHELF, row(taken, 0)),
    async get(id) {
      const found = await rows.get(SHELF, id)
      const read = found && readTaken(found)
      return read !== undefined && 'taken' in read ? read : undefined
    },
    async list() {
      const jobs: KeptJob[] = []
      const unknown: UnknownJob[] = []
      for (let page: readonly Found[] | undefined; page === undefined || page.length === PAGE; ) {
        page = await rows.list(SHELF, { limit: PAGE, after: page?.at(-1)?.key })
        for (const found of page) {
          const read = readTaken(found)
          if ('taken' in read) jobs.push(read)
          else unknown.push(read)
        }
      }
      return { jobs, unknown }
    },
    change: (taken, was) => rows.put(SHELF, row(taken, was)),
    remove: (id, was) => rows.remove(SHELF, id, was),
    live: async (holder, until) =>
      void (await rows.put(HOLDERS, { key: holder, text: String(until), expires: instant(until + KEPT_MS) })),
    leave: async (holder) => void (await rows.remove(HOLDERS, holder)),
    async livesUntil(holder) {
      const until = Number((await rows.get(HOLDERS, holder))?.text ?? 0)
      return until > now() ? instant(until) : undefined
    },
  }
}

/** What is of a later version, or no job at all, is left as it is, and told by name. */
function readTaken({ key, text, version }: Found): KeptJob | UnknownJob {
  const taken = parsed(text)
  if (taken === undefined) return { id: key, kind: 'unreadable' }
  const { holder = '', begun = 0, left = 0, posts = {} } = taken
  const read = readJob(taken.job)
  if (read?.kind === 'job') return { taken: { job: read.job, holder, begun, left, posts }, version }
  return { id: key, kind: read?.said ?? 'unreadable' }
}

/** One row that is broken keeps no other from being taken up. */
function parsed(text: string): Partial<TakenJob> | undefined {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only `keep` and `change` write here; the job is read
    return (JSON.parse(text) as Partial<TakenJob> | null) ?? undefined
  } catch {
    return undefined
  }
}
