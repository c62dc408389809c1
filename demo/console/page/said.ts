import { useCallback, useRef, useState } from 'react'

/** A sentence that goes away by itself. */
export function useSaid(): readonly [string, (said: string) => void] {
  const [said, setSaid] = useState('')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const tell = useCallback((sentence: string) => {
    clearTimeout(timer.current)
    setSaid(sentence)
    timer.current = setTimeout(() => setSaid(''), 5_000)
  }, [])
  return [said, tell]
}
