import type { Token } from './tokens.ts'
import { UNITS } from './time-words.ts'
import { VERBS } from './vocabulary.ts'

/** Words that mean something only where they follow a question. */
export type FollowPhrase =
  /** `and bob`: beside what was named, not in its place. */
  | { readonly kind: 'also' }
  /** `same for bob`: in its place, whatever else was said. */
  | { readonly kind: 'instead' }
  | { readonly kind: 'same' }
  /** `same window`, perhaps of another day that the next words name. */
  | { readonly kind: 'same-window'; readonly weekEarlier: boolean }
  | { readonly kind: 'person' }
  | { readonly kind: 'anyone'; readonly else: boolean }
  | { readonly kind: 'widen' }
  | { readonly kind: 'everything' }
  | { readonly kind: 'longer' }
  | { readonly kind: 'shorter' }
  /** So much earlier (negative) or later; by its own length where undefined. */
  | { readonly kind: 'shift'; readonly way: -1 | 1; readonly ms: number | undefined }
  /** The stretch of time right before or after the window; as long as the window where undefined. */
  | { readonly kind: 'beside'; readonly way: -1 | 1; readonly ms: number | undefined }
  /** `on that bucket`: what the thread is about. */
  | { readonly kind: 'thing'; readonly noun: string | undefined }
  | { readonly kind: 'thanks' }

/** Phrases that say something of the window. */
export type WindowMove = Extract<
  FollowPhrase,
  { readonly kind: 'same-window' | 'longer' | 'shorter' | 'shift' | 'beside' }
>

/** One that was found, and the words it took. */
export type FoundPhrase = { readonly phrase: FollowPhrase; readonly used: number }

/** The words as one text, in which a phrase can be looked for; what stands in quotes or behind a colon cannot be one. */
export type PhraseText = { readonly text: string; readonly starts: readonly number[] }

const OPAQUE = '\u0000'

export function phraseText(tokens: readonly Token[]): PhraseText {
  const words = tokens.map(({ quoted, key, negated, raw, text }) =>
    quoted || key !== undefined || (negated && !/^-+$/.test(raw)) ? OPAQUE : text.toLowerCase().replaceAll(OPAQUE, '?'),
  )
  const starts: number[] = []
  let at = 0
  for (const word of words) {
    starts.push(at)
    at += word.length + 1
  }
  return { text: words.join(' '), starts }
}

/**
 * The phrase that begins at a word; undefined where none does. `first`: only those that open a sentence; `later`: only
 * those that stand anywhere in it.
 */
export function phraseAt(
  { text, starts }: PhraseText,
  at: number,
  which: 'first' | 'any' | 'later' = 'any',
): FoundPhrase | undefined {
  const start = starts[at] ?? text.length
  const before = at === 0 ? '' : text.slice(starts[at - 1], start - 1)
  for (const { pattern, after, first, make } of PHRASES) {
    if (first === true ? which === 'later' : which === 'first') continue
    if (after !== undefined && !after(before)) continue
    pattern.lastIndex = start
    const found = pattern.exec(text)
    if (found === null) continue
    const phrase = make(found)
    if (phrase === undefined) continue
    return { phrase, used: found[0].split(' ').length }
  }
  return undefined
}

type Entry = {
  readonly pattern: RegExp
  /** What has to stand before it. */
  readonly after?: (word: string) => boolean
  /** Only as the very first words. */
  readonly first?: boolean
  readonly make: (found: RegExpExecArray) => FollowPhrase | undefined
}

const RESOURCE =
  'resource|bucket|instance|table|function|trail|secret|policy|group|security group|stack|cluster|database|object|file|queue|topic|volume|snapshot|vpc|subnet|thing'
/** Of these a session or a role may also be someone: they mean a thing only behind `on` or a verb. */
const THING = `${RESOURCE}|role|user|key|session|one`
const AMOUNT = '(?:(?:the|an?|one|half an?) )?(?:(\\d{1,4}) ?)?([a-z]+)'

const PHRASES: readonly Entry[] = [
  entry(/(?:thanks|thank you|thx|ok|okay|hi|hello|hey)$/, () => ({ kind: 'thanks' }), { first: true }),
  entry(new RegExp(`(?:this|that|the same|these|those) (${THING})s?`), thing, { after: opensThing }),
  entry(/(?:it|that|this|them|these|those)/, thing, { after: opensThing }),
  entry(new RegExp(`(?:the )?(${THING})(?=$| (?:again|too|instead|please|\\d))`), thing, { after: opensThing }),
  entry(new RegExp(`(?:this|that) (${RESOURCE})`), thing),
  entry(
    /(?:and |but |so |ok |okay )*(?:what about|how about|same for|same with|the same for|the same with|now for|only for|just for)/,
    () => ({ kind: 'instead' }),
    { first: true },
  ),
  entry(/(?:same for|same with|the same for|the same with)/, () => ({ kind: 'instead' })),
  entry(/(?:but |so |ok |okay )*(?:and|also|plus|add|including|include)/, () => ({ kind: 'also' }), { first: true }),
  entry(/(?:also|too|as well|plus)/, () => ({ kind: 'also' })),
  entry(/(?:now|then|so|but|ok|okay|hey|hi|hello|and now|and then)/, () => ({ kind: 'same' }), { first: true }),
  entry(
    /(?:all|every|each)(?: of)?(?: the)?(?: his| her| their| its| this person's| that person's)?(?: other)? (?:identities|identity|names)(?: of (?:(?:this|that|the same) person|him|her|them|hers|his|theirs))?/,
    () => ({ kind: 'widen' }),
  ),
  entry(/(?:his|her|their|its)(?: other)? (?:identities|names)/, () => ({ kind: 'widen' })),
  entry(/widen(?: it| this| that)?/, () => ({ kind: 'widen' })),
  entry(
    /what else|everything again|(?:without|no|drop|drop the|drop all|remove|clear)(?: the| any| all)? filters?|unfiltered/,
    () => ({ kind: 'everything' }),
  ),
  entry(
    /(?:show me |show |all of it|give me )?(?:everything|all of it|all)(?: (?:he|she|they|it) did)?$/,
    () => ({ kind: 'everything' }),
    { first: true },
  ),
  entry(
    /(?:over |in |for |at )?(?:the )?same (?:window|times?|period|range|hours?|day|timeframe)(?: but)?(?: (last week|the week before|a week (?:earlier|before|ago)))?/,
    ([, week]) => ({ kind: 'same-window', weekEarlier: week !== undefined }),
  ),
  entry(/(?:the )?same (?:person|identity|user|guy|one)/, () => ({ kind: 'person' })),
  entry(/(?:for |by |of )?(?:him|her|them|he|she|they|his|their|hers|theirs|this person|that person)/, () => ({
    kind: 'person',
  })),
  entry(/(?:who|anyone|anybody|everyone|everybody|someone|somebody) else/, () => ({ kind: 'anyone', else: true })),
  entry(new RegExp(`who(?= (?:did|has|have|was|were|${[...VERBS.keys()].join('|')})(?: |$))`), () => ({
    kind: 'anyone',
    else: false,
  })),
  entry(
    /(?:a |an? even |even )?(?:bit |much )?(?:longer|wider|bigger)(?: (?:window|period|time|range))?|zoom out/,
    () => ({ kind: 'longer' }),
  ),
  entry(
    /(?:a |an? even |even )?(?:bit |much )?(?:shorter|narrower|smaller)(?: (?:window|period|time|range))?|zoom in/,
    () => ({ kind: 'shorter' }),
  ),
  entry(new RegExp(`${AMOUNT} (earlier|later)`), shifted('shift')),
  entry(new RegExp(`(\\d{1,4})([a-z]+) (earlier|later)`), shifted('shift')),
  entry(new RegExp(`${AMOUNT} (before|after)(?: (?:that|it|this))?$`), shifted('beside')),
  entry(new RegExp(`(\\d{1,4})([a-z]+) (before|after)(?: (?:that|it|this))?$`), shifted('beside')),
  entry(/(?:right |just |immediately )?before(?: (?:that|it|this))?$|(?:the )?previous(?:ly)?$/, () => ({
    kind: 'beside',
    way: -1,
    ms: undefined,
  })),
  entry(/(?:right |just |immediately )?after(?: (?:that|it|this))?$|afterwards|next$/, () => ({
    kind: 'beside',
    way: 1,
    ms: undefined,
  })),
  entry(/earlier/, () => ({ kind: 'shift', way: -1, ms: undefined })),
  entry(/later/, () => ({ kind: 'shift', way: 1, ms: undefined })),
  entry(new RegExp(`(?:the )?same (${RESOURCE})`), thing),
  entry(/(?:the )?same(?: again| question| thing)?|else|again|instead|rather|the question/, () => ({
    kind: 'same',
  })),
]

function entry(
  pattern: RegExp,
  make: Entry['make'],
  more: { readonly after?: (word: string) => boolean; readonly first?: boolean } = {},
): Entry {
  return { pattern: new RegExp(`(?:${pattern.source})(?= |$)`, 'y'), make, ...more }
}

function opensThing(word: string): boolean {
  return word === 'on' || word === 'to' || VERBS.has(word)
}

function thing([, noun]: RegExpExecArray): FollowPhrase {
  return { kind: 'thing', noun }
}

function shifted(kind: 'shift' | 'beside'): Entry['make'] {
  return ([whole, count, name = '', word]) => {
    const [, ms] = UNITS.get(name) ?? ['second', 0]
    if (ms === 0) return undefined
    const half = whole.startsWith('half') ? 0.5 : 1
    const way = word === 'earlier' || word === 'before' ? -1 : 1
    return { kind, way, ms: ms * Number(count ?? 1) * half }
  }
}
