import { useSyncExternalStore } from 'react'

/** Where somebody is in the page: kept in the address, so that Back goes back. */
export type Place = {
  readonly channel: string | undefined
  /** The ts of the thread that is open beside the channel. */
  readonly thread: string | undefined
  /** With an app: its Home, Messages or About. */
  readonly tab: 'home' | 'messages' | 'about' | undefined
}

const TABS = ['home', 'messages', 'about'] as const

export function readPlace(hash: string): Place {
  const [channel, second] = hash.replace(/^#\/?/u, '').split('/').map(decodeURIComponent)
  const tab = TABS.find((each) => each === second)
  return {
    channel: channel === '' ? undefined : channel,
    thread: second !== undefined && /^\d+\.\d+$/u.test(second) ? second : undefined,
    tab,
  }
}

export function hashOf(channel?: string, second?: string): string {
  if (channel === undefined) return '#/'
  return second === undefined ? `#/${channel}` : `#/${channel}/${second}`
}

/** Goes somewhere; `go()` goes back to the list of channels. */
export function go(channel?: string, second?: string): void {
  location.hash = hashOf(channel, second)
}

export function usePlace(): Place {
  const hash = useSyncExternalStore(
    (changed) => {
      addEventListener('hashchange', changed)
      return () => removeEventListener('hashchange', changed)
    },
    () => location.hash,
  )
  return readPlace(hash)
}
