import { Component, type ReactNode } from 'react'
import { isJson } from '../../../slack/record.ts'

type Props = { readonly block: unknown; readonly children: ReactNode }

/** Keeps what one block breaks away from the others. */
export class Guard extends Component<Props, { readonly broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true }
  }

  override componentDidUpdate(before: Props): void {
    if (before.block !== this.props.block && this.state.broken) this.setState({ broken: false })
  }

  override render(): ReactNode {
    return this.state.broken ? <Unsupported block={this.props.block} /> : this.props.children
  }
}

/** Says which block or element cannot be shown here. */
export function Unsupported({ block }: { readonly block: unknown }): ReactNode {
  const type = isJson(block) ? String(block.type) : typeof block
  return (
    <div className="bk-unsupported" role="note">
      This content can’t be displayed here: <code className="bk-code">{type}</code> is not supported.
    </div>
  )
}
