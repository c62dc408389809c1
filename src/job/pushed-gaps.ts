import { type Instant, instant } from '../lib/instant.ts'
import { announcedPlace } from '../watch/announced-place.ts'
import type { Versioned } from '../watch/store.ts'
import type { Cursor, LookGap } from '../watch/watch.ts'
import type { FileTaken } from './pushed-files.ts'
import type { TeamWatches } from './pushed-keep.ts'
import type { PushedDeps } from './pushed-ports.ts'

/** A queue brings a message again within minutes. One that stayed away for so long was read, or put aside. */
const QUIET_MS = 20 * 60_000

/**
 * Keeps which accounts have announced files that cannot be read, so that channels are told when that lasts, and when it is
 * over: when nothing failed for twenty minutes, and a file could be read. It has a row like the cursor of a place, and never
 * moves one.
 */
export async function noteFiles(
  taken: readonly FileTaken[],
  teams: readonly TeamWatches[],
  deps: PushedDeps,
): Promise<void> {
  const { store, log, clock, cover } = deps
  if (taken.length === 0) return
  try {
    for (const { team, watches } of teams) {
      const rows = new Map((await store.cursors(team)).map((kept) => [kept.row.place, kept]))
      for (const [account, files] of Map.groupBy(taken, ({ file }) => file.account)) {
        if (!watches.some((watch) => cover.mayTellOf(watch, account))) continue
        const place = announcedPlace(account)
        const kept = rows.get(place)
        const next = afterFiles(files, kept, clock.now())
        if (next === 'same') continue
        const now = clock.now()
        const row = { team, place, to: now, dayLook: now, weekLook: now, lookedAt: now, ...(next && { gap: next }) }
        // Somebody else who notes the same was quicker, where it is not written.
        await store.putCursor(row, kept?.version ?? 0)
      }
    }
  } catch (error) {
    log.error({ err: error }, 'it could not be kept which announced log files failed')
  }
}

function afterFiles(
  files: readonly FileTaken[],
  kept: Versioned<Cursor> | undefined,
  now: Instant,
): LookGap | undefined | 'same' {
  const before = kept?.row.gap
  const failed = files.flatMap(({ file, became }) => (typeof became === 'object' ? [{ file, fault: became }] : []))
  const [first] = failed
  const isRead = files.some(({ became }) => became === 'kept')
  if (first === undefined) return before === undefined || now < before.again || !isRead ? 'same' : undefined
  const { file, fault } = first
  // What failed before was put aside long ago: this is another gap.
  const going = before !== undefined && now < before.again ? before : undefined
  const from = Math.min(...failed.map((each) => each.file.delivered), going?.from ?? Number.POSITIVE_INFINITY)
  return {
    since: going?.since ?? now,
    from: instant(from),
    reason: fault.reason,
    detail: `A log file of ${file.account} could not be read: ${file.key.slice(file.key.lastIndexOf('/') + 1)} in ${file.bucket}. ${fault.detail}`,
    tries: (going?.tries ?? 0) + 1,
    again: instant(now + QUIET_MS),
  }
}
