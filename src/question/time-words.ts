import { DAY_MS } from './local-time.ts'

/** The small words that hold words of time together. */
export const TIME_WORDS = [
  'since',
  'after',
  'from',
  'between',
  'and',
  'until',
  'before',
  'at',
  'around',
  'about',
  'on',
  'in',
  'for',
  'over',
  'during',
  'within',
  'the',
  'of',
  'last',
  'past',
  'previous',
  'this',
  'ago',
] as const
export type TimeWord = (typeof TIME_WORDS)[number]

const MONTHS = 'january february march april may june july august september october november december'.split(' ')
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
export const WEEKDAY_OF: ReadonlyMap<string, number> = new Map([
  ...WEEKDAYS.map((name, at) => [name, at] as const),
  ...WEEKDAYS.map((name, at) => [name.slice(0, 3), at] as const),
  ['tues', 2],
  ['thur', 4],
  ['thurs', 4],
])

export type Unit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'
export const UNITS: ReadonlyMap<string, readonly [Unit, number]> = new Map(
  (
    [
      ['second', 1000, 's sec secs second seconds'],
      ['minute', 60_000, 'm min mins minute minutes'],
      ['hour', 3_600_000, 'h hr hrs hour hours'],
      ['day', DAY_MS, 'd day days'],
      ['week', 7 * DAY_MS, 'w wk wks week weeks'],
      ['month', 0, 'month months'],
      ['year', 0, 'year years'],
    ] as const
  ).flatMap(([name, ms, words]) => words.split(' ').map((word) => [word, [name, ms]] as const)),
)

/** 1 is January; `nov` and `sept` too. */
export function monthOf(word: string): number | undefined {
  const month = MONTHS.findIndex((name) => name === word || name.slice(0, 3) === word)
  if (word === 'sept') return 9
  return month === -1 ? undefined : month + 1
}
