import { LIMITS } from './block-limits.ts'
import {
  all,
  byType,
  isRecord,
  list,
  number,
  object,
  oneOf,
  optional,
  positive,
  string,
  type BlockError,
  type Rule,
} from './validate-rule.ts'

const label = string(LIMITS.chartLabel)

function axisChart(type: string): Rule {
  return all(
    object({
      type: oneOf(type),
      series: list(
        object({ name: label, data: list(object({ label, value: number }), LIMITS.chartCategories) }),
        LIMITS.chartSeries,
      ),
      axis_config: object({
        categories: list(label, LIMITS.chartCategories),
        x_label: optional(string(LIMITS.axisLabel)),
        y_label: optional(string(LIMITS.axisLabel)),
      }),
    }),
    seriesFit,
  )
}

/** https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
export const chart: Rule = object({
  type: oneOf('data_visualization'),
  block_id: optional(string(LIMITS.blockId)),
  title: string(LIMITS.chartTitle),
  chart: byType({
    pie: object({ type: oneOf('pie'), segments: list(object({ label, value: positive }), LIMITS.chartSegments) }),
    bar: axisChart('bar'),
    area: axisChart('area'),
    line: axisChart('line'),
  }),
})

/** Names are unique, categories are unique, and every series has one point for each category. */
function seriesFit(value: unknown, pointer: string, errors: BlockError[]): void {
  if (!isRecord(value)) return
  const categories = isRecord(value.axis_config) ? strings(value.axis_config.categories) : []
  if (new Set(categories).size !== categories.length)
    errors.push({ pointer: `${pointer}/axis_config/categories`, message: 'must have unique items' })
  const series = Array.isArray(value.series) ? value.series.filter(isRecord) : []
  if (new Set(series.map((each) => each.name)).size !== series.length)
    errors.push({ pointer: `${pointer}/series`, message: 'must have unique names' })
  for (const [index, each] of series.entries()) {
    const labels = Array.isArray(each.data)
      ? strings(each.data.map((point) => (isRecord(point) ? point.label : undefined)))
      : []
    if (labels.length !== categories.length || new Set([...labels, ...categories]).size !== categories.length)
      errors.push({ pointer: `${pointer}/series/${index}/data`, message: 'must have one point for each category' })
  }
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}
