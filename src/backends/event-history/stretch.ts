import { type Instant, instant } from '../../lib/instant.ts'
import type { Asked } from './compile.ts'

/**
 * A stretch of time that one chain of pages reads from its newest end. Two chains share a stretch by cutting it: the one
 * under way stops at the cut, another one starts there.
 */
export type Stretch = {
  readonly asked: Asked
  token: string | undefined
  /** Where the chain may stop: what is older belongs to another. */
  until: Instant
  /** How far it has come: everything newer than this was read. */
  at: Instant
  pages: number
  isDone: boolean
  /** AWS promises the newest first. Where it is not so, a chain reads on to its end. */
  isOrdered: boolean
}

export function makeStretch(asked: Asked): Stretch {
  return { asked, token: undefined, until: asked.from, at: asked.to, pages: 0, isDone: false, isOrdered: true }
}

/** Notes what a page told: its token, and how old its events were. */
export function advance(
  stretch: Stretch,
  page: {
    readonly token: string | undefined
    readonly oldest: Instant | undefined
    readonly newest: Instant | undefined
  },
): void {
  stretch.token = page.token
  stretch.pages++
  if (page.newest !== undefined && page.newest > stretch.at) stretch.isOrdered = false
  if (page.oldest !== undefined && page.oldest < stretch.at) stretch.at = page.oldest
  // An event of the very second of the cut may still be on the next page.
  stretch.isDone = page.token === undefined || (stretch.isOrdered && stretch.at < stretch.until)
}

/** At the pace so far, so many pages are left. */
export function pagesLeft({ asked, at, until, pages, isDone }: Stretch): number {
  if (isDone || at <= until) return 0
  return asked.to > at ? (pages * (at - until)) / (asked.to - at) : pages
}

const PAGES_EACH = 16

/**
 * Cuts off the older part for another chain: the rest in halves, or where it is long, all but the next few pages, so that
 * the newest events still come first. Undefined where that is not worth it.
 */
export function cut(stretch: Stretch): Stretch | undefined {
  const left = pagesLeft(stretch)
  if (left < 2 || !stretch.isOrdered) return undefined
  const { at, until, asked } = stretch
  const kept = Math.min(0.5, PAGES_EACH / left)
  const border = instant(at - Math.floor(((at - until) * kept) / 1000) * 1000)
  if (border <= until || border >= at) return undefined
  stretch.until = border
  return makeStretch({ attribute: asked.attribute, from: until, to: border })
}
