/** `count` things, each made from its place. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

export const fill = (length: number): string => 'x'.repeat(length)

export const plain = (text: string, emoji?: boolean): object =>
  emoji === undefined ? { type: 'plain_text', text } : { type: 'plain_text', text, emoji }

export const option = (text: string): object => ({ text: plain(text), value: 'v' })

export function section(text: string, accessory?: object): object {
  const bare = { type: 'section', text: { type: 'mrkdwn', text } }
  return accessory === undefined ? bare : { ...bare, accessory }
}

export const buttons = (count: number): object[] =>
  times(count, (index) => ({ type: 'button', text: plain('b'), action_id: `a${index}` }))

export const input = (element: object): object => ({ type: 'input', label: plain('l'), element })

export const cells = (rows: number, columns: number): object[][] =>
  times(rows, () => times(columns, () => ({ type: 'raw_text', text: 'c' })))

export const dataTable = (rows: number, columns: number): object => ({
  type: 'data_table',
  caption: 'Changes',
  rows: cells(rows, columns),
})

export const richText = (elements: object[]): object => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
})

const label = (index: number): string => `${index}:00`

export function bar(categories: number, series: number, points = categories): object {
  return {
    type: 'data_visualization',
    title: 'Calls',
    chart: {
      type: 'bar',
      series: times(series, (index) => ({
        name: `s${index}`,
        data: times(points, (point) => ({ label: label(point), value: point })),
      })),
      axis_config: { categories: times(categories, label), x_label: 'Hour', y_label: 'Calls' },
    },
  }
}
