import type { AnyBlock } from '@slack/types'

/**
 * Blocks as plain text: for notifications, for screen readers, and where Slack refuses the blocks. It knows the kinds of
 * block that we make; times are told in UTC.
 */
export function plainText(blocks: readonly AnyBlock[]): string {
  return blocks.map(plainBlock).filter(Boolean).join('\n')
}

/** Anything of a block; what it is follows from its `type`. */
type Node = {
  readonly type?: unknown
  readonly text?: unknown
  readonly elements?: readonly Node[]
  readonly rows?: readonly (readonly Node[])[]
  readonly caption?: unknown
  readonly fallback?: unknown
  readonly user_id?: unknown
  readonly title?: unknown
  readonly chart?: unknown
}

function plainBlock(block: AnyBlock): string {
  const node: Node = block
  switch (node.type) {
    case 'header':
    case 'section':
      return plainLeaf(node.text as Node)
    case 'context':
      return (node.elements ?? []).map(plainLeaf).join(' ')
    case 'rich_text':
      return (node.elements ?? []).map(plainRich).join('\n')
    case 'data_table':
      return [String(node.caption), ...(node.rows ?? []).map((row) => row.map(plainCell).join(' | '))].join('\n')
    case 'data_visualization':
      return `${String(node.title)}\n${plainChart(node.chart)}`
    default:
      return ''
  }
}

function plainRich(node: Node): string {
  if (node.type === 'rich_text_list') return (node.elements ?? []).map((item) => `• ${plainRich(item)}`).join('\n')
  return (node.elements ?? []).map(plainLeaf).join('')
}

function plainLeaf(node: Node): string {
  if (node.type === 'date') return String(node.fallback)
  if (node.type === 'user') return 'the asker'
  if (node.type === 'channel') return 'the channel'
  return String(node.text)
}

function plainCell(node: Node): string {
  return node.type === 'rich_text' ? (node.elements ?? []).map(plainRich).join(' ') : String(node.text)
}

type Series = { readonly name: string; readonly data: readonly { readonly label: string; readonly value: number }[] }

function plainChart(chart: unknown): string {
  const series = (chart as { readonly series?: readonly Series[] }).series ?? []
  const labels = series[0]?.data.map((point) => point.label) ?? []
  return labels
    .map(
      (label, index) => `${label}: ${series.map((each) => `${each.name} ${each.data[index]?.value ?? 0}`).join(', ')}`,
    )
    .join('\n')
}
