import type { Estate } from '../plan/plan.ts'
import type { Symptom } from './symptom.ts'

/** Of the places that there are here: where not all may be seen, the others are not even named. */
export function symptomsOf({ places }: Pick<Estate, 'places'>, symptoms: readonly Symptom[]): readonly Symptom[] {
  const here = new Set(places.map(({ backend, name }) => JSON.stringify([backend, name])))
  return symptoms.filter(({ backend, place }) => here.has(JSON.stringify([backend, place])))
}
