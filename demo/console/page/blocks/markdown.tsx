import type { ReactNode } from 'react'
import { never } from '../../../../src/lib/never.ts'
import { Link } from './inline.tsx'
import { readMarkdown, type MarkdownPart } from './read-markdown.ts'
import { safeUrl } from './safe-url.ts'

/** A markdown block: the small part of Markdown that Slack shows. */
export function Markdown({ text }: { readonly text: string }): ReactNode {
  return (
    <div className="bk-markdown">
      {readMarkdown(text).map((part, index) => (
        <Part key={index} part={part} />
      ))}
    </div>
  )
}

function Part({ part }: { readonly part: MarkdownPart }): ReactNode {
  switch (part.kind) {
    case 'heading':
      return (
        <div className="bk-heading" role="heading" aria-level={Math.min(6, part.depth + 2)}>
          <Words text={part.text} />
        </div>
      )
    case 'text':
      return (
        <p className="bk-text">
          <Words text={part.text} />
        </p>
      )
    case 'quote':
      return (
        <blockquote className="bk-quote">
          <Words text={part.text} />
        </blockquote>
      )
    case 'code':
      return <pre className="bk-pre">{part.text}</pre>
    case 'list':
      return <List part={part} />
    case 'table':
      return <Table rows={part.rows} />
    case 'rule':
      return <hr className="bk-divider" />
    default:
      return never(part)
  }
}

function List({ part }: { readonly part: Extract<MarkdownPart, { kind: 'list' }> }): ReactNode {
  const items = part.items.map((item, index) => (
    <li key={index}>
      <Words text={item} />
    </li>
  ))
  if (!part.ordered) return <ul className="bk-list">{items}</ul>
  return (
    <ol className="bk-list" start={part.start}>
      {items}
    </ol>
  )
}

function Table({ rows: [header = [], ...rows] }: { readonly rows: readonly (readonly string[])[] }): ReactNode {
  return (
    <div className="bk-scroll" tabIndex={0} role="region" aria-label="Table">
      <table className="bk-table">
        <thead>
          <tr>
            {header.map((cell, index) => (
              <th key={index} scope="col">
                <Words text={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>
                  <Words text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const TOKEN =
  /`(?<code>[^`\n]+)`|\[(?<label>[^[\]\n]+)\]\((?<url>[^()\s]+)\)|\*\*(?<bold>[^*\n]+)\*\*|~~(?<strike>[^~\n]+)~~|(?<![\w*])\*(?<star>[^*\s](?:[^*\n]*[^*\s])?)\*(?![\w*])|(?<!\w)_(?<italic>[^_\s](?:[^_\n]*[^_\s])?)_(?!\w)/gu

function Words({ text }: { readonly text: string }): ReactNode {
  const found: ReactNode[] = []
  let from = 0
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > from) found.push(text.slice(from, match.index))
    found.push(<Word key={match.index} whole={match[0]} groups={match.groups ?? {}} />)
    from = match.index + match[0].length
  }
  return [...found, text.slice(from)]
}

type WordProps = { readonly whole: string; readonly groups: Readonly<Record<string, string | undefined>> }

function Word({ whole, groups: { code, label, url, bold, strike, star, italic } }: WordProps): ReactNode {
  if (code !== undefined) return <code className="bk-code">{code}</code>
  if (label !== undefined) {
    const safe = safeUrl(url ?? '')
    return safe === undefined ? whole : <Link url={safe}>{label}</Link>
  }
  if (bold !== undefined) {
    return (
      <b>
        <Words text={bold} />
      </b>
    )
  }
  if (strike !== undefined) return <s>{strike}</s>
  return (
    <i>
      <Words text={star ?? italic ?? ''} />
    </i>
  )
}
