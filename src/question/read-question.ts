import { type Instant, instant } from '../lib/instant.ts'
import type { Account } from './account.ts'
import { helpTopic } from './help.ts'
import { knownZone } from './local-time.ts'
import type { Reading } from './question.ts'
import { readTerms } from './read-terms.ts'
import { readWanted } from './read-wanted.ts'
import { readWatch } from './read-watch.ts'
import { type Failure, isFailure, type Surroundings } from './step.ts'
import { readTokens, type Token } from './tokens.ts'
import { unslack } from './unslack.ts'
import { MYSELF } from './vocabulary.ts'
import { sayWanted, type Wanted } from './wanted.ts'

/** What the words are read against. */
export type ReadingContext = {
  readonly now: Instant
  /** The asker's IANA zone; UTC where it is unknown. */
  readonly zone: string | undefined
  readonly accounts: readonly Account[]
  /** 24 hours where not given. */
  readonly defaultWindowMs?: number | undefined
}

const LONGEST_COMMAND = 4000
const MOST_WORDS = 300

const DAY_MS = 86_400_000

/** A suggestion puts one word right at a time; so many words may be wrong at once. */
const MOST_SLIPS = 3

/** Reads what was typed after `/whodid`. Never throws: what it cannot take, it says. */
export function readQuestion(words: string, context: ReadingContext): Reading {
  return read(words, context, MOST_SLIPS)
}

function read(words: string, context: ReadingContext, slipsLeft: number): Reading {
  if (words.length > LONGEST_COMMAND) {
    return unclear(`${words.slice(0, 40)}…`, `A question has at most ${LONGEST_COMMAND} characters.`)
  }
  const text = unslack(words)
  const control = /[^\P{Cc}\s]/u.exec(text)
  if (control !== null) {
    return unclear(`character ${control[0].charCodeAt(0)}`, 'The question holds a character that cannot be typed.')
  }
  const tokens = withoutBotName(readTokens(text))
  if (tokens.length > MOST_WORDS) {
    return unclear(`${words.slice(0, 40)}…`, `A question has at most ${MOST_WORDS} words.`)
  }
  if (tokens.length === 1 && tokens[0]?.raw.toLowerCase() === 'doctor') return { kind: 'doctor' }
  const watch = readWatch(tokens, (rest, { windowless }) => {
    const words = rest.map(({ raw }) => raw).join(' ')
    const asked = read(words, context, slipsLeft)
    const timed = windowless && asked.kind === 'understood' && !asked.defaultWindow
    return timed ? unclear(words, 'A watch goes on until it is ended: leave the time out.') : asked
  })
  if (watch !== undefined) return watch
  if (isMay(tokens)) return readMay(tokens, context, slipsLeft)
  const topic = helpTopic(tokens)
  if (topic !== undefined) return { kind: 'help', topic: topic.topic }

  const around = surroundings(context)
  const { wanted, rest } = readWanted(tokens)
  const found = readTerms(rest, around)
  if (isFailure(found)) return sayFailure(found, rest, wanted, context, slipsLeft)
  const { terms, anyone, via } = found
  if (terms.length === 0 && found.window === undefined && !anyone) return { kind: 'help', topic: undefined }
  const window = found.window ?? { from: instant(around.now - around.defaultWindowMs), to: around.now }
  return {
    kind: 'understood',
    question: { terms, window, ...(via.length === 0 ? {} : { via }) },
    defaultWindow: found.window === undefined,
    zone: around.zone,
    wanted,
  }
}

/** Somebody may be called May: only with who it is about behind it is it a question of rights. */
function isMay(tokens: readonly Token[]): boolean {
  const [first, who] = tokens
  if (first?.quoted !== false || first.key !== undefined || first.raw.toLowerCase() !== 'may') return false
  return MENTION.test(who?.text ?? '') || MYSELF.has(who?.text.toLowerCase() ?? '')
}

const MENTION = /^<@([UW][A-Z0-9]{1,30})>$/

/** `may @alice role:Admin`, `may I role:Admin`. */
function readMay(tokens: readonly Token[], context: ReadingContext, slipsLeft: number): Reading {
  const [, who] = tokens
  const mention = MENTION.exec(who?.text ?? '')
  const words = tokens
    .slice(2)
    .map(({ raw }) => raw)
    .join(' ')
  const asked = read(words === '' ? 'anyone' : words, context, slipsLeft)
  return asked.kind === 'understood' ? { kind: 'may', person: mention?.[1], asked } : asked
}

/**
 * Events have whole seconds, so now is the end of the second that has begun: what is stamped with it is inside every
 * window that ends now, and the canonical words of a window need no fractions.
 */
function surroundings({ now, zone, accounts, defaultWindowMs = DAY_MS }: ReadingContext): Surroundings {
  return { now: instant(Math.ceil(now / 1000) * 1000), zone: knownZone(zone), accounts, defaultWindowMs }
}

function withoutBotName(tokens: readonly Token[]): readonly Token[] {
  const first = tokens.findIndex((token) => token.quoted || !/^[/@]?whodid$/i.test(token.raw))
  return first === -1 ? [] : tokens.slice(first)
}

function sayFailure(
  { start, end, hint, fixes }: Failure,
  tokens: readonly Token[],
  wanted: Wanted,
  context: ReadingContext,
  slipsLeft: number,
): Reading {
  const say = (part: readonly Token[]) => part.map(({ raw }) => raw).join(' ')
  return unclear(say(tokens.slice(start, end)), hint, suggest())

  function suggest(): string | undefined {
    if (slipsLeft === 0) return undefined
    for (const fix of fixes.slice(0, 2)) {
      const candidate = [sayWanted(wanted), say(tokens.slice(0, start)), fix, say(tokens.slice(end))]
        .filter((part) => part !== '')
        .join(' ')
      const reading = read(candidate, context, slipsLeft - 1)
      if (reading.kind === 'understood') return candidate
      if (reading.kind === 'unclear' && reading.suggestion !== undefined) return reading.suggestion
    }
    return undefined
  }
}

function unclear(word: string, hint: string, suggestion?: string): Reading {
  return { kind: 'unclear', word, hint, suggestion }
}
