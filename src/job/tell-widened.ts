import type { Question, Understood } from '../question/question.ts'
import { sayQuestion } from '../question/say-question.ts'
import { sayWidened, widen } from '../question/widen.ts'
import type { Asked } from './asked.ts'
import { look, type LookDeps } from './look.ts'
import type { Work } from './reply-deps.ts'
import { tellAnswer } from './tell-answer.ts'

const NAMES = 20

/**
 * The answer for all identities of whoever is asked about: those that the log proves to be theirs are added, those that only
 * share a name are said, and not added.
 */
export async function tellWidened(
  work: Work,
  reading: Understood,
  question: Question,
  deps: LookDeps,
  signal: AbortSignal,
): Promise<Asked> {
  const looked = await look(work, reading, question, deps, signal)
  if (looked.kind === 'told') return looked.asked
  const named = question.terms.find(({ not, predicate }) => !not && predicate.kind === 'identity')?.predicate
  const begin = named?.kind === 'identity' ? (named.value.split(/[@/]/)[0] ?? '') : ''
  const seen = begin === '' ? [] : await deps.keeping.names.startingWith(work.asker.team, begin, NAMES)
  const widened = widen(question, looked.answered.evidence.events, seen)
  const asked = await tellAnswer(
    { ...work, understoodAs: `all identities of whom was asked about: ${sayWidened(widened)}` },
    { ...reading, wanted: { kind: 'answer' } },
    widened.question,
    deps,
    signal,
  )
  return { ...asked, question: sayQuestion(widened.question) }
}
