import { chosenWho } from './chosen-who.ts'
import type { FormValues } from './check-form.ts'
import type { Understood, WatchUrgency } from './question.ts'
import { type ReadingContext, readQuestion } from './read-question.ts'
import { shortError } from './short-error.ts'

/** Inputs of the form that sets a watch: block_id and action_id alike. */
export const WATCH_FIELDS = ['who', 'words', 'soon', 'hour', 'channel'] as const
/** Inputs of the form that changes one. */
export const EDIT_FIELDS = ['soon', 'hour', 'state', 'until', 'mutes'] as const

/** How soon a watch can tell, as it is typed, and as the forms say it. */
export const WATCH_SOON = [
  ['each', 'Each event'],
  ['stands-out', 'Only what stands out'],
  ['first', 'Only first times'],
  ['hourly', 'A digest every hour'],
  ['daily', 'A digest every day'],
] as const

/** What a watch that is paused until a time is to stay. */
export const STAY_PAUSED = ['stay', 'Paused, as it is now'] as const

/** Whether it is to tell, or for how long not; `until` wants a time. */
export const WATCH_STATES = [
  ['tell', 'Telling'],
  ['1h', 'Paused for 1 hour'],
  ['8h', 'Paused for 8 hours'],
  ['3d', 'Paused for 3 days'],
  ['until', 'Paused until the time below'],
  ['pause', 'Paused until it is resumed'],
] as const

/** A watch has at most so many mutes: more are better said as another watch. */
export const MOST_MUTES = 20

type Errors<Field extends string> = { readonly kind: 'wrong'; readonly errors: { readonly [field in Field]?: string } }

export type WatchFormChecked =
  /** The command that sets the watch, and where. */
  { readonly kind: 'set'; readonly words: string; readonly channel: string } | Errors<(typeof WATCH_FIELDS)[number]>

/** What a watch is to be like. What is undefined stays as it is. */
export type WatchEdit = {
  readonly urgency: WatchUrgency
  /** `forMs`: from when the form was sent off; `until` in milliseconds since 1970; neither: until someone resumes it. */
  readonly state:
    | { readonly kind: 'tell' }
    | { readonly kind: 'pause'; readonly forMs?: number; readonly until?: number }
    | undefined
  readonly mutes: readonly { readonly words: string; readonly asked: Understood }[] | undefined
}

export type WatchEditChecked =
  | { readonly kind: 'edit'; readonly edit: WatchEdit }
  | Errors<(typeof EDIT_FIELDS)[number]>

/** The command that a form stands for, or what is wrong in it. It is read as if it had been typed. */
export function checkWatchForm(values: FormValues, context: ReadingContext): WatchFormChecked {
  const errors: { [field in (typeof WATCH_FIELDS)[number]]?: string } = {}
  const channel = one(values, 'channel')
  if (channel === '') errors.channel = 'Choose where it tells.'
  const soon = urgencyOf(values)
  if (soon === undefined) errors.soon = NO_SUCH
  const who = one(values, 'who')
  const chosen = who === '' ? undefined : chosenWho(who)
  if (who !== '' && chosen === undefined) errors.who = 'That is no name that was seen. Write it below.'
  const typed = one(values, 'words').replace(/^(?:\/\S+\s+)?watch\s+/i, '')
  if (typed === '' && who === '') errors.words = 'Choose a name, or write here who or what: anyone denied.'
  const name = chosen?.predicate.kind === 'identity' ? `${chosen.predicate.by}:${quoted(chosen.predicate.value)}` : ''
  const words = ['watch', soon === undefined ? '' : saySoon(soon), name, typed].filter(Boolean).join(' ')
  if (typed !== '') {
    const alone = readQuestion(`watch ${typed}`, context)
    if (alone.kind === 'watch' && alone.urgency.kind !== 'each')
      errors.words = 'How soon has an input of its own below.'
    else if (alone.kind !== 'watch') errors.words = whyNot(alone)
  }
  const reading = readQuestion(words, context)
  if (Object.keys(errors).length === 0 && reading.kind !== 'watch') errors.words = whyNot(reading)
  return Object.keys(errors).length > 0 ? { kind: 'wrong', errors: shortened(errors) } : { kind: 'set', words, channel }
}

/** What a watch is to be changed to, or what is wrong with it. */
export function checkWatchEdit(values: FormValues, context: ReadingContext): WatchEditChecked {
  const errors: { [field in (typeof EDIT_FIELDS)[number]]?: string } = {}
  const urgency = urgencyOf(values)
  if (urgency === undefined) errors.soon = NO_SUCH
  const state = stateOf()
  const mutes = mutesOf()
  if (Object.keys(errors).length > 0 || urgency === undefined) return { kind: 'wrong', errors: shortened(errors) }
  return { kind: 'edit', edit: { urgency, state, mutes } }

  function stateOf(): WatchEdit['state'] {
    const said = one(values, 'state')
    const until = Number(one(values, 'until')) * 1_000
    if (until > 0 && said !== 'until') errors.until = 'Choose “Paused until the time below” above, or clear this.'
    switch (said) {
      case '':
      case STAY_PAUSED[0]:
        return undefined
      case 'tell':
        return { kind: 'tell' }
      case 'pause':
        return { kind: 'pause' }
      case 'until':
        if (!(until > context.now)) errors.until = 'Choose a time that is still to come.'
        else if (until > context.now + YEAR_MS) errors.until = 'At most a year. Or end the watch.'
        return { kind: 'pause', until }
      default: {
        const forMs = PAUSES.get(said)
        if (forMs === undefined) errors.state = NO_SUCH
        return forMs === undefined ? undefined : { kind: 'pause', forMs }
      }
    }
  }

  /** One a line, each read as if it had been typed after `mute w-…`. */
  function mutesOf(): WatchEdit['mutes'] {
    if (!('mutes' in values)) return undefined
    const said = values.mutes
    const lines = [...new Set((typeof said === 'string' ? said : '').split('\n').map((line) => line.trim()))]
    const kept = lines.filter(Boolean)
    if (kept.length > MOST_MUTES) errors.mutes = `At most ${MOST_MUTES} lines. Or set a narrower watch.`
    return kept.flatMap((words) => {
      const reading = readQuestion(`mute w-0000 ${words}`, context)
      if (reading.kind === 'change-watch' && reading.mutes !== undefined) {
        if (reading.mutes.question.terms.length > 0) return [{ words, asked: reading.mutes }]
        errors.mutes ??= `${words}: that would mute everything. Pause or unwatch it.`
        return []
      }
      errors.mutes ??= whyNot(reading)
      return []
    })
  }
}

const HOUR_MS = 3_600_000
const YEAR_MS = 366 * 24 * HOUR_MS
const PAUSES: ReadonlyMap<string, number> = new Map([
  ['1h', HOUR_MS],
  ['8h', 8 * HOUR_MS],
  ['3d', 72 * HOUR_MS],
])
const NO_SUCH = 'Choose one of those offered.'

function urgencyOf(values: FormValues): WatchUrgency | undefined {
  const said = one(values, 'soon') || 'each'
  if (said !== 'daily') {
    const kind = (['each', 'hourly', 'stands-out', 'first'] as const).find((each) => each === said)
    return kind && { kind }
  }
  const hour = one(values, 'hour') || '9'
  return /^(?:1?\d|2[0-3])$/.test(hour) ? { kind: 'daily', hour: Number(hour) } : undefined
}

function saySoon(urgency: WatchUrgency): string {
  return urgency.kind === 'daily' ? `daily ${urgency.hour}` : urgency.kind
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

function one(values: FormValues, field: string): string {
  const value = values[field]
  return typeof value === 'string' ? value.trim() : ''
}

function whyNot(reading: ReturnType<typeof readQuestion>): string {
  if (reading.kind === 'unclear') return `${reading.word}: ${reading.hint}`
  return 'That is a command of its own: type it behind /whodid.'
}

function shortened<Field extends string>(errors: { readonly [field in Field]?: string }) {
  return Object.fromEntries(
    Object.entries<string | undefined>(errors).map(([field, why = '']) => [field, shortError(why)]),
  ) as {
    readonly [field in Field]?: string
  }
}
