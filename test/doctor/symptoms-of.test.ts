import { expect, test } from 'vitest'
import type { Symptom } from '../../src/doctor/symptom.ts'
import { symptomsOf } from '../../src/doctor/symptoms-of.ts'
import type { Place } from '../../src/plan/plan.ts'

test('only places that may be seen are named, by kind and name together', () => {
  const history: Place = { backend: 'event-history', name: 'prod', account: '111122223333', region: 'eu-central-1' }
  const symptom = (backend: Symptom['backend'], place: string): Symptom => ({
    backend,
    place,
    complaint: 'access denied',
    statement: undefined,
  })
  const own = symptom('event-history', 'prod')
  const secret = symptom('event-history', 'secret-project')
  const otherKind = symptom('athena', 'prod')

  expect(symptomsOf({ places: [history] }, [own, secret, otherKind])).toEqual([own])
  expect(symptomsOf({ places: [] }, [own])).toEqual([])
})
