import { TZDate } from '@date-fns/tz'
import type { Instant } from './instant.ts'

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * An instant in a zone as the words and numbers that people read: `Mon`, `23`, `Nov`, `2026`, and the clock as `14:05`, or
 * `14:05:30` where there are seconds. date-fns' own `format` brings thirty modules with it, and the command line waits for each.
 */
export function localParts(at: Instant, zone: string) {
  const date = new TZDate(at, zone)
  const [hours, minutes, seconds] = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) =>
    String(part).padStart(2, '0'),
  )
  return {
    weekday: DAYS[date.getDay()] ?? '',
    day: String(date.getDate()),
    month: MONTHS[date.getMonth()] ?? '',
    year: String(date.getFullYear()).padStart(4, '0'),
    clock: seconds === '00' ? `${hours}:${minutes}` : `${hours}:${minutes}:${seconds}`,
  }
}
