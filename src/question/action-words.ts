import { instant, type Instant } from '../lib/instant.ts'
import type { Predicate, Question, Term, Understood, Window } from './question.ts'
import { sayQuestion } from './say-question.ts'
import { sayWanted, type Wanted } from './wanted.ts'

/**
 * The words that a button or a choice in a menu stands for, asked of the question that it was under. Undefined where there
 * is no such action, or it does not apply.
 */
export function actionWords(action: string, { question, wanted }: Understood, now: Instant): string | undefined {
  const say = (view: Wanted, asked: Question) => [sayWanted(view), sayQuestion(asked)].filter(Boolean).join(' ')
  const answer = (asked: Question) => say({ kind: 'answer' }, asked)
  switch (action) {
    case 'run':
    case 'ask':
      return say(wanted, question)
    case 'events':
      return say({ kind: 'events' }, question)
    case 'behind':
      return say({ kind: 'behind' }, question)
    case 'by-service':
      return say({ kind: 'by', value: 'service' }, question)
    case 'by-session':
      return say({ kind: 'by', value: 'session' }, question)
    case 'export-csv':
      return say({ kind: 'export', format: 'csv' }, question)
    case 'export-jsonl':
      return say({ kind: 'export', format: 'jsonl' }, question)
    case 'export-report':
      return say({ kind: 'export', format: 'report' }, question)
    case 'only-changes':
      return answer(only(question, { kind: 'access', value: 'writes' }))
    case 'only-refusals':
      return answer(only(question, { kind: 'outcome', value: 'denied' }))
    case 'everything':
      return answer({ ...question, terms: question.terms.filter((term) => !isNarrowing(term)) })
    case 'longer':
      return answer({ ...question, window: longer(question.window, now) })
    case 'shorter':
      return answer({ ...question, window: shorter(question.window) })
    default:
      return undefined
  }
}

/** In place of what narrowed it to a kind of outcome or access before. */
function only(question: Question, predicate: Predicate): Question {
  return {
    ...question,
    terms: [...question.terms.filter((term) => !isNarrowing(term)), { not: false, predicate }],
  }
}

function isNarrowing({ predicate }: Term): boolean {
  return predicate.kind === 'access' || predicate.kind === 'outcome'
}

const HOUR = 3_600_000
const STEPS = [1, 6, 24, 72, 168, 720, 2160].map((hours) => hours * HOUR)
const LONGEST = 366 * 24 * HOUR

/** The next step up. A window that had ended goes on after its end too, as far as now: what followed is what is asked for. */
export function longer({ from, to }: Window, now: Instant): Window {
  const length = to - from
  const wanted = STEPS.find((step) => step > length) ?? Math.min(length * 2, LONGEST)
  const more = wanted - length
  const after = Math.max(0, Math.min(Math.floor(now / 1000) * 1000 - to, Math.floor(more / 2)))
  return { from: instant(from - (more - after)), to: instant(to + after) }
}

/** The next step down, at the end of the window. */
export function shorter({ from, to }: Window): Window {
  const length = to - from
  const wanted = STEPS.findLast((step) => step < length) ?? Math.max(60_000, Math.floor(length / 2))
  return { from: instant(to - wanted), to }
}
