import type { Answer } from '../../answer/answer.ts'
import { bucketLabels, sayStep, sparkline } from '../activity-chart.ts'
import { code, line, type Part, quote, say } from '../piece.ts'
import { sayCount } from '../say-count.ts'

/** The chart in words: a row of bars, the busiest step, and what a step is. */
export function activityParts({ activity, zone }: Answer): readonly Part[] {
  const { buckets, stepMinutes } = activity
  const busiest = buckets.reduce(
    (most, bucket, index) => (bucket.events > (buckets[most]?.events ?? 0) ? index : most),
    0,
  )
  const labels = bucketLabels(activity, zone)
  return [
    line(code(sparkline(buckets))),
    line(
      say(`Each bar is ${sayStep(stepMinutes).replace(/^(?=\D)/, 'one ')}, the first from `),
      quote(`${labels[0]}, the last from ${labels.at(-1)} (${zone})`),
      say(`. Busiest: ${sayCount(buckets[busiest]?.events ?? 0, 'event')} from `),
      quote(labels[busiest] ?? ''),
      say('.'),
    ),
  ]
}
