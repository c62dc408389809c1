import { never } from '../../lib/never.ts'
import type { Window } from '../../question/question.ts'
import type { LogClass } from './log-group.ts'

/** filter: FilterLogEvents, free and slow · query: Logs Insights, billed by what is scanned, and quick · none: neither. */
export type Way = 'filter' | 'query' | 'none'

export type Choice = {
  readonly way: Way
  /** For the plan: one sentence. */
  readonly why: string
}

export type Circumstances = {
  readonly window: Window
  readonly logClass: LogClass | undefined
  readonly bytesPerDay: number | undefined
}

const DAY_MS = 86_400_000

/** FilterLogEvents reads about a megabyte a call, at five to twenty-five calls a second: this is minutes of it. */
const MOST_BYTES = 1_000_000_000
/** Where the size isn't known. */
const LONGEST_MS = 2 * DAY_MS

/** How a log group is asked: by its class, and by how much there is to read. Pure. */
export function chooseWay({ window, logClass = 'STANDARD', bytesPerDay }: Circumstances): Choice {
  switch (logClass) {
    case 'DELIVERY':
      return { way: 'none', why: 'The log group is of class DELIVERY, which cannot be asked.' }
    case 'INFREQUENT_ACCESS':
      return { way: 'query', why: 'Logs Insights, as a group of class INFREQUENT_ACCESS has no filter.' }
    case 'STANDARD':
      return chooseBySize(window.to - window.from, bytesPerDay)
    default:
      return never(logClass)
  }
}

function chooseBySize(length: number, bytesPerDay: number | undefined): Choice {
  if (bytesPerDay === undefined) {
    return length <= LONGEST_MS
      ? { way: 'filter', why: 'FilterLogEvents, free, as the window is at most two days.' }
      : { way: 'query', why: 'Logs Insights, as the window is longer than two days.' }
  }
  const bytes = (length / DAY_MS) * bytesPerDay
  const said = `about ${sayGigabytes(bytes)} GB`
  return bytes <= MOST_BYTES
    ? { way: 'filter', why: `FilterLogEvents, free, as there is ${said} to read.` }
    : { way: 'query', why: `Logs Insights, as there is ${said} to read.` }
}

function sayGigabytes(bytes: number): string {
  return bytes < 100_000_000 ? 'less than 0.1' : (bytes / 1_000_000_000).toFixed(1)
}
