import { isJson, recordsOf, textOf, type Json } from '../record.ts'
import { columns, type Line } from './span.ts'

const BAR = 32

/** A chart as bars, one line for each category and series, or for each slice. */
export function chartLines(block: Json): readonly Line[] {
  const chart = isJson(block.chart) ? block.chart : {}
  const points = chart.type === 'pie' ? pointsOf(chart.segments) : seriesPoints(chart)
  const largest = Math.max(1, ...points.map((point) => point.value))
  const widest = Math.max(0, ...points.map((point) => columns(point.label)))
  const bars = points.map((point): Line => {
    const length = point.value > 0 ? Math.max(1, Math.round((point.value / largest) * BAR)) : 0
    return [
      { text: point.label.padEnd(widest + 1), style: 'dim' },
      { text: '█'.repeat(length) },
      { text: ` ${point.value}` },
    ]
  })
  return [[{ text: textOf(block, 'title') ?? '', style: 'bold' }], ...bars]
}

type Point = { readonly label: string; readonly value: number }

function pointsOf(source: unknown): readonly Point[] {
  return recordsOf(source).map((each) => ({ label: textOf(each, 'label') ?? '', value: Number(each.value) }))
}

function seriesPoints(chart: Json): readonly Point[] {
  const all = recordsOf(chart.series)
  const series = all.map((each) => ({ name: textOf(each, 'name') ?? '', points: pointsOf(each.data) }))
  const categories =
    isJson(chart.axis_config) && Array.isArray(chart.axis_config.categories)
      ? chart.axis_config.categories.map(String)
      : []
  return categories.flatMap((category) =>
    series.map(({ name, points }) => ({
      label: all.length > 1 ? `${category} ${name}` : category,
      value: points.find((point) => point.label === category)?.value ?? 0,
    })),
  )
}
