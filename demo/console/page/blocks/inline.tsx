import type { ReactNode } from 'react'
import type { Look } from './props.ts'
import { dateFor } from './date-for.ts'

/** A link that opens beside the console. */
export function Link({ url, children }: { readonly url: string; readonly children: ReactNode }): ReactNode {
  return (
    <a className="bk-link" href={url} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  )
}

/** A person by name; the reader stands out. */
export function Person({ id, look }: { readonly id: string; readonly look: Look }): ReactNode {
  return <span className={id === look.me ? 'bk-mention bk-mention-me' : 'bk-mention'}>@{look.person(id)}</span>
}

export function Channel({ id, look }: { readonly id: string; readonly look: Look }): ReactNode {
  return <span className="bk-mention">#{look.channel(id)}</span>
}

/** `@here`, `@channel`, a group of people. */
export function Everyone({ text }: { readonly text: string }): ReactNode {
  return <span className="bk-mention bk-mention-me">{text}</span>
}

type DateProps = { readonly seconds: number; readonly format: string; readonly fallback: string; readonly look: Look }

/** A date in the reader's own zone; hovering tells it in full. */
export function DateText({ seconds, format, fallback, look }: DateProps): ReactNode {
  const date = new Date(seconds * 1000)
  if (Number.isNaN(date.valueOf())) return fallback
  return (
    <time dateTime={date.toISOString()} title={dateFor(look, seconds, '{date_long} {time_secs}')}>
      {dateFor(look, seconds, format)}
    </time>
  )
}
