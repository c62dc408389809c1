import { useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import type { Json } from '../../../slack/record.ts'
import { AxisChart } from './axis-chart.tsx'
import { Unsupported } from './guard.tsx'
import { PieChart } from './pie-chart.tsx'
import { readChart, type ChartData } from './read-chart.ts'

/** Slack's native charts, with the same numbers as a table for whoever cannot see them. */
export function Chart({ block }: { readonly block: Json }): ReactNode {
  const data = readChart(block)
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  if (data === undefined) return <Unsupported block={block} />
  const names = data.type === 'pie' ? data.categories : data.series
  return (
    <figure className="bk-chart">
      <figcaption className="bk-chart-title">{data.title}</figcaption>
      <div ref={box} className="bk-chart-box">
        {width > 0 &&
          (data.type === 'pie' ? <PieChart data={data} width={width} /> : <AxisChart data={data} width={width} />)}
      </div>
      {(names.length > 1 || data.type === 'pie') && <Legend data={data} names={names} />}
      <details className="bk-chart-table">
        <summary>View as table</summary>
        <Numbers data={data} />
      </details>
    </figure>
  )
}

function Legend({ data, names }: { readonly data: ChartData; readonly names: readonly string[] }): ReactNode {
  return (
    <ul className="bk-legend">
      {names.map((name, index) => (
        <li key={name}>
          <span className={`bk-swatch bk-colour-${index % 12}`} aria-hidden="true" />
          <span>{name}</span>
          {data.type === 'pie' && <span className="bk-small">{shareOf(data, index)}</span>}
        </li>
      ))}
    </ul>
  )
}

function Numbers({ data }: { readonly data: ChartData }): ReactNode {
  return (
    <div className="bk-scroll" tabIndex={0} role="region" aria-label={`${data.title}, as a table`}>
      <table className="bk-table" aria-label={data.title}>
        <thead>
          <tr>
            <th scope="col">{data.xLabel ?? 'Category'}</th>
            {data.series.map((name) => (
              <th key={name} scope="col" className="bk-right">
                {data.type === 'pie' ? 'Value' : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.categories.map((category, index) => (
            <tr key={category}>
              <th scope="row">{category}</th>
              {data.values[index]?.map((value, series) => (
                <td key={series} className="bk-right">
                  {value.toLocaleString('en')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function shareOf(data: ChartData, index: number): string {
  const all = data.values.reduce((sum, [value = 0]) => sum + value, 0)
  const value = data.values[index]?.[0] ?? 0
  return `${value.toLocaleString('en')} (${all === 0 ? 0 : Math.round((value / all) * 100)}%)`
}

/** How wide there is room for the chart: it is drawn anew rather than scaled, so that its words stay readable. */
function useWidth(box: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return undefined
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)))
    setWidth(Math.floor(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  return width
}
