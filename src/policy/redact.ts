import type { Event, Fields } from '../event/event.ts'
import { fields } from '../event/read-value.ts'
import { bareName, fieldKind } from './secret-fields.ts'
import { type CleanText, cleanText, HIDDEN, isHiddenAlready } from './secret-text.ts'

/** What is hidden besides what is always hidden. Words, not patterns: nothing that is set here can be slow. */
export type RedactMore = {
  /** Names of fields, whatever their capitals, dashes and underscores; `*` at an end stands for anything. */
  readonly fields: readonly string[]
  /** How secrets of yours begin: what begins so is hidden to the end of the word. */
  readonly beginnings: readonly string[]
}

/** An event without the secrets in it: the only kind that is shown, exported or uploaded. */
export type SafeEvent = Event & {
  /** How many values were hidden, and where the first of them stood: `requestParameters.masterUserPassword`. */
  readonly hidden: { readonly count: number; readonly where: readonly string[] }
}

export type Redact = {
  readonly event: (event: Event) => SafeEvent
  readonly text: (text: string) => string
  /** The same plain data with every text in it cleaned, before any of them is cut: half a secret has no look. */
  readonly plain: <Data>(data: Data) => Data
}

const MOST_WHERE = 20
const DEEPEST = 64
/** Records have at most 256 kB, and what is longer was not made by CloudTrail. */
const LONGEST = 1_000_000

/**
 * Takes secrets out of events before anything is made of them: by the names of fields, by the look of values, and all of what
 * is handed to programs as their environment. Keys' ids stay, for they tell sessions apart. docs/redaction.md has the rules.
 */
export function makeRedact(more: RedactMore = { fields: [], beginnings: [] }): Redact {
  const named = more.fields.map(fieldRule)
  const shapes = more.beginnings.filter((start) => start.length >= 3).map(beginning)
  const clean = (text: string, guess: boolean) => cleanText(text, guess, shapes)
  const kindOf = (name: string) => (named.some((rule) => rule(bareName(name))) ? 'secret' : fieldKind(name))

  function makeCleaner(): Cleaner {
    return { kindOf, clean, count: 0, where: new Set() }
  }

  return {
    text: (text) => clean(text, true).text,
    plain: (data) => eachText(data, (text) => (text.length < 8 ? text : clean(text, true).text)) as typeof data,
    event(event) {
      const cleaner = makeCleaner()
      const record = cleanFields(event.record, cleaner)
      const again = makeCleaner()
      const part = (value: Fields | undefined, name: string) => {
        if (value === undefined) return undefined
        return event.record[name] === value ? fields(record[name]) : (cleanValue(value, name, again, true) as Fields)
      }
      return {
        ...event,
        error: event.error && { code: event.error.code, message: clean(event.error.message, true).text },
        actor: cleanValue(event.actor, '', again, false) as Event['actor'],
        address: clean(event.address, false).text,
        agent: clean(event.agent, true).text,
        resources: cleanValue(event.resources, '', again, false) as Event['resources'],
        request: part(event.request, 'requestParameters'),
        response: part(event.response, 'responseElements'),
        extra: part(event.extra, 'additionalEventData'),
        record,
        hidden: { count: cleaner.count, where: [...cleaner.where] },
      }
    },
  }
}

function eachText(data: unknown, change: (text: string) => string): unknown {
  if (typeof data === 'string') return change(data)
  if (typeof data !== 'object' || data === null) return data
  if (Array.isArray(data)) return data.map((item) => eachText(item, change))
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, eachText(value, change)]))
}

type Cleaner = {
  readonly kindOf: (name: string) => ReturnType<typeof fieldKind>
  readonly clean: (text: string, guess: boolean) => CleanText
  count: number
  readonly where: Set<string>
}

/** Ids have the look of secrets and are none. */
const IDS = new Set([
  'userIdentity',
  'eventID',
  'requestID',
  'sharedEventID',
  'resources',
  'tlsDetails',
  'vpcEndpointId',
])

function cleanFields(record: Fields, cleaner: Cleaner): Fields {
  return fromEntries(
    Object.entries(record).map(([name, value]) => [name, cleanValue(value, name, cleaner, !IDS.has(name))]),
  )
}

function cleanValue(value: unknown, path: string, cleaner: Cleaner, guess: boolean, depth = 0): unknown {
  if (typeof value === 'string') return cleanString(value, path, cleaner, guess, depth)
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEEPEST) return hide(path, cleaner)
  if (Array.isArray(value)) return value.map((item) => cleanValue(item, path, cleaner, guess, depth + 1))
  const pair = pairOf(value as Fields, cleaner)
  return fromEntries(
    Object.entries(value).map(([name, child]) => {
      const below = path === '' ? name : `${path}.${name}`
      const kind = cleaner.kindOf(name)
      const all = kind === 'secret' || pair.has(name)
      if (all) return [cleanName(name, cleaner), hideLeaves(child, below, cleaner, depth + 1)]
      if (kind === 'environment' && typeof child === 'object')
        return [cleanName(name, cleaner), hideEnvironment(child, below, cleaner, depth + 1)]
      return [cleanName(name, cleaner), cleanValue(child, below, cleaner, guess, depth + 1)]
    }),
  )
}

const NAMES = [
  'name',
  'Name',
  'key',
  'Key',
  'parameterName',
  'parameterKey',
  'ParameterKey',
  'optionName',
  'headerName',
]
const VALUES = ['value', 'Value', 'parameterValue', 'ParameterValue', 'stringValue', 'resolvedValue', 'defaultValue']

/** `{ name: 'DB_PASSWORD', value: … }`: the name is said beside the value. */
function pairOf(object: Fields, cleaner: Cleaner): ReadonlySet<string> {
  const name = NAMES.find((each) => typeof object[each] === 'string')
  if (name === undefined || cleaner.kindOf(object[name] as string) !== 'secret') return NOTHING
  return new Set(VALUES.filter((each) => each in object))
}

const NOTHING: ReadonlySet<string> = new Set()
const ARN = /^arn:aws[\w-]*:[\w-]+:[\w-]*:\d{0,12}:[\w+=,.@:/-]{1,512}$/

/** Everything below a secret's name; flags stay, and ARNs, for they only say where it is kept. */
function hideLeaves(value: unknown, path: string, cleaner: Cleaner, depth: number): unknown {
  if (value === null || typeof value === 'boolean' || value === undefined) return value
  if (typeof value === 'string') return isHiddenAlready(value) || ARN.test(value) ? value : hide(path, cleaner)
  if (typeof value !== 'object' || depth > DEEPEST) return hide(path, cleaner)
  if (Array.isArray(value)) return value.map((item) => hideLeaves(item, path, cleaner, depth + 1))
  return fromEntries(
    Object.entries(value).map(([name, child]) => {
      const isId = bareName(name) === 'accesskeyid'
      return [cleanName(name, cleaner), isId ? child : hideLeaves(child, `${path}.${name}`, cleaner, depth + 1)]
    }),
  )
}

/** Names of variables stay, their values don't: as a map, or as a list of names with values. */
function hideEnvironment(value: unknown, path: string, cleaner: Cleaner, depth: number): unknown {
  if (Array.isArray(value)) return value.map((item) => hideEnvironment(item, path, cleaner, depth + 1))
  const object = fields(value)
  if (object === undefined) return hideLeaves(value, path, cleaner, depth)
  const name = NAMES.find((each) => typeof object[each] === 'string')
  return fromEntries(
    Object.entries(object).map(([key, child]) => {
      const isName = key === name && VALUES.some((each) => each in object)
      return [cleanName(key, cleaner), isName ? child : hideLeaves(child, `${path}.${key}`, cleaner, depth + 1)]
    }),
  )
}

function cleanString(value: string, path: string, cleaner: Cleaner, guess: boolean, depth: number): string {
  if (value.length > LONGEST) return hide(path, cleaner)
  if (/^\s{0,10}[[{]/.test(value)) {
    const inside = readJson(value)
    if (typeof inside === 'object' && inside !== null) {
      const before = cleaner.count
      const clean = cleanValue(inside, path, cleaner, guess, depth + 1)
      return cleaner.count === before ? value : JSON.stringify(clean)
    }
  }
  const { text, hidden } = cleaner.clean(value, guess && !value.startsWith('arn:'))
  if (hidden > 0) note(path, cleaner, hidden)
  return text
}

/** A secret in the place of a name, as in a signed link that was taken apart. */
function cleanName(name: string, cleaner: Cleaner): string {
  if (name.length < 16) return name
  const { text, hidden } = cleaner.clean(name, false)
  if (hidden > 0) note('a name', cleaner, hidden)
  return text
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function hide(path: string, cleaner: Cleaner): string {
  note(path, cleaner, 1)
  return HIDDEN
}

function note(path: string, cleaner: Cleaner, count: number): void {
  cleaner.count += count
  if (cleaner.where.size < MOST_WHERE) cleaner.where.add(cleaner.clean(path, true).text)
}

/** A field called `__proto__` stays a field; two names that became one both stay. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): Fields {
  const seen = new Set<string>()
  return Object.fromEntries(
    entries.map(([name, value]) => {
      let own = name
      while (seen.has(own)) own += '’'
      seen.add(own)
      return [own, value]
    }),
  )
}

function fieldRule(said: string): (bare: string) => boolean {
  const [open, end] = [said.startsWith('*'), said.endsWith('*')]
  const word = bareName(said)
  if (word === '') return () => false
  if (open && end) return (bare) => bare.includes(word)
  if (open) return (bare) => bare.endsWith(word)
  return end ? (bare) => bare.startsWith(word) : (bare) => bare === word
}

function beginning(start: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9])${start.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}[\\w.~+/=-]*`, 'g')
}
