import { type Instant, instant } from '../lib/instant.ts'
import type { Question, Term, Window } from '../question/question.ts'
import type { BackendName } from '../question/via.ts'
import type { Missing } from './chain.ts'
import type { Looked } from './looked.ts'

/** A question that a trace has, and what its answer settles. */
export type Ask = {
  readonly question: Question
  readonly settles: Pick<Looked, 'what' | 'only'>
}

/** Where calls that give out credentials are recorded, and sign-ins. */
const SOURCES = ['sts.amazonaws.com', 'signin.amazonaws.com', 'sso.amazonaws.com']
/** Windows of the same sort are asked for as one where so little lies between them. */
const JOINED_MS = 1_800_000
const MOST_WINDOWS = 4
const MOST_VALUES = 50

/**
 * What to ask next, in as few questions as it takes: all that was not looked for yet. Every answer counts as looked for, so
 * that asking ends. Three sorts: what happened around the moments at which sessions were made (whoever made them, in every
 * account and Region), where the moment is known; a key by itself, where it isn't; and whoever has a unique id. What could only
 * be found by looking through hours of everything is not asked for.
 */
export function nextQuestions(missing: readonly Missing[], via: readonly BackendName[] | undefined): readonly Ask[] {
  const open = missing.filter(({ why }) => why === 'not-looked')
  const around = open.filter((need) => isAround(need))
  const byKey = open.filter((need) => need.what !== 'key-made' && need.key !== undefined && !isAround(need))
  const made = open.filter(({ what }) => what === 'key-made')
  const ids = open.filter((need) => !isAround(need) && need.key === undefined && need.uniqueId !== undefined)
  const ask = (terms: readonly Term[], window: Window, settles: Ask['settles']): Ask => ({
    question: { terms, window, ...(via === undefined ? {} : { via }) },
    settles,
  })
  return [
    ...joinWindows(around).map((window) => ask(SOURCES.map(source), window, { what: ['issue', 'caller', 'sign-in'] })),
    ...valuesOf(byKey, ({ key }) => key).map(([values, window]) =>
      ask([...values.map(resource), source('sts.amazonaws.com')], window, { what: ['issue', 'caller'], only: values }),
    ),
    ...valuesOf(made, ({ key }) => key).map(([values, window]) =>
      ask([...values.map(resource), source('iam.amazonaws.com'), event('CreateAccessKey')], window, {
        what: ['key-made'],
        only: values,
      }),
    ),
    ...valuesOf(ids, ({ uniqueId }) => uniqueId).map(([values, window]) =>
      ask(values.map(uniqueId), window, { what: ['name', 'copy'], only: values }),
    ),
  ]
}

const AROUND_MS = 600_000

/** The moment is known within minutes: everything that gave out credentials then is little enough to be asked for. */
function isAround({ what, from, to }: Missing): boolean {
  return (what === 'issue' || what === 'sign-in' || what === 'caller') && to - from <= AROUND_MS
}

/** The windows as few as may be: those that nearly meet are one, and where there are too many, the nearest are joined. */
function joinWindows(needs: readonly Missing[]): readonly Window[] {
  const joined: { from: Instant; to: Instant }[] = []
  for (const { from, to } of needs.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = joined.at(-1)
    if (last !== undefined && from - last.to <= JOINED_MS) last.to = to > last.to ? to : last.to
    else joined.push({ from, to })
  }
  while (joined.length > MOST_WINDOWS) {
    const gaps = joined.slice(1).map((each, at) => each.from - (joined[at]?.to ?? each.from))
    const at = gaps.indexOf(Math.min(...gaps))
    const [first, second] = joined.splice(at, 2)
    if (first === undefined || second === undefined) break
    joined.splice(at, 0, { from: first.from, to: second.to > first.to ? second.to : first.to })
  }
  // A window does not hold its end.
  return joined.map(({ from, to }) => ({ from, to: instant(to + 1) }))
}

/** Values that can be asked for together, and the window that holds all of theirs. */
function valuesOf(
  needs: readonly Missing[],
  valueOf: (need: Missing) => string | undefined,
): readonly (readonly [values: readonly string[], window: Window])[] {
  const values = [...new Set(needs.flatMap((need) => valueOf(need) ?? []))].sort()
  const asked: (readonly [readonly string[], Window])[] = []
  for (let at = 0; at < values.length; at += MOST_VALUES) {
    const some = values.slice(at, at + MOST_VALUES)
    const theirs = needs.filter((need) => some.includes(valueOf(need) ?? ''))
    const from = Math.min(...theirs.map((need) => need.from))
    const to = Math.max(...theirs.map((need) => need.to))
    asked.push([some, { from: instant(from), to: instant(to + 1) }])
  }
  return asked
}

function source(value: string): Term {
  return { not: false, predicate: { kind: 'source', value } }
}

function resource(value: string): Term {
  return { not: false, predicate: { kind: 'resource', value } }
}

function event(value: string): Term {
  return { not: false, predicate: { kind: 'event', value, prefix: false } }
}

function uniqueId(value: string): Term {
  return { not: false, predicate: { kind: 'identity', by: 'uniqueId', value, prefix: false } }
}
