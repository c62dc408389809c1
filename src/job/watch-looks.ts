import type { Page } from '../find/backend.ts'
import type { Instant } from '../lib/instant.ts'
import { attributeOf } from '../plan/lookups.ts'
import type { Search } from '../plan/plan.ts'
import type { Predicate } from '../question/question.ts'
import type { BackendName } from '../question/via.ts'
import { askedOf } from '../watch/asked-before.ts'
import type { WatchSettings } from '../watch/settings.ts'
import type { Watch } from '../watch/watch.ts'
import type { Sources } from './answer-question.ts'
import { makePerEstate } from './per-estate.ts'
import type { WatchLooks, WatchPage, WatchPlace } from './watch-ports.ts'
import { WATCHER, watchPlan } from './watch-plan.ts'

type Where = Pick<Search, 'backend' | 'place' | 'account' | 'region'>

/** How many predicates a kind of place is asked for one by one, before it is asked for everything. */
const ASKS_MOST: { readonly [backend in BackendName]: number } = {
  'event-history': 20,
  'cloudwatch-logs': 5,
  athena: 3,
  // Every ask reads the same files again.
  'log-files': 1,
}

/**
 * Looks for watches where their plan looks. Watches of the same place share its looks; which places a watch has is found
 * out once, until the accounts change.
 */
export function makeWatchLooks(options: {
  readonly sources: () => Sources
  readonly isBusy: WatchLooks['isBusy']
  readonly now: () => Instant
  readonly settings: Pick<WatchSettings, 'overlap' | 'weekLook'>
}): WatchLooks {
  const wheres = new Map<string, Where>()
  const placesFor = makePerEstate(options.sources, (asked, estate): ReadonlySet<string> => {
    const { searches } = watchPlan(asked, estate, options.now(), options.settings)
    for (const search of searches) wheres.set(nameOf(search), search)
    return new Set(searches.map(nameOf))
  })

  /** Where any of its questions is looked for, also one that it asked before it was changed. */
  function placesOf(watch: Watch): readonly string[] {
    return askedOf(watch, options.now(), options.settings).flatMap((asked) => [...placesFor(asked)])
  }

  function placeOf(name: string): WatchPlace | undefined {
    const where = wheres.get(name)
    if (where === undefined) return undefined
    const { backend } = where
    return {
      place: name,
      budget: budgetOf(where),
      covers: (watch) => placesOf(watch).includes(name),
      canPush: (predicate) => backend !== 'event-history' || attributeOf(predicate) !== undefined,
      asksMost: ASKS_MOST[backend],
    }
  }

  return {
    async places(_team, watches) {
      const names = new Set(watches.flatMap(placesOf))
      return [...names].sort().flatMap((name) => placeOf(name) ?? [])
    },
    isBusy: options.isBusy,
    estimate(place, ask, window) {
      const where = wheres.get(place)
      const backend = where && options.sources().backends.get(where.backend)
      if (where === undefined || backend === undefined) return 0
      return backend.estimate?.(searchOf(where, ask, window)).cost?.dollars ?? 0
    },
    async *look(place, ask, window, signal) {
      const where = wheres.get(place)
      const backend = where && options.sources().backends.get(where.backend)
      if (where === undefined || backend === undefined) throw new Error('this place is not in the settings any more')
      for await (const page of backend.search(searchOf(where, ask, window), signal)) yield pageOf(page)
    },
  }
}

function searchOf(
  { backend, place, account, region }: Where,
  ask: Predicate | undefined,
  window: Search['window'],
): Search {
  const keep = ask === undefined ? [] : [{ not: false, predicate: ask }]
  return { backend, place, account, region, window, push: ask, keep, asker: WATCHER }
}

/** The same for as long as it is the same place: what people call an account may change. */
function nameOf({ backend, place, account, region }: Where): string {
  const parts = backend === 'event-history' ? [account, region] : [place, account, region]
  return [backend, ...parts].filter((part) => part !== undefined).join('/')
}

/** What limits looking in a place: LookupEvents has its budget for each account and Region. */
export function budgetOf({ backend, place, account, region }: Where): string {
  return backend === 'event-history' ? `${backend}/${account}/${region}` : `${backend}/${place}`
}

function pageOf({ events, gaps, ledger, cost }: Page): WatchPage {
  return {
    events,
    gaps: gaps.map(({ reason, where, detail }) => ({ reason, detail: `${where}: ${detail}` })),
    unreadable: ledger.unreadable,
    dollars: cost?.dollars,
  }
}
