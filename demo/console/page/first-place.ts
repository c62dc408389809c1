import { useEffect } from 'react'
import { go } from './place.ts'

const FIRST_CHANNEL = 'C00INCIDENTS'

/** A wide page opens in a channel; on a phone one begins with the list. */
export function useFirstPlace(narrow: boolean, at: string | undefined, channels: ReadonlyMap<string, unknown>): void {
  const known = at !== undefined && channels.has(at)
  useEffect(() => {
    if (channels.size === 0 || known) return
    if (at === undefined && narrow) return
    if (narrow) go()
    else go(channels.has(FIRST_CHANNEL) ? FIRST_CHANNEL : [...channels.keys()][0])
  }, [narrow, at, known, channels])
}
