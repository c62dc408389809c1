import { sayInWords } from '../question/say-in-words.ts'
import { never } from '../lib/never.ts'
import type { Instant } from '../lib/instant.ts'
import { sayWatch } from '../watch/say-watch.ts'
import type { LostRight, Urgency, Watch } from '../watch/watch.ts'
import { code, type Line, say, time } from './piece.ts'

/** What is watched, as a sentence: `What Alice did, changes only`. */
export function watchedWords({ terms, via }: Pick<Watch, 'terms' | 'via'>): string {
  return sayInWords({ terms, window: { from: 0 as Instant, to: 0 as Instant }, ...(via && { via }) })
}

/** The command that would set it again: `/whodid watch hourly Alice writes`. */
export function watchCommandPiece(watch: Pick<Watch, 'urgency' | 'terms' | 'via'>): Line[number] {
  return code(`/whodid ${sayWatch(watch)}`, 600)
}

/** How soon it tells, as a sentence. `minutes`: how often places are looked at. */
export function sayHowSoon(urgency: Urgency, minutes: number): string {
  switch (urgency.kind) {
    case 'each':
      return `Tells each event: I look every ${sayMinutes(minutes)}, and CloudTrail delivers about five minutes after the fact, sometimes later.`
    case 'hourly':
      return 'Tells a digest on the full hour. What stands out is told at once.'
    case 'daily':
      return `Tells a digest a day at ${String(urgency.hour).padStart(2, '0')}:00 (${urgency.zone}). What stands out is told at once.`
    case 'stands-out':
      return `Tells only what stands out: I look every ${sayMinutes(minutes)}, and CloudTrail delivers about five minutes after the fact.`
    case 'first':
      return 'Tells only the first time that an identity makes a call, counted from now on.'
    default:
      return never(urgency)
  }
}

function sayMinutes(minutes: number): string {
  if (minutes < 1) return `${Math.round(minutes * 60)} seconds`
  return minutes === 1 ? 'minute' : `${Math.round(minutes)} minutes`
}

/** `each time`, `hourly`, `daily at 09:00 (Europe/Berlin)`. */
export function sayUrgency(urgency: Urgency): string {
  switch (urgency.kind) {
    case 'each':
      return 'each time'
    case 'hourly':
      return 'hourly'
    case 'daily':
      return `daily at ${String(urgency.hour).padStart(2, '0')}:00 (${urgency.zone})`
    case 'stands-out':
      return 'only what stands out'
    case 'first':
      return 'only first times'
    default:
      return never(urgency)
  }
}

/** Whether it tells, and why not. */
export function statePieces({ hold }: Pick<Watch, 'hold'>, now: Instant): Line {
  if (hold === undefined) return [say('running')]
  if (hold.kind === 'suspended') return [say(`suspended: ${WHY[hold.reason]}`)]
  if (hold.until === undefined) return [say('paused until it is resumed')]
  return hold.until > now ? [say('paused until '), time(hold.until)] : [say('running')]
}

/** Why a watch was suspended, and what brings it back. */
export const WHY: { readonly [reason in LostRight]: string } = {
  'owner-gone': 'whoever set it has left the workspace',
  'no-rights': 'whoever set it may not ask this in its channel any more',
  archived: 'its channel is archived',
  shared: 'its channel is shared with another company',
  'not-in-channel': 'I am not in its channel any more',
  'no-channel': 'I cannot see its channel any more',
}

export const MENDED_BY: { readonly [reason in LostRight]: string } = {
  'owner-gone': 'It goes on when somebody sets it again here: then it is theirs.',
  'no-rights': 'It goes on when the rules of my settings allow it again, or when somebody who may sets it again there.',
  archived: 'It goes on when the channel is unarchived.',
  shared: 'It goes on when the channel is not shared any more; or set it in another channel.',
  'not-in-channel': 'It goes on when I am invited again.',
  'no-channel': 'It goes on when I am invited again.',
}
