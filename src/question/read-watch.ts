import type { Reading, WatchUrgency } from './question.ts'
import type { Token } from './tokens.ts'

/** How the rest of the words is read, as a question. */
type ReadRest = (tokens: readonly Token[], over: { readonly windowless: boolean }) => Reading

/** An id as we give them to watches. */
const ID = /^w-[a-z0-9]{4,12}$/

/**
 * Reads `watch …`, `watches`, `unwatch w-…`, `pause w-… 2h`, `resume w-…`, `mute w-… event:Decrypt`,
 * `edit w-… Alice writes`. Undefined where the words are about no watch.
 */
export function readWatch(tokens: readonly Token[], readRest: ReadRest): Reading | undefined {
  const [first, second] = tokens
  const word = bare(first) ?? ''
  const rest = tokens.slice(1)
  switch (word) {
    case 'watch':
    case 'subscribe':
      return rest.length === 0 ? { kind: 'help', topic: 'watch' } : readSet(rest, readRest)
    case 'watches':
    case 'subscriptions':
      return rest.length === 0 ? { kind: 'watches' } : undefined
    case 'unwatch':
    case 'resume':
    case 'pause':
    case 'mute':
    case 'unmute': {
      const id = bare(second)
      if (id === undefined || !ID.test(id)) {
        return unclear(second?.raw ?? word, 'Which watch? /whodid watches shows them with their ids.', 'watches')
      }
      return readChange(word, id, tokens.slice(2), readRest)
    }
    case 'edit': {
      const id = bare(second)
      // Somebody may be called so.
      return id === undefined || !ID.test(id) ? undefined : readEdit(id, tokens.slice(2), readRest)
    }
    default:
      return undefined
  }
}

function readEdit(id: string, tokens: readonly Token[], readRest: ReadRest): Reading {
  const { urgency, rest } = takeUrgency(tokens)
  if (urgency === 'bad-hour') return unclear('daily', BAD_HOUR, undefined)
  if (rest.length === 0) {
    const hint = `What is it to be? edit ${id} Alice writes; how soon: edit ${id} hourly.`
    return urgency === undefined ? unclear('edit', hint, undefined) : { kind: 'edit-watch', id, urgency }
  }
  const asked = readRest(rest, { windowless: true })
  if (asked.kind !== 'understood') return asked
  return { kind: 'edit-watch', id, asked, ...(urgency && { urgency }) }
}

function readSet(tokens: readonly Token[], readRest: ReadRest): Reading {
  const { urgency, rest } = takeUrgency(tokens)
  if (urgency === 'bad-hour') return unclear('daily', BAD_HOUR, undefined)
  const asked = readRest(rest.length === 0 ? tokens : rest, { windowless: true })
  return asked.kind === 'understood' ? { kind: 'watch', asked, urgency: urgency ?? { kind: 'each' } } : asked
}

const BAD_HOUR = 'A daily watch has an hour: daily 9, daily 17:00.'

function readChange(
  change: 'unwatch' | 'resume' | 'pause' | 'mute' | 'unmute',
  id: string,
  rest: readonly Token[],
  readRest: ReadRest,
): Reading {
  if (change === 'mute' || change === 'unmute') {
    if (rest.length === 0) {
      const what = change === 'mute' ? 'What is not to be told any more?' : 'What is to be told again?'
      return unclear(change, `${what} ${change} ${id} event:Decrypt`, undefined)
    }
    const asked = readRest(rest, { windowless: true })
    return asked.kind === 'understood' ? { kind: 'change-watch', change, id, mutes: asked } : asked
  }
  if (change === 'pause') {
    const [length] = rest
    if (length === undefined) return { kind: 'change-watch', change, id }
    const ms = lengthOf(bare(length) ?? '')
    if (ms === undefined || rest.length > 1)
      return unclear(
        length.raw,
        'For how long? pause w-… 2h; also 30m, 3d; without a time until you resume it.',
        undefined,
      )
    return { kind: 'change-watch', change, id, forMs: ms }
  }
  const [extra] = rest
  if (extra !== undefined) return unclear(extra.raw, `Nothing follows: ${change} ${id}.`, `${change} ${id}`)
  return { kind: 'change-watch', change, id }
}

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

function lengthOf(word: string): number | undefined {
  const read = /^([1-9]\d{0,3})([mhdw])$/.exec(word)
  return read === null ? undefined : Number(read[1]) * UNITS[read[2] as keyof typeof UNITS]
}

/** How soon it tells may be said first or last: `watch hourly Alice`, `watch Alice daily 9`. */
function takeUrgency(tokens: readonly Token[]): {
  readonly urgency: WatchUrgency | 'bad-hour' | undefined
  readonly rest: readonly Token[]
} {
  const start = urgencyAt(tokens, 0)
  if (start !== undefined) return { urgency: start.urgency, rest: tokens.slice(start.used) }
  for (const used of [2, 1]) {
    const at = tokens.length - used
    const end = at > 0 ? urgencyAt(tokens, at) : undefined
    if (end !== undefined && end.used === used) return { urgency: end.urgency, rest: tokens.slice(0, at) }
  }
  return { urgency: undefined, rest: tokens }
}

const WORDS: ReadonlyMap<string, WatchUrgency> = new Map<string, WatchUrgency>([
  ['each', { kind: 'each' }],
  ['hourly', { kind: 'hourly' }],
  ['first', { kind: 'first' }],
  ['new', { kind: 'first' }],
  ['stands-out', { kind: 'stands-out' }],
  ['notable', { kind: 'stands-out' }],
])

function urgencyAt(
  tokens: readonly Token[],
  at: number,
): { readonly urgency: WatchUrgency | 'bad-hour'; readonly used: number } | undefined {
  const word = bare(tokens[at])
  const plain = WORDS.get(word ?? '')
  if (plain !== undefined) return { urgency: plain, used: 1 }
  if (word !== 'daily') return undefined
  const said = tokens[at + 1]?.whole ?? ''
  const hour = /^(\d{1,2})(?::00)?(am|pm)?$/i.exec(said)
  if (hour === null)
    return tokens.length === at + 1
      ? { urgency: { kind: 'daily', hour: 9 }, used: 1 }
      : { urgency: 'bad-hour', used: 2 }
  const [, digits, half] = hour
  const twelve = half === undefined ? 0 : half.toLowerCase() === 'pm' ? 12 : 0
  const value = half === undefined ? Number(digits) : (Number(digits) % 12) + twelve
  return value > 23 ? { urgency: 'bad-hour', used: 2 } : { urgency: { kind: 'daily', hour: value }, used: 2 }
}

function bare(token: Token | undefined): string | undefined {
  if (token === undefined || token.quoted || token.negated || token.key !== undefined) return undefined
  return token.text.toLowerCase()
}

function unclear(word: string, hint: string, suggestion: string | undefined): Reading {
  return { kind: 'unclear', word, hint, suggestion }
}
