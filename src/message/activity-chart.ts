import type { AnyBlock } from '@slack/types'
import type { Activity, Bucket } from '../answer/answer.ts'
import { localParts } from '../lib/local-parts.ts'

/** Slack's native chart, which `@slack/types` does not know yet. https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
type ChartBlock = AnyBlock & {
  readonly type: 'data_visualization'
  readonly title: string
  readonly chart: {
    readonly type: 'bar'
    readonly series: readonly {
      readonly name: string
      readonly data: readonly { readonly label: string; readonly value: number }[]
    }[]
    readonly axis_config: { readonly categories: readonly string[] }
  }
}

const DAY = 1440
const SERIES = [
  ['all events', 'events'],
  ['writes', 'writes'],
  ['refused', 'denied'],
] as const

/** Events over time as bars: all of them, the writes, the refusals. */
export function activityChart(activity: Activity, zone: string): AnyBlock {
  const labels = bucketLabels(activity, zone)
  const block: ChartBlock = {
    type: 'data_visualization',
    title: `Activity per ${sayStep(activity.stepMinutes)}`,
    chart: {
      type: 'bar',
      series: SERIES.filter(
        ([, field]) => field === 'events' || activity.buckets.some((bucket) => bucket[field] > 0),
      ).map(([name, field]) => ({
        name,
        data: activity.buckets.map((bucket, index) => ({ label: labels[index] ?? '', value: bucket[field] })),
      })),
      axis_config: { categories: labels },
    },
  }
  return block
}

/** `Mon 23 14:00` or `Mon 23 Nov`: the steps begin at different local times, so each label is there once. */
export function bucketLabels({ stepMinutes, buckets }: Activity, zone: string): readonly string[] {
  const isLong = (buckets.at(-1)?.from ?? 0) - (buckets[0]?.from ?? 0) > 300 * DAY * 60_000
  return buckets.map((bucket) => {
    const { weekday, day, month, year, clock } = localParts(bucket.from, zone)
    if (stepMinutes < DAY) return `${weekday} ${day} ${clock}`
    return isLong ? `${day} ${month} ${year}` : `${weekday} ${day} ${month}`
  })
}

/** `15 minutes`, `2 hours`, `day`, `4 weeks`. */
export function sayStep(minutes: number): string {
  if (minutes >= DAY) return counted(minutes / DAY, 'day')
  return minutes % 60 === 0 ? counted(minutes / 60, 'hour') : counted(minutes, 'minute')
}

function counted(value: number, one: string): string {
  return value === 1 ? one : `${value} ${one}s`
}

const BARS = '▁▂▃▄▅▆▇█'

/** The same bars as one word of text: a step without events is a dot. */
export function sparkline(buckets: readonly Bucket[]): string {
  const highest = Math.max(1, ...buckets.map((bucket) => bucket.events))
  return buckets
    .map(({ events }) => (events === 0 ? '·' : BARS[Math.ceil((events / highest) * BARS.length) - 1]))
    .join('')
}
