import type { Backend } from '../find/backend.ts'
import type { Search } from '../plan/plan.ts'
import type { Term } from '../question/question.ts'
import type { Sources } from './answer-question.ts'

/**
 * Sources that give nothing of other accounts, whatever is asked of them: also where one question leads to others, as in who
 * was behind a session. The same sources where all accounts may be asked about.
 */
export function narrowSources(sources: Sources, accounts: readonly string[] | undefined): Sources {
  if (accounts === undefined) return sources
  const { estate, backends } = sources
  return {
    estate: {
      ...estate,
      places: estate.places.filter(({ account }) => account === undefined || accounts.includes(account)),
    },
    backends: new Map([...backends].map(([name, backend]) => [name, narrowBackend(backend, accounts)])),
  }
}

function narrowBackend(backend: Backend, accounts: readonly string[]): Backend {
  return {
    ...backend,
    search: (search, signal) => backend.search(narrowSearch(search, accounts), signal),
    ...(backend.seenNames !== undefined && {
      seenNames: async (search: Search, signal: AbortSignal) =>
        (await backend.seenNames?.(narrowSearch(search, accounts), signal)) ?? [],
    }),
  }
}

function narrowSearch(search: Search, accounts: readonly string[]): Search {
  const asked = search.keep.filter(isAccount).map(({ predicate }) => predicate.value)
  const left = asked.length === 0 ? accounts : asked.filter((id) => accounts.includes(id))
  // No account has this id: where none is left, nothing holds.
  const only = (left.length === 0 ? ['none'] : left).map(
    (value): Term => ({ not: false, predicate: { kind: 'account', value } }),
  )
  return { ...search, keep: [...search.keep.filter((term) => !isAccount(term)), ...only] }
}

function isAccount(term: Term): term is Term & { readonly predicate: { readonly kind: 'account' } } {
  return !term.not && term.predicate.kind === 'account'
}
