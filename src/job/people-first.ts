import type { Backend } from '../find/backend.ts'
import type { Sources } from './answer-question.ts'
import { budgetOf } from './watch-looks.ts'

/** Knows where people's questions are being looked for, so that looks for watches can wait for them. */
export type PeopleFirst = {
  /** The same sources, for people's questions. */
  counting(sources: Sources): Sources
  readonly isBusy: (budget: string) => boolean
}

export function makePeopleFirst(): PeopleFirst {
  const running = new Map<string, number>()
  const counted = new WeakMap<Sources, Sources>()

  function add(budget: string, by: number): void {
    const now = (running.get(budget) ?? 0) + by
    if (now > 0) running.set(budget, now)
    else running.delete(budget)
  }

  function wrap(backend: Backend): Backend {
    return {
      ...backend,
      async *search(search, signal) {
        const budget = budgetOf(search)
        add(budget, 1)
        try {
          yield* backend.search(search, signal)
        } finally {
          add(budget, -1)
        }
      },
    }
  }

  return {
    counting(sources) {
      const known = counted.get(sources)
      if (known !== undefined) return known
      const backends = new Map([...sources.backends].map(([name, backend]) => [name, wrap(backend)]))
      const made = { ...sources, backends }
      counted.set(sources, made)
      return made
    },
    isBusy: (budget) => running.has(budget),
  }
}
