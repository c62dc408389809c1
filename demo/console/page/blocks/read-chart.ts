import { isJson, recordsOf, textOf, type Json } from '../../../slack/record.ts'

/** Numbers in rows, one row for each category, one column for each series. */
export type ChartData = {
  readonly title: string
  readonly type: 'bar' | 'line' | 'area' | 'pie'
  readonly series: readonly string[]
  readonly categories: readonly string[]
  /** By category, then by series. */
  readonly values: readonly (readonly number[])[]
  readonly xLabel: string | undefined
  readonly yLabel: string | undefined
}

const TYPES = ['bar', 'line', 'area', 'pie'] as const

/** The numbers of a data_visualization block. */
export function readChart(block: Json): ChartData | undefined {
  const chart = isJson(block.chart) ? block.chart : {}
  const type = TYPES.find((each) => each === chart.type)
  const title = textOf(block, 'title') ?? ''
  if (type === undefined) return undefined
  if (type === 'pie') {
    const points = pointsOf(chart.segments)
    return {
      title,
      type,
      series: [title],
      categories: points.map((point) => point.label),
      values: points.map((point) => [point.value]),
      xLabel: undefined,
      yLabel: undefined,
    }
  }
  const axes = isJson(chart.axis_config) ? chart.axis_config : {}
  const categories = Array.isArray(axes.categories) ? axes.categories.map(String) : []
  const series = recordsOf(chart.series).map((each) => ({
    name: textOf(each, 'name') ?? '',
    byLabel: new Map(pointsOf(each.data).map((point) => [point.label, point.value])),
  }))
  return {
    title,
    type,
    series: series.map((each) => each.name),
    categories,
    values: categories.map((category) => series.map((each) => each.byLabel.get(category) ?? 0)),
    xLabel: textOf(axes, 'x_label'),
    yLabel: textOf(axes, 'y_label'),
  }
}

/** Steps for an axis: round numbers from at or below the lowest value to at or above the highest. */
export function niceTicks(lowest: number, highest: number, wanted = 4): readonly number[] {
  const low = Math.min(0, lowest)
  const high = Math.max(highest, low === 0 ? 1 : 0)
  const rough = (high - low) / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = (RATIOS.find((ratio) => ratio * power >= rough) ?? 10) * power
  const whole = high - low >= wanted ? Math.max(step, 1) : step
  const from = Math.floor(low / whole)
  const to = Math.ceil(high / whole)
  return Array.from({ length: to - from + 1 }, (_, index) => Number(((from + index) * whole).toPrecision(12)))
}

const RATIOS = [1, 2, 2.5, 5, 10]

/** `1.2k`, `3M`: short enough for an axis. */
export function sayShort(value: number): string {
  return new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 2 }).format(value)
}

function pointsOf(source: unknown): readonly { readonly label: string; readonly value: number }[] {
  return recordsOf(source).map((each) => {
    const value = Number(each.value)
    return { label: textOf(each, 'label') ?? '', value: Number.isFinite(value) ? value : 0 }
  })
}
