import { expect, it } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import type { Predicate, Question } from '../../src/question/question.ts'

const alice: Predicate = { kind: 'identity', by: 'name', value: 'Alice', prefix: false }
const bob: Predicate = { kind: 'identity', by: 'name', value: 'bob', prefix: false }
const run: Predicate = { kind: 'event', value: 'RunInstances', prefix: false }
const writes: Predicate = { kind: 'access', value: 'writes' }
const files = { backend: 'log-files', name: 'trail', account: undefined, region: undefined } as const

it.each([
  ['one identity', [alice], alice],
  ['the identity before the event', [run, alice], alice],
  ['two names are or-ed, so neither alone', [alice, bob, run], run],
  ['nothing that narrows', [writes], undefined],
])('hands a backend the most selective predicate: %s', (_title, predicates, push) => {
  const plan = makePlan(question(predicates), { accounts: [], places: [files] })

  expect(plan.searches).toMatchObject([
    { place: 'trail', push, keep: predicates.map((predicate) => ({ not: false, predicate })) },
  ])
})

it('never hands over a negated term', () => {
  const asked = { ...question([]), terms: [{ not: true, predicate: alice }] }

  expect(makePlan(asked, { accounts: [], places: [files] }).searches[0]?.push).toBeUndefined()
})

it('looks in every place there is, and says so where there is none', () => {
  expect(makePlan(question([alice]), { accounts: [], places: [files, { ...files, name: 'old' }] }).why).toBe(
    'In trail, old.',
  )
  expect(makePlan(question([alice]), { accounts: [], places: [] }).why).toContain('no place')
})

function question(predicates: readonly Predicate[]): Question {
  return {
    terms: predicates.map((predicate) => ({ not: false, predicate })),
    window: { from: instant(0), to: instant(1) },
  }
}
