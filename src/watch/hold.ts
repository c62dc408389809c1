import type { Instant } from '../lib/instant.ts'
import type { LostRight, Watch } from './watch.ts'

/** Whether a watch tells nothing at this moment: paused, or suspended. */
export function isHeld({ hold }: Pick<Watch, 'hold'>, now: Instant): boolean {
  if (hold === undefined) return false
  return hold.kind === 'suspended' || hold.until === undefined || hold.until > now
}

/** Paused until an instant, or until someone resumes it. A watch that is suspended stays so. */
export function pause(watch: Watch, now: Instant, until: Instant | undefined): Watch {
  return watch.hold?.kind === 'suspended' ? watch : { ...watch, hold: { kind: 'paused', at: now, until } }
}

/** Suspended for want of a right. Its owner is told, unless they were told the same within a day. */
export function suspend(watch: Watch, now: Instant, reason: LostRight): Watch {
  if (watch.hold?.kind === 'suspended') return watch
  const told = watch.toldOf?.reason === reason && now - watch.toldOf.at < DAY_MS
  return { ...watch, hold: { kind: 'suspended', at: now, reason, told } }
}

const DAY_MS = 86_400_000

/** Tells again; what was collected meanwhile is told as a digest. */
export function release(watch: Watch, now: Instant): Watch {
  const { hold, ...rest } = watch
  return hold === undefined ? watch : { ...rest, released: now }
}

/** Unwatched. What it had not told yet is not told. */
export function end(watch: Watch, now: Instant): Watch {
  return { ...watch, ended: watch.ended ?? now }
}
