import type { ReactNode } from 'react'
import { niceTicks, sayShort, type ChartData } from './read-chart.ts'

type Props = { readonly data: ChartData; readonly width: number }
type Scale = { readonly x: (category: number) => number; readonly y: (value: number) => number; readonly band: number }

const HEIGHT = 220
const TOP = 10
const LETTER = 7.2

/** Bars, lines or areas over categories. */
export function AxisChart({ data, width }: Props): ReactNode {
  const all = data.values.flat()
  const ticks = niceTicks(Math.min(0, ...all), Math.max(0, ...all))
  const left =
    Math.max(...ticks.map((tick) => sayShort(tick).length)) * LETTER + 12 + (data.yLabel === undefined ? 0 : 18)
  const bottom = data.xLabel === undefined ? 26 : 44
  const plot = { width: Math.max(40, width - left - 8), height: HEIGHT - TOP - bottom }
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)]
  const band = plot.width / Math.max(1, data.categories.length)
  const scale: Scale = {
    band,
    x: (category) => left + band * (category + 0.5),
    y: (value) => TOP + plot.height * (1 - (value - low) / (high - low)),
  }
  const every = labelStep(data.categories, band)
  return (
    <svg className="bk-axes" width={width} height={HEIGHT} role="img" aria-label={sayChart(data)}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line className="bk-grid" x1={left} x2={left + plot.width} y1={scale.y(tick)} y2={scale.y(tick)} />
          <text x={left - 6} y={scale.y(tick) + 4} textAnchor="end">
            {sayShort(tick)}
          </text>
        </g>
      ))}
      {data.categories.map(
        (category, index) =>
          index % every === 0 && (
            <text
              key={category}
              x={labelX(scale.x(index), category, width)}
              y={TOP + plot.height + 17}
              textAnchor="middle"
            >
              {category}
            </text>
          ),
      )}
      {data.type === 'bar' ? <Bars data={data} scale={scale} /> : <Curves data={data} scale={scale} />}
      {data.xLabel !== undefined && (
        <text className="bk-axis-name" x={left + plot.width / 2} y={HEIGHT - 6} textAnchor="middle">
          {data.xLabel}
        </text>
      )}
      {data.yLabel !== undefined && (
        <text
          className="bk-axis-name"
          transform={`translate(12 ${TOP + plot.height / 2}) rotate(-90)`}
          textAnchor="middle"
        >
          {data.yLabel}
        </text>
      )}
    </svg>
  )
}

type DrawnProps = { readonly data: ChartData; readonly scale: Scale }

function Bars({ data, scale }: DrawnProps): ReactNode {
  const gap = Math.min(12, scale.band * 0.25)
  const each = (scale.band - gap) / Math.max(1, data.series.length)
  return data.values.map((values, category) =>
    values.map((value, series) => (
      <rect
        key={`${category} ${series}`}
        className={`bk-fill-${series % 12}`}
        x={scale.x(category) - scale.band / 2 + gap / 2 + each * series}
        y={Math.min(scale.y(value), scale.y(0))}
        width={Math.max(1, each - (each > 4 ? 1 : 0))}
        height={Math.abs(scale.y(value) - scale.y(0))}
        rx={Math.min(2, each / 3)}
      >
        <title>{sayPoint(data, category, series)}</title>
      </rect>
    )),
  )
}

function Curves({ data, scale }: DrawnProps): ReactNode {
  return data.series.map((name, series) => {
    const points = data.values.map((values, category) => ({ x: scale.x(category), y: scale.y(values[series] ?? 0) }))
    const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
    const base = scale.y(0).toFixed(1)
    const area = `${path}L${points.at(-1)?.x.toFixed(1)} ${base}L${points[0]?.x.toFixed(1)} ${base}Z`
    return (
      <g key={name}>
        {data.type === 'area' && points.length > 0 && <path className={`bk-area bk-fill-${series % 12}`} d={area} />}
        <path className={`bk-line bk-stroke-${series % 12}`} d={path} />
        {points.map(({ x, y }, category) => (
          <circle key={category} className={`bk-fill-${series % 12}`} cx={x} cy={y} r={3}>
            <title>{sayPoint(data, category, series)}</title>
          </circle>
        ))}
      </g>
    )
  })
}

/** Every second, third … label where there is not room for all. */
function labelStep(labels: readonly string[], band: number): number {
  const longest = Math.max(1, ...labels.map((label) => label.length))
  return Math.max(1, Math.ceil((longest * LETTER + 8) / band))
}

/** A label at the edge is moved in rather than cut. */
function labelX(x: number, label: string, width: number): number {
  const half = (label.length * LETTER) / 2
  return Math.min(Math.max(x, half), width - half)
}

function sayPoint(data: ChartData, category: number, series: number): string {
  const value = (data.values[category]?.[series] ?? 0).toLocaleString('en')
  return `${data.categories[category]}, ${data.series[series]}: ${value}`
}

function sayChart(data: ChartData): string {
  const highest = data.series.map((name, series) => {
    const values = data.values.map((each) => each[series] ?? 0)
    const most = Math.max(...values)
    return `${name} highest at ${data.categories[values.indexOf(most)]}, ${most.toLocaleString('en')}`
  })
  return `${data.type} chart: ${data.title}. ${data.categories.length} categories. ${highest.join('; ')}.`
}
