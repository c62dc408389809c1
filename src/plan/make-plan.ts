import type { Predicate, Question } from '../question/question.ts'
import type { Estate, Place, Plan, Search } from './plan.ts'

/** Where to look for an answer: every place of the estate that could hold it. Pure; the searches are in a fixed order. */
export function makePlan(question: Question, estate: Estate): Plan {
  const push = mostSelective(question)
  const searches = estate.places.map((place) => searchOf(place, question, push))
  return { question, searches, why: sayPlaces(searches) }
}

function searchOf(place: Place, question: Question, push: Predicate | undefined): Search {
  return {
    backend: place.backend,
    place: place.name,
    account: place.account,
    region: place.region,
    window: question.window,
    push,
    keep: question.terms,
  }
}

/** What tells most events apart first. Kinds that are missing here would hardly narrow anything. */
const SELECTIVE: readonly Predicate['kind'][] = ['identity', 'resource', 'error', 'ip', 'event', 'source']

/** The one predicate a backend may check by itself: the only wanted one of its kind, as repeats are or-ed. */
function mostSelective(question: Question): Predicate | undefined {
  for (const kind of SELECTIVE) {
    const wanted = question.terms.filter((term) => !term.not && term.predicate.kind === kind)
    if (wanted.length === 1) return wanted[0]?.predicate
  }
  return undefined
}

function sayPlaces(searches: readonly Search[]): string {
  if (searches.length === 0) return 'Nowhere: no place to look in is configured.'
  const places = searches.map((search) => search.place)
  return searches.length <= 3
    ? `In ${places.join(', ')}.`
    : `In ${searches.length} places, the first of them ${places[0]}.`
}
