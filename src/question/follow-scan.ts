import { type FollowPhrase, phraseAt, phraseText, type WindowMove } from './follow-phrases.ts'
import { problem } from './problem.ts'

import { fitsNoun } from './fits-noun.ts'
import { readWanted } from './read-wanted.ts'
import { fail, type Failure, wordOf } from './step.ts'
import type { Question } from './question.ts'
import { readTokens, type Token } from './tokens.ts'
import { VERBS } from './vocabulary.ts'
import type { Wanted } from './wanted.ts'

/** What a thread is about. */
export type Previous = {
  readonly question: Question
  /** The zone in which its words were read; the follow-up's own asker's goes before it. */
  readonly zone: string | undefined
  /** What the calls of its answer were about, the most frequent first, where that is known: `on that bucket`. */
  readonly things?: readonly string[] | undefined
}

/** Words of a follow-up, sorted: what points at the question before, and what can be read as it stands. */
export type FollowScan = {
  readonly wanted: Wanted
  /** What is left to be read, with what it points at put in its place. */
  readonly tokens: readonly Token[]
  /** For each of these which of the words it was. */
  readonly origins: readonly number[]
  readonly also: boolean
  readonly anyone: boolean
  readonly else: boolean
  readonly everything: boolean
  readonly widen: boolean
  /** `same for bob`, `and bob`: what follows is a name. */
  readonly isNamed: boolean
  readonly moves: readonly WindowMove[]
  /** Something in it is about the question before, so that it is no question by itself. */
  readonly pointsBack: boolean
  /** It asks for something even if nothing is left to be read. */
  readonly saysSomething: boolean
}

export function isScan(value: FollowScan | Failure): value is FollowScan {
  return 'wanted' in value
}

/** Takes out the words that point at the question before. */
export function scanFollowUp(all: readonly Token[], previous: Previous): FollowScan | Failure {
  const phrases: FollowPhrase[] = []
  const left: { readonly token: Token; readonly origin: number }[] = []
  const lead = take(all, 0, true)
  if ('start' in lead) return lead
  const view = viewOf(all.slice(lead.at))
  const body = view.rest
  const offset = view.at + lead.at
  const rest = take(body, 0, false, offset, phrases.length === 0)
  if ('start' in rest) return rest
  const has = (kind: FollowPhrase['kind']) => phrases.some((phrase) => phrase.kind === kind)
  const named = has('instead') || has('also')
  return {
    wanted: view.wanted,
    tokens: left.map(({ token }) => token),
    origins: left.map(({ origin }) => origin),
    also: has('also') && !has('instead'),
    anyone: has('anyone'),
    else: phrases.some((phrase) => phrase.kind === 'anyone' && phrase.else),
    everything: has('everything'),
    widen: has('widen'),
    isNamed: named,
    moves: phrases.filter(isMove),
    pointsBack: phrases.some((phrase) => phrase.kind !== 'anyone' || phrase.else),
    saysSomething: view.wanted.kind !== 'answer' || phrases.some(({ kind }) => kind !== 'also' && kind !== 'person'),
  }

  /** Goes through the words; `leading` stops at the first that is none of the opening ones. */
  function take(
    tokens: readonly Token[],
    from: number,
    leading: boolean,
    origin = 0,
    isFirst = true,
  ): { readonly at: number } | Failure {
    const text = phraseText(tokens)
    let at = from
    while (at < tokens.length) {
      const token = tokens[at]
      if (token === undefined) break
      const found = phraseAt(text, at, leading ? 'first' : isFirst && at === 0 ? 'any' : 'later')
      if (found === undefined) {
        if (leading) break
        left.push({ token, origin: origin + at })
        at++
        continue
      }
      const failed = keep(found.phrase, tokens, at, found.used, origin)
      if (failed !== undefined) return failed
      at += found.used
    }
    return { at }
  }

  function keep(
    phrase: FollowPhrase,
    tokens: readonly Token[],
    at: number,
    used: number,
    origin: number,
  ): Failure | undefined {
    phrases.push(phrase)
    if (phrase.kind === 'thanks') return fail(problem(THANKS), origin + at, origin + at + used)
    if (
      phrase.kind === 'person' &&
      !previous.question.terms.some(({ not, predicate }) => !not && predicate.kind === 'identity')
    )
      return fail(problem('The question above names nobody. Write a name.'), origin + at, origin + at + used)
    if (phrase.kind !== 'thing') return undefined
    const things = thingsOf(previous).filter((value) => fitsNoun(value, phrase.noun))
    const [thing] = things
    if (thing === undefined || things.length > 1) {
      const fixes = things.map(quoted)
      const why = thing === undefined ? 'I do not know which: the question above names none.' : 'There are several.'
      return fail(problem(`${why} Write its ARN, id or name.`, ...fixes), origin + at, origin + at + used)
    }
    const before = wordOf(tokens[at - 1]) ?? ''
    const token = {
      raw: quoted(thing),
      negated: false,
      text: thing,
      whole: thing,
      quoted: true,
      star: false,
      broken: false,
    }
    const key = before === 'on' || before === 'to' || VERBS.has(before) ? undefined : 'on'
    left.push({ token: { ...token, key }, origin: origin + at })
    return undefined
  }
}

const THANKS =
  'If you want to ask on, write what should be different; help shows how. A name that is spelt so goes in quotes.'

function isMove(phrase: FollowPhrase): phrase is WindowMove {
  return MOVES.has(phrase.kind)
}

const MOVES: ReadonlySet<FollowPhrase['kind']> = new Set(['longer', 'shorter', 'shift', 'beside', 'same-window'])

/** The resource that the question named, else what its answer was about. */
function thingsOf({ question, things = [] }: Previous): readonly string[] {
  const named = question.terms.flatMap(({ not, predicate }) =>
    !not && predicate.kind === 'resource' ? [predicate.value] : [],
  )
  return named.length > 0 ? named : things
}

function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`
}

/** Which view is asked for, at the beginning or (`only denied by service`) at the end. */
function viewOf(tokens: readonly Token[]): {
  readonly wanted: Wanted
  readonly rest: readonly Token[]
  readonly at: number
} {
  const { wanted, rest } = readWanted(tokens)
  if (wanted.kind !== 'answer') {
    const behind = wanted.kind === 'behind' && BEHIND.test(phraseText(rest).text)
    return { wanted, rest: behind ? [] : rest, at: tokens.length - rest.length }
  }
  if (WHO_WAS_IT.test(phraseText(tokens).text)) return { wanted: { kind: 'behind' }, rest: [], at: tokens.length }
  const file = AS_FILE.exec(phraseText(tokens).text)
  if (file !== null) return { ...readWanted(readTokens(`export ${file[1]}`)), rest: [], at: tokens.length }
  const end = readWanted(tokens.slice(-2))
  if (tokens.length > 2 && end.wanted.kind === 'by' && end.rest.length === 0)
    return { wanted: end.wanted, rest: tokens.slice(0, -2), at: 0 }
  return { wanted, rest: tokens, at: 0 }
}

/** `behind that session`, `who was behind the change`. */
const BEHIND = /^(?:(?:the|this|that|these|those) )?(?:session|role|key|call|change|event|user|identity|person|name)s?$/

const AS_FILE = /^(?:as )?(?:an? )?(csv|jsonl?|report|markdown)(?: file)?$/
const WHO_WAS_IT = /^(?:and |so |but )?who (?:(?:was|is|did) (?:it|this|that)|is behind|was behind)(?: really)?$/
