import { useSyncExternalStore } from 'react'

const QUERY = '(max-width: 760px)'

/** Whether the page is as narrow as a phone, where one screen is shown at a time. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(QUERY)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    () => matchMedia(QUERY).matches,
  )
}
