import type { FormValues } from './check-form.ts'
import type { Understood, WatchUrgency } from './question.ts'
import { type ReadingContext, readQuestion } from './read-question.ts'
import { type EDIT_FIELDS, MOST_MUTES, STAY_PAUSED } from './watch-form-choices.ts'
import { NO_SUCH, readSoon, textOf, whyNot, type WrongIn, wrongIn } from './watch-form-values.ts'

/** What a watch is to be like. What is undefined stays as it is. */
export type WatchEdit = {
  /** Who and what. */
  readonly asked?: Understood | undefined
  readonly urgency?: WatchUrgency | undefined
  /** `forMs`: from when the form was sent off; `until` in milliseconds since 1970; neither: until someone resumes it. */
  readonly state?:
    | { readonly kind: 'tell' }
    | { readonly kind: 'pause'; readonly forMs?: number; readonly until?: number }
    | undefined
  readonly mutes?: readonly { readonly words: string; readonly asked: Understood }[] | undefined
}

export type WatchEditChecked =
  | { readonly kind: 'edit'; readonly edit: WatchEdit }
  | WrongIn<(typeof EDIT_FIELDS)[number]>

/** What a watch is to be changed to, or what is wrong with it. */
export function checkWatchEdit(values: FormValues, context: ReadingContext): WatchEditChecked {
  const errors: { [field in (typeof EDIT_FIELDS)[number]]?: string } = {}
  const urgency = readSoon(values)
  if (urgency === undefined) errors.soon = NO_SUCH
  const asked = askedOf()
  const state = stateOf()
  const mutes = mutesOf()
  if (Object.keys(errors).length > 0 || urgency === undefined) return wrongIn(errors)
  return { kind: 'edit', edit: { asked, urgency, state, mutes } }

  /** Read as if it had been typed after `watch`. */
  function askedOf(): WatchEdit['asked'] {
    if (!('asked' in values)) return undefined
    const words = textOf(values, 'asked')
    if (words === '') {
      errors.asked = 'Write who or what: anyone denied.'
      return undefined
    }
    const reading = readQuestion(`watch ${words}`, context)
    if (reading.kind !== 'watch') errors.asked = whyNot(reading)
    else if (reading.urgency.kind !== 'each') errors.asked = 'How soon has an input of its own below.'
    return reading.kind === 'watch' ? reading.asked : undefined
  }

  function stateOf(): WatchEdit['state'] {
    const said = textOf(values, 'state')
    const until = Number(textOf(values, 'until')) * 1_000
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
