import type { SeenChannel, SeenMessage } from '../seen.ts'
import type { Held } from './held.ts'

/** The messages of a channel as its list shows them: no replies, but those that were also sent there. */
export function messagesIn(held: Held, channel: string): readonly SeenMessage[] {
  return [...held.message.values()]
    .filter(
      (each) =>
        each.channel === channel &&
        (each.thread_ts === undefined || each.thread_ts === each.ts || each.broadcast === true),
    )
    .sort(byTime)
}

/** A message's replies, oldest first, with what only this person sees. */
export function repliesTo(held: Held, channel: string, ts: string): readonly SeenMessage[] {
  return [...held.message.values()]
    .filter((each) => each.channel === channel && each.thread_ts === ts && each.ts !== ts)
    .sort(byTime)
}

/** How much somebody has not read of a channel, and how much of it names them. */
export function unreadIn(held: Held, channel: SeenChannel): { readonly count: number; readonly badge: number } {
  const news = [...held.message.values()].filter(
    (each) =>
      each.channel === channel.id &&
      each.ts > channel.read &&
      each.user !== held.as &&
      each.ephemeral !== true &&
      (each.thread_ts === undefined || each.broadcast === true || channel.kind === 'im'),
  )
  const named = channel.kind === 'im' ? news : news.filter((each) => each.text.includes(`<@${held.as}`))
  return { count: news.length, badge: named.length }
}

export function byTime(a: { readonly ts: string }, b: { readonly ts: string }): number {
  return a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0
}

/** A ts in milliseconds. */
export function timeOf(ts: string): number {
  return Number(ts) * 1_000
}
