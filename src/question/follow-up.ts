import { instant } from '../lib/instant.ts'
import { doubtfulNames } from './follow-slips.ts'
import { joinTerms } from './follow-terms.ts'
import { type FollowScan, isScan, type Previous, scanFollowUp } from './follow-scan.ts'
import { phraseText } from './follow-phrases.ts'
import { clockInWindow, moveWindow, onDayOf } from './follow-window.ts'
import { helpTopic } from './help.ts'
import { knownZone } from './local-time.ts'
import { isProblem, problem } from './problem.ts'
import type { Question, Reading, Window } from './question.ts'
import { type ReadingContext, readQuestion } from './read-question.ts'
import { readTerms, type Terms } from './read-terms.ts'
import { sayFollowed } from './say-followed.ts'
import { sayQuestion } from './say-question.ts'
import { fail, type Failure, isFailure, type Surroundings } from './step.ts'
import { readTokens, type Token } from './tokens.ts'
import { unslack } from './unslack.ts'
import { sayWanted } from './wanted.ts'

export type FollowUp = {
  readonly reading: Reading
  /** How words that read on were understood; undefined where they stand by themselves. */
  readonly understoodAs: string | undefined
  /** They ask for every identity of the person (`all of his identities`): the reading is to be widened by what is known. */
  readonly widen: boolean
}

const DAY_MS = 86_400_000
const LONGEST_WORDS = 4000
const MOST_WORDS = 300
const MOST_TERMS = 50
const MOST_SLIPS = 3

/**
 * Reads words in a thread on from the question that the thread answers. Complete words (someone, and a time) stand by
 * themselves. Else what is given takes the place of the same kind or is added, and the rest stays. Never throws.
 */
export function readFollowUp(words: string, previous: Previous, context: ReadingContext): FollowUp {
  return read(words, previous, context, MOST_SLIPS)
}

function read(words: string, previous: Previous, context: ReadingContext, slipsLeft: number): FollowUp {
  const alone = () => ({ reading: readQuestion(words, context), understoodAs: undefined, widen: false })
  if (words.length > LONGEST_WORDS) return alone()
  const text = unslack(words)
  const tokens = readTokens(text).filter(({ raw }, at) => at > 0 || !/^[/@]?whodid$/i.test(raw))
  if (/[^\P{Cc}\s]/u.test(text) || tokens.length === 0 || tokens.length > MOST_WORDS) return alone()
  const watch = watchOfThis(tokens, previous, context)
  if (watch !== undefined) return { reading: watch, understoodAs: undefined, widen: false }
  const whole = alone()
  if (!FOLLOWS.has(whole.reading.kind) || helpTopic(tokens) !== undefined) return whole

  const around = surroundings(previous, context)
  const scan = scanFollowUp(tokens, previous)
  if (!isScan(scan)) return unclear(scan, tokens, (at) => at)
  const found = readTerms(scan.tokens, around)
  if (isFailure(found)) return unclear(found, scan.tokens, originOf(scan))
  if (isComplete(scan, found)) return whole
  const doubt = doubtfulNames(scan.tokens, found.terms)
  if (doubt !== undefined && !scan.isNamed) return unclear(doubt, scan.tokens, originOf(scan))
  const followed = follow(scan, found)
  if ('start' in followed) return unclear(followed, scan.tokens, originOf(scan))
  const { wanted } = scan
  return {
    reading: { kind: 'understood', question: followed, defaultWindow: false, zone: around.zone, wanted },
    understoodAs: sayFollowed(previous.question, followed, wanted, around.zone),
    widen: scan.widen,
  }

  function follow(scanned: FollowScan, terms: Terms): Question | Failure {
    const isNothing = terms.terms.length === 0 && terms.window === undefined && !terms.anyone && terms.via.length === 0
    const whole = (why: Parameters<typeof fail>[0]) => fail(why, 0, scanned.tokens.length)
    if (isNothing && !scanned.saysSomething) return whole(problem(WHAT_TO_WRITE))
    const joined = joinTerms(previous.question.terms, terms.terms, {
      ...scanned,
      anyone: scanned.anyone || terms.anyone,
    })
    if (isProblem(joined)) return whole(joined)
    const window = windowOf(scanned, terms)
    if ('start' in window) return window
    const via = terms.via.length > 0 ? terms.via : previous.question.via
    const question = { terms: joined.terms, window, ...(via === undefined ? {} : { via }) }
    if (joined.terms.length > MOST_TERMS || sayQuestion(question).length > LONGEST_WORDS - 100)
      return whole(problem('Together with the question above that is too long. Ask it anew.'))
    return question
  }

  function windowOf(scanned: FollowScan, terms: Terms): Window | Failure {
    const { window: before } = previous.question
    const moves = scanned.moves.filter((move) => move.kind !== 'same-window' || move.weekEarlier)
    if (terms.window !== undefined) {
      if (moves.length > 0) return fail(problem('A question has one time: this says two.'), 0, scanned.tokens.length)
      if (scanned.moves.length > 0) {
        const moved = onDayOf(before, terms.window, around.zone, around.now)
        if (moved !== undefined) return isProblem(moved) ? fail(moved, 0, scanned.tokens.length) : moved.window
      }
      return clockOf(scanned.tokens, terms.window) ?? terms.window
    }
    let window = before
    for (const move of moves) {
      const moved = moveWindow(window, move, around.now)
      if (isProblem(moved)) return fail(moved, 0, scanned.tokens.length)
      window = moved.window
    }
    return window
  }

  function clockOf(said: readonly Token[], window: Window): Window | undefined {
    for (let at = 0; at < said.length; at++) {
      const meant = clockInWindow(said, at, previous.question.window, around)
      if (meant !== undefined && meant.to - meant.from === window.to - window.from) return meant
    }
    return undefined
  }

  /** The suggestion is a whole command: it may be typed anywhere, also where there is no thread. */
  function unclear(
    { start, end, hint, fixes }: Failure,
    said: readonly Token[],
    origin: (at: number) => number,
  ): FollowUp {
    const raw = (part: readonly Token[]) => part.map((token) => token.raw).join(' ')
    const word = raw(said.slice(start, end)) || raw(tokens)
    return { reading: { kind: 'unclear', word, hint, suggestion: suggest() }, understoodAs: undefined, widen: false }

    function suggest(): string | undefined {
      if (slipsLeft === 0) return undefined
      for (const fix of fixes.slice(0, 2)) {
        const head = raw(tokens.slice(0, origin(start)))
        const tail = raw(tokens.slice(origin(end - 1) + 1))
        const candidate = [head, fix, tail].filter(Boolean).join(' ')
        const { reading } =
          candidate === words ? { reading: undefined } : read(candidate, previous, context, slipsLeft - 1)
        if (reading?.kind === 'understood')
          return [sayWanted(reading.wanted), sayQuestion(reading.question)].filter(Boolean).join(' ')
        if (reading?.kind === 'unclear' && reading.suggestion !== undefined) return reading.suggestion
      }
      return undefined
    }
  }
}

const WHAT_TO_WRITE =
  'Here I read on from the question above. Write what should be different: only denied, without reads, 7d, longer, same for NAME, on that bucket, events, behind, export csv; or a whole question.'

/** Readings that may be part of a follow-up; any other kind is about no question. */
const FOLLOWS: ReadonlySet<Reading['kind']> = new Set<Reading['kind']>(['understood', 'unclear', 'help'])

/** `watch this`, `watch it hourly`: the question above, standing. */
function watchOfThis(tokens: readonly Token[], { question }: Previous, context: ReadingContext): Reading | undefined {
  const [verb, it, ...rest] = phraseText(tokens).text.split(' ')
  if (verb !== 'watch' || !['this', 'it', 'that', 'them'].includes(it ?? '')) return undefined
  const reading = readQuestion(['watch anyone', ...rest].join(' '), context)
  if (reading.kind !== 'watch') return undefined
  const { asked } = reading
  return {
    ...reading,
    asked: { ...asked, question: { ...asked.question, terms: [...question.terms, ...asked.question.terms] } },
  }
}

/** Someone, or anyone, and a time, and not a word that points at the question before. */
function isComplete(scan: FollowScan, { terms, window, anyone }: Terms): boolean {
  const hasWho = anyone || scan.anyone || terms.some(({ not, predicate }) => !not && predicate.kind === 'identity')
  return hasWho && window !== undefined && !scan.pointsBack
}

function originOf({ origins }: FollowScan): (at: number) => number {
  return (at) => origins[Math.max(0, at)] ?? (origins.at(-1) ?? -1) + 1
}

function surroundings(
  previous: Previous,
  { now, zone, accounts, defaultWindowMs = DAY_MS }: ReadingContext,
): Surroundings {
  const second = instant(Math.ceil(now / 1000) * 1000)
  return { now: second, zone: knownZone(zone ?? previous.zone), accounts, defaultWindowMs }
}
