import type { ReactNode } from 'react'
import type { ChartData } from './read-chart.ts'

type Props = { readonly data: ChartData; readonly width: number }

const SIZE = 190

/** A pie; what its slices are is told by the legend below. */
export function PieChart({ data, width }: Props): ReactNode {
  const values = data.values.map(([value = 0]) => Math.max(0, value))
  const all = values.reduce((sum, value) => sum + value, 0)
  const radius = SIZE / 2 - 2
  let turned = 0
  const slices = values.map((value, index) => {
    const from = turned
    turned += all === 0 ? 0 : value / all
    return {
      index,
      path: slice(from, turned, radius),
      says: `${data.categories[index]}: ${value.toLocaleString('en')}`,
    }
  })
  const says = `pie chart: ${data.title}. ${slices.map((each) => each.says).join('; ')}.`
  return (
    <svg width={Math.min(width, SIZE)} height={SIZE} viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={says}>
      {slices.map(({ index, path, says: words }) => (
        <path key={index} className={`bk-slice bk-fill-${index % 12}`} d={path}>
          <title>{words}</title>
        </path>
      ))}
    </svg>
  )
}

/** From a share of the circle to another, beginning at the top. */
function slice(from: number, to: number, radius: number): string {
  const middle = SIZE / 2
  const at = (share: number): string => {
    const angle = share * 2 * Math.PI - Math.PI / 2
    return `${(middle + radius * Math.cos(angle)).toFixed(2)} ${(middle + radius * Math.sin(angle)).toFixed(2)}`
  }
  const arc = (end: string, long: boolean): string => `A${radius} ${radius} 0 ${long ? 1 : 0} 1 ${end}`
  if (to - from > 0.9999) return `M${at(0)}${arc(at(0.5), false)}${arc(at(1), false)}Z`
  return `M${middle} ${middle}L${at(from)}${arc(at(to), to - from > 0.5)}Z`
}
