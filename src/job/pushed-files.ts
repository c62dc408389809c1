import type { PartGap } from '../watch/look.ts'
import type { AnnouncedFile } from '../watch/read-pushed.ts'
import type { Instant } from '../lib/instant.ts'
import { noteFiles } from './pushed-gaps.ts'
import { keepBrought, type TeamWatches } from './pushed-keep.ts'
import type { LogFileRead, PushedDeps } from './pushed-ports.ts'

/** A file that was announced, and when. */
export type FileToTake = { readonly file: AnnouncedFile; readonly sentAt: Instant | undefined }

/** What became of one: it has to come again where it could not be read, or what is in it could not be kept. */
export type FileTaken = { readonly file: AnnouncedFile; readonly became: 'kept' | 'unkept' | PartGap }

/** Files that are fetched and read at the same time. Each is in memory as a whole. */
const AT_ONCE = 4

/** A file's events happened before it was delivered, by clocks that may differ. */
const CLOCKS_MS = 15 * 60_000

/**
 * Reads announced log files and keeps what is in them for the watches. Gives the names, `bucket/key`, of those that are done
 * with: read to their end and kept, or of no use to any watch. What could be read of a torn file is kept all the same.
 */
export async function takeFiles(
  files: readonly FileToTake[],
  teams: readonly TeamWatches[],
  deps: PushedDeps,
): Promise<ReadonlySet<string>> {
  const useful = files.filter(({ file }) => isOfUse(file, teams, deps))
  const taken: FileTaken[] = []
  const waiting = [...useful]
  const one = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      taken.push({ file: next.file, became: await takeFile(next, teams, deps) })
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, waiting.length) }, one))
  await noteFiles(taken, teams, deps)
  const failed = new Set(taken.flatMap(({ file, became }) => (became === 'kept' ? [] : [nameOf(file)])))
  return new Set(files.map(({ file }) => nameOf(file)).filter((name) => !failed.has(name)))
}

/** Names it among all. */
export function nameOf({ bucket, key }: AnnouncedFile): string {
  return `${bucket}/${key}`
}

/** Not read from a bucket for nothing: a copy of years of logs announces every file of them. */
function isOfUse({ account, delivered }: AnnouncedFile, teams: readonly TeamWatches[], deps: PushedDeps): boolean {
  if (deps.clock.now() - delivered > deps.settings.weekLook) return false
  return teams.some(({ watches }) =>
    watches.some((watch) => watch.since <= delivered + CLOCKS_MS && deps.cover.mayTellOf(watch, account)),
  )
}

async function takeFile(
  { file, sentAt }: FileToTake,
  teams: readonly TeamWatches[],
  deps: PushedDeps,
): Promise<FileTaken['became']> {
  const { log, cover } = deps
  const about = { bucket: file.bucket, key: file.key }
  let [events, strange, unreadable] = [0, 0, 0]
  const read = await open(file, deps)
  try {
    for (const page of read.pages) {
      const known = page.events.filter(({ account }) => cover.knows(account))
      events += known.length
      strange += page.events.length - known.length
      unreadable += page.unreadable
      await keepBrought(
        known.map((event) => ({ event, sentAt })),
        teams,
        deps,
      )
    }
  } catch (error) {
    log.error({ err: error, ...about }, 'what is in an announced log file could not be kept')
    return 'unkept'
  }
  if (read.fault !== undefined) log.warn({ ...about, ...read.fault }, 'an announced log file could not be read')
  if (strange + unreadable > 0)
    log.warn({ ...about, events, strange, unreadable }, 'an announced log file holds records that were left out')
  return read.fault ?? 'kept'
}

/** What reading throws is a fault of the file, as it is in a look. */
async function open(file: AnnouncedFile, deps: PushedDeps): Promise<LogFileRead> {
  const broken = (detail: string) => ({ pages: [], fault: { reason: 'failed', detail } })
  try {
    return (await deps.files?.read(file)) ?? broken('No bucket is read.')
  } catch (error) {
    return broken(`It stopped with: ${error instanceof Error ? error.message : String(error)}`)
  }
}
