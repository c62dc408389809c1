import type { Sources } from './answer-question.ts'
import { narrowSources } from './narrow-sources.ts'

/**
 * Sources that hold, and name, no account but these: for a workspace whose rules let nobody see another. Not even the name of
 * another account is known there. The same sources give the same narrowed ones, so that what was planned over them stays.
 */
export function makeWorkspaceSources(): (sources: Sources, accounts: readonly string[] | undefined) => Sources {
  const known = new WeakMap<Sources, Map<string, Sources>>()
  return (sources, accounts) => {
    if (accounts === undefined) return sources
    const byAccounts = known.get(sources) ?? new Map<string, Sources>()
    known.set(sources, byAccounts)
    const key = accounts.toSorted().join(' ')
    const narrowed = byAccounts.get(key) ?? narrow(sources, accounts)
    byAccounts.set(key, narrowed)
    return narrowed
  }
}

function narrow(sources: Sources, accounts: readonly string[]): Sources {
  const { estate, backends } = narrowSources(sources, accounts)
  return {
    estate: {
      ...estate,
      accounts: estate.accounts.filter(({ id }) => accounts.includes(id)),
      notAsked: estate.notAsked?.filter(({ account }) => account === undefined || accounts.includes(account)),
    },
    backends,
  }
}
