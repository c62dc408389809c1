import type { ReactNode } from 'react'
import { never } from '../../../../src/lib/never.ts'
import { Channel, DateText, Everyone, Link, Person } from './inline.tsx'
import type { Look, MrkdwnProps } from './props.ts'
import { readMrkdwn, type Inline } from './read-mrkdwn.ts'

/** A text in Slack's markup, as people read it. */
export function Mrkdwn({ text, look }: MrkdwnProps): ReactNode {
  return readMrkdwn(text).map((passage, index) => {
    if (passage.kind === 'preformatted') {
      return (
        <pre key={index} className="bk-pre">
          {passage.text}
        </pre>
      )
    }
    const inside = <Inlines inside={passage.inside} look={look} />
    if (passage.kind === 'quote') {
      return (
        <blockquote key={index} className="bk-quote">
          {inside}
        </blockquote>
      )
    }
    return (
      <span key={index} className="bk-text">
        {inside}
      </span>
    )
  })
}

export function Inlines({ inside, look }: { readonly inside: readonly Inline[]; readonly look: Look }): ReactNode {
  return inside.map((each, index) => <One key={index} inline={each} look={look} />)
}

function One({ inline, look }: { readonly inline: Inline; readonly look: Look }): ReactNode {
  switch (inline.kind) {
    case 'text':
      return inline.text
    case 'bold':
      return (
        <b>
          <Inlines inside={inline.inside} look={look} />
        </b>
      )
    case 'italic':
      return (
        <i>
          <Inlines inside={inline.inside} look={look} />
        </i>
      )
    case 'strike':
      return (
        <s>
          <Inlines inside={inline.inside} look={look} />
        </s>
      )
    case 'code':
      return (
        <code className="bk-code">
          <Inlines inside={inline.inside} look={look} />
        </code>
      )
    case 'link':
      return <Link url={inline.url}>{inline.text}</Link>
    case 'person':
      return <Person id={inline.id} look={look} />
    case 'channel':
      return <Channel id={inline.id} look={look} />
    case 'everyone':
      return <Everyone text={inline.text} />
    case 'date': {
      const date = <DateText {...inline} look={look} />
      return inline.url === undefined ? date : <Link url={inline.url}>{date}</Link>
    }
    default:
      return never(inline)
  }
}
