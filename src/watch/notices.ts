import type { Instant } from '../lib/instant.ts'
import type { WatchSettings } from './settings.ts'
import type { Book, Cursor, Notice, Telling, Watch } from './watch.ts'

/** What a channel is to be told besides events: that something cannot be seen, or can again; that there is too much. */
export function dueNotices(
  book: Book,
  cursors: readonly Cursor[],
  now: Instant,
  settings: WatchSettings,
): readonly Notice[] {
  const notices: Notice[] = []
  for (const { place, gap } of cursors) {
    const told = book.gaps.find((one) => one.place === place)
    if (told !== undefined && gap?.since !== told.since) {
      notices.push({ kind: 'gap-over', place, since: told.since, from: told.from })
    }
    if (gap !== undefined && gap.since !== told?.since && now - gap.since >= settings.gapPatience) {
      const { since, from, reason, detail } = gap
      notices.push({ kind: 'gap', place, since, from, reason, detail })
    }
  }
  const hour = book.recent.filter((at) => now - at < HOUR_MS)
  if (book.flood === undefined && hour.length >= settings.floodAfter) notices.push({ kind: 'slowed', since: now })
  return notices
}

const HOUR_MS = 3_600_000

/**
 * What the owner of suspended watches was not told yet: one owner's at a time. An owner who has left cannot be told; the
 * channel is, where `orphans` says that it may be: their watches in it, the channel itself being as it should.
 */
export function suspensionNotices(
  watches: ReadonlyMap<string, Watch>,
  orphans: ReadonlySet<string>,
): { readonly to: Telling['to']; readonly notices: readonly Notice[] } | undefined {
  const untold = [...watches.values()].flatMap(({ id, owner, channel, ended, hold }) => {
    if (ended !== undefined || hold?.kind !== 'suspended' || hold.told) return []
    const { at, reason } = hold
    const isForAll = reason === 'owner-gone' && !/^[DUW]/.test(channel)
    if (isForAll && !orphans.has(id)) return []
    return [{ to: isForAll ? undefined : owner, notice: { kind: 'suspended', watch: id, at, reason } as const }]
  })
  const [first] = untold
  if (first === undefined) return undefined
  return {
    to: first.to === undefined ? { kind: 'channel' } : { kind: 'person', person: first.to },
    notices: untold.filter(({ to }) => to === first.to).map(({ notice }) => notice),
  }
}
