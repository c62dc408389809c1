import type { Line, Results } from './compare.ts'
import type { Corpus } from './corpus.ts'

/** What was measured, and how it stands to the goals. */
export function sayTable({ files, events }: Corpus, { lines, indexBytes, agrees }: Results): string {
  const rows = Object.values(lines).map((line) => [
    line.what,
    line.ms.length === 0 ? 'not installed, skipped' : `${(median(line) / 1000).toFixed(3)} s`,
    line.count === undefined ? '' : String(line.count),
    line.peakMb === undefined ? '' : `${line.peakMb.toFixed(0)} MB`,
  ])
  const { plain, hinted, cold, zgrep, wholeDay, anyone, varied, build, indexKey, indexPerson } = lines
  const goals = [
    ['cold, to decompression alone', ratio(cold, plain), 'at most 1.3'],
    ['cold, to decompression that is told the size', ratio(cold, hinted), ''],
    ['24 hours, the whole command', `${(median(wholeDay) / 1000).toFixed(2)} s`, 'below 0.5 s'],
    ['index, against zgrep', ratio(zgrep, indexKey), 'at least 100'],
    [
      'peak memory of a search',
      `${Math.max(cold.peakMb ?? 0, indexKey.peakMb ?? 0, indexPerson.peakMb ?? 0).toFixed(0)} MB`,
      'below 500 MB',
    ],
    [
      'peak memory of all events, the whole command',
      `${Math.max(anyone.peakMb ?? 0, varied.peakMb ?? 0).toFixed(0)} MB`,
      'below 500 MB',
    ],
    ['peak memory of building the index', `${(build.peakMb ?? 0).toFixed(0)} MB`, 'below 500 MB'],
    ['index, events a second', ((1000 * events) / median(build)).toFixed(0), ''],
    ['index, bytes an event', (indexBytes / events).toFixed(0), ''],
    ['all found the same', agrees ? 'yes' : 'NO', 'yes'],
  ]
  const title = `${events} events in ${files} files; medians`
  return `\n${title}\n\n${columns([['', 'time', 'found', 'peak'], ...rows])}\n${columns([['', 'measured', 'goal'], ...goals])}`
}

function median({ ms }: Line): number {
  return ms.toSorted((a, b) => a - b)[ms.length >> 1] ?? Number.NaN
}

function ratio(a: Line, b: Line): string {
  const value = median(a) / median(b)
  return Number.isNaN(value) ? 'not measured' : value.toFixed(2)
}

/** Rows of a table as text, in columns as wide as they need to be. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}
