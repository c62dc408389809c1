import type { SeenName } from '../find/backend.ts'
import type { Predicate, Question } from '../question/question.ts'
import type { Coverage, Miss, MissReason } from './answer.ts'

type Identity = Extract<Predicate, { kind: 'identity' }>

/** How many near names are worth reading. */
const NEAR = 5
/** All that AWS lets stand in the name of a user, a role or a session. */
const AWS_NAME = /^[\w+=,.@/-]*$/

/** Why zero might be wrong, the likeliest first. Only what can apply to this question. */
export function missOf(question: Question, near: readonly SeenName[], coverage: Coverage): Miss {
  const asked = question.terms.flatMap(({ not, predicate }) =>
    !not && predicate.kind === 'identity' ? [predicate] : [],
  )
  const applies: Readonly<Record<MissReason, boolean>> = {
    gaps: coverage.answered < coverage.asked,
    'other-case': near.some((seen) =>
      asked.some((name) => seen.name !== name.value && sameLetters(seen.name, name.value)),
    ),
    'odd-letters': asked.some((name) => NAMED.has(name.by) && !AWS_NAME.test(name.value)),
    'other-kind': near.some((seen) => asked.some((name) => seen.name === name.value && seen.by !== name.by)),
    'near-names': near.some((seen) => asked.every((name) => !sameLetters(seen.name, name.value))),
    'role-asked-as-name': asked.some((name) => name.by === 'name' || name.by === 'user' || name.by === 'session'),
    'session-asked-as-user': asked.some((name) => name.by === 'user' || name.by === 'role'),
    filters: question.terms.length > asked.length,
    'delivery-delay': coverage.mayBeLate,
    'before-oldest':
      coverage.failed < coverage.asked && (coverage.newest === undefined || coverage.newest < question.window.from),
    'other-place': true,
    'data-events': coverage.notCovered.includes('data'),
  }
  const reasons = (Object.keys(applies) as MissReason[]).filter((reason) => applies[reason])
  return { asked: asked.map(({ by, value, prefix }) => ({ by, value, prefix })), near: near.slice(0, NEAR), reasons }
}

const NAMED: ReadonlySet<Identity['by']> = new Set(['name', 'user', 'session', 'role'])

function sameLetters(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
