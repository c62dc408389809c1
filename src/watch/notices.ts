import type { Instant } from '../lib/instant.ts'
import type { WatchSettings } from './settings.ts'
import type { Book, Cursor, Notice, Watch } from './watch.ts'

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

/** What the owner of suspended watches was not told yet: one owner's at a time. */
export function suspensionNotices(
  watches: ReadonlyMap<string, Watch>,
): { readonly owner: string; readonly notices: readonly Notice[] } | undefined {
  const untold = [...watches.values()].flatMap((watch) => {
    if (watch.ended !== undefined || watch.hold?.kind !== 'suspended' || watch.hold.told) return []
    const { at, reason } = watch.hold
    return [{ owner: watch.owner, notice: { kind: 'suspended', watch: watch.id, at, reason } as const }]
  })
  const [first] = untold
  if (first === undefined) return undefined
  return {
    owner: first.owner,
    notices: untold.filter(({ owner }) => owner === first.owner).map(({ notice }) => notice),
  }
}
