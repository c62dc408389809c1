import { instant } from '../lib/instant.ts'
import type { Term } from '../question/question.ts'
import { rangeWords } from '../question/read-when.ts'
import { sayQuestion } from '../question/say-question.ts'
import type { BackendName } from '../question/via.ts'

const ANY_WINDOW = { from: instant(0), to: instant(1_000) }

/** The words of a question without its time: `Alice writes`, `anyone denied`. Reading them gives the same terms. */
export function sayTerms(terms: readonly Term[], via?: readonly BackendName[]): string {
  const said = sayQuestion({ terms, window: ANY_WINDOW, ...(via && { via }) })
  const words = said.slice(0, said.length - rangeWords(ANY_WINDOW).length).trim()
  return terms.length === 0 ? `anyone ${words}`.trim() : words
}
