import type { Event } from '../event/event.ts'
import type { Instant } from '../lib/instant.ts'
import { mayHoldAccount } from '../plan/regions-asked.ts'
import type { Search } from '../plan/plan.ts'
import { type AskedOf, askedOf } from '../watch/asked-before.ts'
import type { WatchSettings } from '../watch/settings.ts'
import type { Watch } from '../watch/watch.ts'
import type { Sources } from './answer-question.ts'
import { makePerEstate } from './per-estate.ts'
import { watchPlan } from './watch-plan.ts'

type Where = Pick<Event, 'account' | 'region'>

export type PushedCover = {
  /** Whether the settings, or the organization, name this account. */
  knows(account: string): boolean
  /** Whether some place that this watch is looked for in holds what happened there. */
  covers(watch: Watch, where: Where): boolean
  /** Whether anything of this account may be told by this watch, in whichever Region it happened. */
  mayTellOf(watch: Watch, account: string): boolean
}

/** What may be told of pushed events is what a look could find: the same plan, found out once until the accounts change. */
export function makePushedCover(options: {
  readonly sources: () => Sources
  readonly now: () => Instant
  readonly settings: Pick<WatchSettings, 'overlap' | 'weekLook'>
}): PushedCover {
  const searchesOf = makePerEstate(
    options.sources,
    (asked, estate) => watchPlan(asked, estate, options.now(), options.settings).searches,
  )

  function questionsOf(watch: Watch): readonly AskedOf[] {
    return askedOf(watch, options.now(), options.settings)
  }

  function holdsAccount(current: Sources['estate'], search: Search, account: string): boolean {
    return search.account === undefined ? holds(current, search, account) : search.account === account
  }

  return {
    knows: (account) => named(options.sources().estate, account),
    covers(watch, { account, region }) {
      const current = options.sources().estate
      // A place may hold more accounts than a workspace may know of.
      if (!named(current, account)) return false
      return questionsOf(watch)
        .flatMap((asked) => searchesOf(asked))
        .some(
          (search) =>
            holdsAccount(current, search, account) && (search.region === undefined || search.region === region),
        )
    },
    mayTellOf(watch, account) {
      const current = options.sources().estate
      return (
        named(current, account) &&
        questionsOf(watch).some(
          (asked) =>
            mayHoldAccount(asked, account) &&
            searchesOf(asked).some((search) => holdsAccount(current, search, account)),
        )
      )
    },
  }
}

function named({ accounts }: Sources['estate'], account: string): boolean {
  return accounts.some(({ id }) => id === account)
}

/** A place that is asked for all it holds may still hold only some accounts. */
function holds({ places }: Sources['estate'], { backend, place }: Search, account: string): boolean {
  const { accounts } = places.find((each) => each.backend === backend && each.name === place) ?? {}
  return accounts === undefined || accounts.includes(account)
}
