import { formatDate } from '../../../slack/show/date.ts'
import type { Look } from './props.ts'

/**
 * A date as Slack's `{date_short_pretty} {time}` formats ask for it, for whoever looks. Clocks have twelve hours, as
 * Slack's do until a person sets them otherwise and as the rest of the page says them.
 */
export function dateFor(look: Look, seconds: number, format: string): string {
  const viewer = {
    zone: look.zone,
    now: look.now(),
    nameOf: (id: string) => look.person(id),
    channelOf: (id: string) => look.channel(id),
  }
  const timed = format.replaceAll(/\{time(?<secs>_secs)?\}/gu, (_, secs?: string) => {
    const options = { hour: 'numeric', minute: '2-digit', hourCycle: 'h12', timeZone: look.zone } as const
    const more = secs === undefined ? {} : ({ second: '2-digit' } as const)
    return new Intl.DateTimeFormat('en-US', { ...options, ...more }).format(seconds * 1000).replace('\u202F', ' ')
  })
  return formatDate(viewer, seconds, timed)
}
