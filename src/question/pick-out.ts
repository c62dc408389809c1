import { type Instant, instant } from '../lib/instant.ts'
import type { Account } from './account.ts'
import { COMMON_EVENTS } from './common-events.ts'
import { identity } from './event-question.ts'
import { type MessageSource, readSource } from './message-source.ts'
import { readMessageTexts } from './message-texts.ts'
import { pickNames } from './pick-names.ts'
import { pickTimes } from './pick-times.ts'
import type { Predicate, Window } from './question.ts'
import { canonicalAddress } from './read-address.ts'
import { readShape } from './read-identity.ts'
import { REGIONS } from './regions.ts'
import { unslack } from './unslack.ts'

/** What a message names that can be asked about. Each list has the first mentioned first, and nothing twice. */
export type Picked = {
  readonly source: MessageSource
  readonly who: readonly Extract<Predicate, { kind: 'identity' }>[]
  readonly things: readonly string[]
  readonly addresses: readonly string[]
  readonly events: readonly string[]
  readonly refs: readonly Extract<Predicate, { kind: 'ref' }>[]
  readonly accounts: readonly string[]
  readonly regions: readonly string[]
  /** It tells of something that was refused. */
  readonly refused: boolean
  readonly window: Window
  /** Whether the window is about times in the message, or about when it was written. */
  readonly timed: boolean
  /** The message was longer than is read. */
  readonly cut: boolean
}

export type PickContext = {
  readonly now: Instant
  /** For times that name no zone. */
  readonly zone: string
  readonly accounts: readonly Account[]
}

const HOUR_MS = 3_600_000
const LONGEST_MS = 7 * 24 * HOUR_MS
const MOST = 12
const MOST_READ = 200
const LONGEST_ARN = 400

/** Its second was read; the words in it are told in nobody's zone. */
const DATE_TOKEN = /<!date\^\d{9,11}\^[^>]*>/g

const ARN = /(?<![\w-])arn:aws[a-z-]{0,12}:[a-z0-9-]{1,40}:[a-z0-9-]{0,30}:(?:\d{12}|aws)?:[\w+=,.@/:$#-]{1,400}\*?/g
const KEY = /(?<![A-Za-z0-9/+])(?:AKIA|ASIA)[A-Z0-9]{12,28}(?![A-Za-z0-9/+])/g
const USER_ID = /(?<![A-Za-z0-9])AIDA[A-Z0-9]{12,28}(?![A-Za-z0-9])/g
const ROLE_ID = /(?<![A-Za-z0-9])(AROA[A-Z0-9]{12,28})(?::([\w+=,.@-]{2,64}))?(?![A-Za-z0-9])/g
const RESOURCE_ID =
  /(?<![\w-])(?:i|sg|sgr|vpc|subnet|vol|snap|ami|eni|rtb|igw|acl|nat|eipalloc|lt|vpce|tgw|pcx|dopt|fs|pl)-[0-9a-f]{8}(?:[0-9a-f]{9})?(?![\w-])/g
const IPV4 = /(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)/g
const IPV6 = /(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:.])/gi
const EMAIL = /(?<![\w.+=@-])[\w.+=-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}(?![\w@-])/gi
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const REFS = new RegExp(
  `\\b(shared ?event ?id|event ?id|request ?id|id)"?\\**\\s{0,2}[:=]\\s{0,2}["\`*]{0,3}(${UUID})(?![\\w-])`,
  'gi',
)
const ACCOUNT = /\b(?:aws ?)?(?:account|acct)(?: ?id| ?number)?"?\**\s{0,2}[:=#]?\s{0,3}["`*(]{0,3}(\d{12})(?!\d)/gi
const TWELVE = /(?<![\w.-])\d{12}(?![\w.])/g
const EVENT_SAID =
  /\b(?:event ?name|api call|api|action|operation)"?\**\s{0,2}[:=]\s{0,2}["`*]{0,3}([A-Z][A-Za-z0-9]{3,80})(?![\w:])/gi
const CALLED = /\scalled\s\**([A-Z][A-Za-z0-9]{3,80})/g
/** What a refused call was about: a role too, which acted in nothing here. */
const TARGET = /\bon resource:\s{0,2}["'`*]{0,3}(arn:aws[\w+=,.@/:$#-]{1,420})/g
const REFUSED =
  /not authorized to perform|access ?denied|unauthorized ?operation|is not authorized|\b403\b.{0,40}(?:forbidden|denied)/i

/** Reads a message of Slack's, whatever wrote it. Never throws; a message that is no message names nothing. */
export function pickOut(message: unknown, context: PickContext): Picked {
  const { texts, dates, cut } = readMessageTexts(message)
  const text = unslack(texts.join('\n').replace(DATE_TOKEN, ' '))
  const written = writtenAt(message, context.now)
  const times = pickTimes(text, dates, { at: written, zone: context.zone })
  const arns = [...text.matchAll(ARN)]
    .slice(0, MOST_READ)
    .flatMap(({ 0: arn, index }) => ofOne(arn, text[index - 1] === '*'))
  const known = COMMON_EVENTS.filter((name) => text.includes(name))
  const said = [...groups(text, EVENT_SAID), ...groups(text, CALLED)]
  const names = pickNames(text)
  const targets = new Set(groups(text, TARGET).map(trimmed))
  const who = [
    ...arns.filter((arn) => !targets.has(arn)).flatMap(identityOf),
    ...all(text, KEY).map((key) => identity('key', key)),
    ...all(text, USER_ID).map((id) => identity('uniqueId', id)),
    ...[...text.matchAll(ROLE_ID)].map(([, id = '', session]) =>
      session === undefined ? identity('uniqueId', id) : identity('session', session),
    ),
    ...names.who,
    ...all(text, EMAIL).map((address) => identity('name', address.replace(/[.]$/, ''))),
  ]
  const things = [
    ...arns.filter((arn) => targets.has(arn) || identityOf(arn).length === 0),
    ...all(text, RESOURCE_ID),
    ...names.things,
  ]
  return {
    source: readSource(text),
    who: withoutEchoes(firsts(who, ({ by, value }) => `${by}:${value}`)),
    things: firsts(things, (thing) => thing).filter(
      (thing) => !things.some((other) => other.startsWith('arn:') && other.endsWith(`/${thing}`)),
    ),
    addresses: firsts([...all(text, IPV4), ...all(text, IPV6)].flatMap(publicAddress), (address) => address),
    events: firsts(
      [...said, ...known.filter((name) => new RegExp(`(?<![A-Za-z])${name}(?![A-Za-z0-9])`).test(text))],
      (name) => name,
    ),
    refs: firsts([...text.matchAll(REFS)].map(refOf), ({ value }) => value),
    accounts: firsts(accountsIn(text, arns, context.accounts), (account) => account),
    regions: firsts(regionsIn(text, arns), (region) => region),
    refused: REFUSED.test(text),
    ...windowOf(times, written, context.now),
    cut,
  }
}

/** `ts` of the message; now where it has none. */
function writtenAt(message: unknown, now: Instant): Instant {
  const ts = typeof message === 'object' && message !== null && 'ts' in message ? message.ts : undefined
  const ms = typeof ts === 'string' && /^\d{9,11}\.\d{1,6}$/.test(ts) ? Math.floor(Number(ts) * 1000) : Number.NaN
  return Number.isNaN(ms) || ms > now ? now : instant(ms)
}

/** An hour about the times that are told; about the latest, where they are far apart. Without any: hours before it was written. */
function windowOf(
  times: readonly Instant[],
  written: Instant,
  now: Instant,
): { readonly window: Window; readonly timed: boolean } {
  const second = Math.ceil(now / 1000) * 1000
  const made = (from: number, to: number) => ({
    from: instant(from),
    to: instant(Math.max(Math.min(to, second), from + 1000)),
  })
  const [first] = times
  const last = times.at(-1)
  if (first === undefined || last === undefined)
    return { window: made(floor(written) - 24 * HOUR_MS, floor(written) + HOUR_MS), timed: false }
  const from = last - first > LONGEST_MS ? last : first
  return { window: made(floor(from) - HOUR_MS, floor(last) + HOUR_MS), timed: true }
}

function floor(at: number): number {
  return Math.floor(at / 1000) * 1000
}

/** A key is told whole, and its owner as an ARN, a name and an id: the most exact is asked for, the rest is its echo. */
function withoutEchoes(who: Picked['who']): Picked['who'] {
  const arns = who.filter(({ by }) => by === 'arn').map(({ value }) => value)
  return who.filter(({ by, value }) => by === 'arn' || by === 'key' || !arns.some((arn) => arn.endsWith(`/${value}`)))
}

function identityOf(arn: string): Extract<Predicate, { kind: 'identity' }>[] {
  const read = readShape({ kind: 'value', text: arn, prefix: false, quoted: false })
  return read?.kind === 'identity' ? [read] : []
}

/** A pattern names no one thing; all objects of a bucket are the bucket. A star at both ends is bold type. */
function ofOne(arn: string, isBold: boolean): readonly string[] {
  if (isBold || !arn.endsWith('*')) return [trimmed(arn)]
  return /^arn:aws[a-z-]*:s3:::[^/]+\/\*$/.test(arn) ? [arn.slice(0, -2)] : []
}

/** `…/role/Admin.`: the sentence's full stop, and what is left of a wildcard. */
function trimmed(arn: string): string {
  return arn.slice(0, LONGEST_ARN).replace(/[*.,:/=-]+$/, '')
}

function publicAddress(text: string): readonly string[] {
  const address = canonicalAddress(text)
  if (address === undefined || /^(?:0\.|127\.|255\.|169\.254\.)/.test(address) || /^(?:::1?|fe80:.*)$/.test(address))
    return []
  return [address]
}

function refOf([, label = '', value = '']: RegExpMatchArray): Extract<Predicate, { kind: 'ref' }> {
  const key = label.toLowerCase().replaceAll(' ', '')
  const field = key === 'requestid' ? 'request' : key === 'sharedeventid' ? 'shared' : 'event'
  return { kind: 'ref', field, value: value.toLowerCase() }
}

/** Twelve digits are an account where it says so, in an ARN, or where it is one of ours. */
function accountsIn(text: string, arns: readonly string[], ours: readonly Account[]): readonly string[] {
  const known = new Set(ours.map(({ id }) => id))
  return [
    ...groups(text, ACCOUNT),
    ...all(text, TWELVE).filter((digits) => known.has(digits)),
    ...arns.flatMap((arn) => arn.split(':')[4] ?? '').filter((account) => /^\d{12}$/.test(account)),
  ]
}

function regionsIn(text: string, arns: readonly string[]): readonly string[] {
  const said = REGIONS.filter((region) => new RegExp(`(?<![\\w-])${region}(?![\\w-])`).test(text))
  return [
    ...said,
    ...arns.map((arn) => arn.split(':')[3] ?? '').filter((region) => REGIONS.some((one) => one === region)),
  ]
}

function all(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].slice(0, MOST_READ).map(([found]) => found)
}

function groups(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].slice(0, MOST_READ).flatMap(([, found]) => found ?? [])
}

function firsts<T>(found: readonly T[], keyOf: (one: T) => string): readonly T[] {
  const kept = new Map<string, T>()
  for (const one of found) {
    if (kept.size < MOST && !kept.has(keyOf(one))) kept.set(keyOf(one), one)
  }
  return [...kept.values()]
}
