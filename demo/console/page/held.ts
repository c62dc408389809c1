import { useEffect, useState } from 'react'
import type { Kind, News, SeenItem, SeenKinds } from '../seen.ts'
import { follow } from './server.ts'

/** Everything a person sees, as it is now. A map is a new one only where something in it changed. */
export type Held = { readonly [K in Kind]: ReadonlyMap<string, SeenKinds[K]> } & {
  /** For whom it is. */
  readonly as: string
  readonly live: boolean
}

export function emptyHeld(as: string): Held {
  return {
    as,
    live: false,
    house: new Map(),
    person: new Map(),
    channel: new Map(),
    message: new Map(),
    view: new Map(),
    home: new Map(),
    status: new Map(),
    exchange: new Map(),
    problem: new Map(),
    switch: new Map(),
  }
}

/** What is held after the news. */
export function withNews(held: Held, { set, gone }: News): Held {
  const next: Record<string, Map<string, SeenItem['value']>> = {}
  const mapOf = (kind: Kind): Map<string, SeenItem['value']> =>
    (next[kind] ??= new Map<string, SeenItem['value']>(held[kind] as ReadonlyMap<string, SeenItem['value']>))
  for (const { kind, id, value } of set) mapOf(kind).set(id, value)
  for (const { kind, id } of gone) mapOf(kind).delete(id)
  return { ...held, ...(next as Partial<Held>) }
}

/** Follows what a person sees, from the first moment until somebody else is chosen. */
export function useHeld(as: string): Held {
  const [held, setHeld] = useState(() => emptyHeld(as))
  useEffect(() => {
    const stop = new AbortController()
    void follow(
      as,
      stop.signal,
      (news, first) => setHeld((before) => withNews(first ? { ...emptyHeld(as), live: before.live } : before, news)),
      (live) => setHeld((before) => ({ ...before, live })),
    )
    return () => stop.abort()
  }, [as])
  return held
}
