import { useEffect, useRef } from 'react'

/** Calls back on Ctrl+K, which in Slack jumps to a channel. */
export function useSearchKey(call: () => void): void {
  const latest = useRef(call)
  useEffect(() => {
    latest.current = call
  })
  useEffect(() => {
    const search = (event: KeyboardEvent): void => {
      if (event.key !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      latest.current()
    }
    addEventListener('keydown', search)
    return () => removeEventListener('keydown', search)
  }, [])
}
