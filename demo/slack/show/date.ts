import type { Viewer } from './viewer.ts'

/** The clock time in the viewer's zone. */
export function clockTime(viewer: Viewer, ms: number, seconds = false): string {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: viewer.zone } as const
  return new Intl.DateTimeFormat('en-GB', seconds ? { ...options, second: '2-digit' } : options).format(ms)
}

/** A date as Slack's `{date_short_pretty} {time_secs}` formats ask for it. An unknown token stays as it is. */
export function formatDate(viewer: Viewer, seconds: number, format: string): string {
  const ms = seconds * 1000
  return format.replaceAll(/\{(\w+)\}/gu, (whole, token: string) => {
    if (token === 'time') return clockTime(viewer, ms)
    if (token === 'time_secs') return clockTime(viewer, ms, true)
    if (token === 'ago') return ago(viewer.now - ms)
    if (token === 'date_num') return dayOf(viewer, ms)
    const pretty = token.endsWith('_pretty') ? relativeDay(viewer, ms) : undefined
    return pretty ?? writtenDay(viewer, ms, token.replace(/_pretty$/u, '')) ?? whole
  })
}

/** 2026-11-23, in the viewer's zone. */
function dayOf(viewer: Viewer, ms: number): string {
  return new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone: viewer.zone,
  }).format(ms)
}

function relativeDay(viewer: Viewer, ms: number): string | undefined {
  const days = (Date.parse(dayOf(viewer, ms)) - Date.parse(dayOf(viewer, viewer.now))) / 86_400_000
  return new Map([
    [0, 'today'],
    [-1, 'yesterday'],
    [1, 'tomorrow'],
  ]).get(days)
}

function writtenDay(viewer: Viewer, ms: number, token: string): string | undefined {
  const write = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-US', { ...options, timeZone: viewer.zone }).format(ms)
  if (token === 'date' || token === 'day_divider') return write({ month: 'long', day: 'numeric', year: 'numeric' })
  if (token === 'date_short') return write({ month: 'short', day: 'numeric', year: 'numeric' })
  if (token === 'date_long') return write({ weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' })
  return undefined
}

function ago(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000)
  const [count, unit] =
    minutes < 60
      ? [minutes, 'minute']
      : minutes < 1440
        ? [Math.round(minutes / 60), 'hour']
        : [Math.round(minutes / 1440), 'day']
  const said = `${count} ${unit}${count === 1 ? '' : 's'}`
  return ms < 0 ? `in ${said}` : `${said} ago`
}
