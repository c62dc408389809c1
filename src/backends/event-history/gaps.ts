import { gapOf } from '../../aws/errors.ts'
import type { Gap } from '../../find/backend.ts'
import { type Instant, instant, sayInstant } from '../../lib/instant.ts'
import type { Window } from '../../question/question.ts'
import type { Stretch } from './stretch.ts'

const KEPT_MS = 90 * 86_400_000

/**
 * What event history still keeps of a window, and a gap for what it does not.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html
 */
export function keptOf(window: Window, now: Instant, where: string): { window: Window; gaps: readonly Gap[] } {
  const oldest = instant(Math.ceil((now - KEPT_MS) / 1000) * 1000)
  if (window.from >= oldest) return { window, gaps: [] }
  const detail = `Event history keeps 90 days, so nothing from before ${sayInstant(oldest)} was looked at. Older events are in a trail's logs.`
  return { window: { from: oldest, to: window.to }, gaps: [{ reason: 'retention', where, detail, count: 1 }] }
}

/** What could not be read: stopped, refused, or more than one question may read. */
export function gapsOf(
  { unread, errors }: { readonly unread: readonly Stretch[]; readonly errors: readonly unknown[] },
  { where, signal, pages }: { readonly where: string; readonly signal: AbortSignal; readonly pages: number },
): readonly Gap[] {
  if (signal.aborted) return [stopped(signal, where)]
  const gaps = new Map(errors.map((error) => gapOf(error, where)).map((gap) => [`${gap.reason} ${gap.detail}`, gap]))
  if (gaps.size > 0 || unread.length === 0) return [...gaps.values()]
  const from = instant(Math.min(...unread.map(({ until }) => until)))
  const to = instant(Math.max(...unread.map(({ at }) => at)))
  const detail = `After ${pages} pages there was more than one question may read here: from ${sayInstant(from)} to ${sayInstant(to)} not all events were looked at. Ask for a shorter time, for a name or a key, or in a trail's logs.`
  return [{ reason: 'truncated', where, detail, count: 1 }]
}

function stopped({ reason }: AbortSignal, where: string): Gap {
  const isTimeout = reason instanceof Error && reason.name === 'TimeoutError'
  const detail = `Event history had not been read to its end when the search ${isTimeout ? 'ran out of time' : 'was stopped'}.`
  return { reason: isTimeout ? 'timeout' : 'cancelled', where, detail, count: 1 }
}
