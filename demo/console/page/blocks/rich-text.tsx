import type { ReactNode } from 'react'
import { isJson, recordsOf, textOf, type Json } from '../../../slack/record.ts'
import { drawEmoji } from './emoji.ts'
import { Channel, DateText, Everyone, Link, Person } from './inline.tsx'
import type { Look } from './props.ts'
import { safeUrl } from './safe-url.ts'

type Props = { readonly block: Json; readonly look: Look }

/** A rich_text block: what its texts say is shown letter by letter. */
export function RichText({ block, look }: Props): ReactNode {
  const parts = recordsOf(block.elements)
  return (
    <div className="bk-rich">
      {parts.map((part, index) => (
        <Part key={index} part={part} look={look} start={startOf(parts, index)} />
      ))}
    </div>
  )
}

function Part({ part, look, start }: { readonly part: Json; readonly look: Look; readonly start: number }): ReactNode {
  const leaves = <Leaves part={part} look={look} />
  switch (part.type) {
    case 'rich_text_list':
      return <List list={part} look={look} start={start} />
    case 'rich_text_quote':
      return <blockquote className="bk-quote">{leaves}</blockquote>
    case 'rich_text_preformatted':
      return <pre className="bk-pre">{leaves}</pre>
    default:
      return <div className="bk-text">{leaves}</div>
  }
}

const BULLETS = ['disc', 'circle', 'square']
const NUMBERS = ['decimal', 'lower-alpha', 'lower-roman']

function List({ list, look, start }: { readonly list: Json; readonly look: Look; readonly start: number }): ReactNode {
  const indent = typeof list.indent === 'number' ? Math.min(8, Math.max(0, list.indent)) : 0
  const ordered = list.style === 'ordered'
  const items = recordsOf(list.elements).map((item, index) => (
    <li key={index}>
      <Leaves part={item} look={look} />
    </li>
  ))
  const style = { marginInlineStart: indent * 24, listStyleType: (ordered ? NUMBERS : BULLETS)[indent % 3] }
  const className = list.border === 1 ? 'bk-list bk-bordered' : 'bk-list'
  if (!ordered)
    return (
      <ul className={className} style={style}>
        {items}
      </ul>
    )
  return (
    <ol className={className} style={style} start={start}>
      {items}
    </ol>
  )
}

/** A numbered list goes on after the deeper list within it. */
function startOf(parts: readonly Json[], index: number): number {
  const list = parts[index]
  if (list?.type !== 'rich_text_list') return 1
  if (typeof list.offset === 'number') return list.offset + 1
  const depth = depthOf(list)
  let count = 1
  for (const before of parts.slice(0, index).reverse()) {
    if (before.type !== 'rich_text_list' || depthOf(before) < depth) break
    if (depthOf(before) === depth && before.style === list.style) count += recordsOf(before.elements).length
  }
  return count
}

function depthOf(list: Json): number {
  return typeof list.indent === 'number' ? list.indent : 0
}

function Leaves({ part, look }: { readonly part: Json; readonly look: Look }): ReactNode {
  return recordsOf(part.elements).map((leaf, index) => (
    <Styled key={index} style={isJson(leaf.style) ? leaf.style : {}}>
      <Leaf leaf={leaf} look={look} />
    </Styled>
  ))
}

function Styled({ style, children }: { readonly style: Json; readonly children: ReactNode }): ReactNode {
  let styled = children
  if (style.code === true) styled = <code className="bk-code">{styled}</code>
  if (style.bold === true) styled = <b>{styled}</b>
  if (style.italic === true) styled = <i>{styled}</i>
  if (style.underline === true) styled = <u>{styled}</u>
  if (style.strike === true) styled = <s>{styled}</s>
  if (style.highlight === true || style.client_highlight === true) styled = <mark>{styled}</mark>
  return styled
}

function Leaf({ leaf, look }: { readonly leaf: Json; readonly look: Look }): ReactNode {
  const say = (name: string): string => textOf(leaf, name) ?? ''
  switch (leaf.type) {
    case 'text':
      return say('text')
    case 'link': {
      const url = safeUrl(say('url'))
      const text = say('text') === '' ? say('url') : say('text')
      return url === undefined ? text : <Link url={url}>{text}</Link>
    }
    case 'user':
      return <Person id={say('user_id')} look={look} />
    case 'channel':
      return <Channel id={say('channel_id')} look={look} />
    case 'usergroup':
      return <Everyone text={`@${say('usergroup_id')}`} />
    case 'team':
      return <Everyone text={`@${say('team_id')}`} />
    case 'broadcast':
      return <Everyone text={`@${say('range')}`} />
    case 'emoji':
      return drawEmoji(say('name'), textOf(leaf, 'unicode'))
    case 'color':
      return <Colour value={say('value')} />
    case 'date': {
      const url = safeUrl(say('url'))
      const shown = { seconds: Number(leaf.timestamp), format: say('format'), fallback: say('fallback') }
      const date = <DateText {...shown} look={look} />
      return url === undefined ? date : <Link url={url}>{date}</Link>
    }
    default:
      return say('text')
  }
}

function Colour({ value }: { readonly value: string }): ReactNode {
  const known = /^#[0-9a-f]{6}$/iu.test(value)
  return (
    <>
      {known && <span className="bk-colour" style={{ background: value }} />}
      {value}
    </>
  )
}
