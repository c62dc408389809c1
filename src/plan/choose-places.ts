import type { Instant } from '../lib/instant.ts'
import { never } from '../lib/never.ts'
import type { Question } from '../question/question.ts'
import { wantsDataEvents } from './data-events.ts'
import { lookupsOf } from './lookups.ts'
import type { Estate, Place } from './plan.ts'

/** One thing to ask: a place, and the part of it that nothing better covers. */
export type Chosen = {
  readonly place: Place
  readonly account: string | undefined
  readonly region: string | undefined
}

const DAY_MS = 86_400_000

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html */
export const HISTORY_DAYS = 90

/**
 * For each account and Region the kind of place that answers this question best, of those that are there. The same events
 * are not asked for in two kinds of places, so that nothing an engine counts by itself can be counted twice.
 */
export function choosePlaces(question: Question, estate: Estate, now: Instant): readonly Chosen[] {
  const places = estate.places.filter(({ backend }) => question.via === undefined || question.via.includes(backend))
  const rank = rankOf(question, now)
  const cells = cellsOf(places, estate)
  const chosen = new Map<string, Chosen>()
  for (const cell of cells) {
    const able = places.filter((place) => covers(place, cell))
    const best = Math.min(...able.map(rank))
    for (const place of able) {
      if (rank(place) !== best) continue
      const part = partOf(place, cell, cells, (other) => bestRank(places, other, rank) === rank(place))
      chosen.set(JSON.stringify([places.indexOf(place), part.account, part.region]), { place, ...part })
    }
  }
  return [...chosen.values()].sort((a, b) => places.indexOf(a.place) - places.indexOf(b.place))
}

/** An account and a Region of it; undefined where only places are known that hold several. */
type Cell = { readonly account: string | undefined; readonly region: string | undefined }

/** The smaller, the better suited. */
function rankOf(question: Question, now: Instant): (place: Place) => number {
  const days = (now - question.window.from) / DAY_MS
  const suitsHistory = days <= HISTORY_DAYS && lookupsOf(question.terms).selective && !wantsDataEvents(question)
  return ({ backend, days: kept = Infinity }) => {
    switch (backend) {
      case 'event-history':
        return suitsHistory ? 0 : 5
      case 'cloudwatch-logs':
        return days <= kept ? 1 : 4
      case 'athena':
        return 2
      case 'log-files':
        return 3
      default:
        return never(backend)
    }
  }
}

function bestRank(places: readonly Place[], cell: Cell, rank: (place: Place) => number): number {
  return Math.min(...places.filter((place) => covers(place, cell)).map(rank))
}

function covers(place: Place, { account, region }: Cell): boolean {
  return (
    (place.account === undefined || place.account === account) &&
    (account === undefined || (place.accounts?.includes(account) ?? true)) &&
    (place.region === undefined || place.region === region || region === undefined)
  )
}

function cellsOf(places: readonly Place[], estate: Estate): readonly Cell[] {
  const named = places.flatMap(({ account }) => account ?? [])
  if (named.length === 0) return [{ account: undefined, region: undefined }]
  const accounts = [...new Set([...named, ...estate.accounts.map(({ id }) => id)])]
  return accounts.flatMap((account): readonly Cell[] => {
    const regions = places.flatMap((place) => (place.account === account && place.region ? [place.region] : []))
    return regions.length === 0
      ? [{ account, region: undefined }]
      : [...new Set(regions)].map((region) => ({ account, region }))
  })
}

/** What to ask of a place that is best for a cell: all of it at once where it is best for all that it covers. */
function partOf(place: Place, cell: Cell, cells: readonly Cell[], isBest: (cell: Cell) => boolean): Cell {
  if (cells.filter((other) => covers(place, other)).every(isBest))
    return { account: place.account, region: place.region }
  const account = place.account ?? cell.account
  const ofAccount = cells.filter((other) => other.account === cell.account && covers(place, other))
  return { account, region: place.region ?? (ofAccount.every(isBest) ? undefined : cell.region) }
}
