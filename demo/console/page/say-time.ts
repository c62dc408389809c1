/** `2:05 PM` */
export function sayClock(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: 'numeric', minute: '2-digit' }).format(at)
}

/** `Today`, `Yesterday`, `Monday, November 23rd`; with the year where it is another. */
export function sayDay(at: number, now: number, zone: string): string {
  const days = daysBetween(at, now, zone)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, weekday: 'long', month: 'long' }).formatToParts(at)
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? ''
  const { year, day } = dateOf(at, zone)
  const told = `${part('weekday')}, ${part('month')} ${day}${ending(day)}`
  return year === dateOf(now, zone).year ? told : `${told}, ${year}`
}

/** `today at 2:05 PM`, `5 days ago`: when the last reply came. */
export function sayAgo(at: number, now: number, zone: string): string {
  const days = daysBetween(at, now, zone)
  if (days === 0) return `today at ${sayClock(at, zone)}`
  if (days === 1) return `yesterday at ${sayClock(at, zone)}`
  return `${days} days ago`
}

/** Everything, for those who point at a short time: `Monday, November 23rd at 2:05:10 PM`. */
export function sayFully(at: number, now: number, zone: string): string {
  const clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeStyle: 'medium' }).format(at)
  return `${sayDay(at, now, zone)} at ${clock}`
}

function daysBetween(at: number, now: number, zone: string): number {
  const there = dateOf(at, zone)
  const here = dateOf(now, zone)
  const whole = (date: { year: number; month: number; day: number }): number =>
    Date.UTC(date.year, date.month - 1, date.day) / 86_400_000
  return whole(here) - whole(there)
}

function dateOf(at: number, zone: string): { readonly year: number; readonly month: number; readonly day: number } {
  const [year = 0, month = 0, day = 0] = new Intl.DateTimeFormat('en-CA', { timeZone: zone })
    .format(at)
    .split('-')
    .map(Number)
  return { year, month, day }
}

function ending(day: number): string {
  if (day >= 11 && day <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'
}
