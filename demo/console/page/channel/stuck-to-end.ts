import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'

/** How near the end counts as the end. */
const NEAR = 60

type Stuck<T> = {
  readonly list: RefObject<T | null>
  readonly atEnd: boolean
  /** Something came while the reader was further up. */
  readonly hasNews: boolean
  readonly toEnd: () => void
}

/** A list that stays at its end while it grows, unless the reader has scrolled up. */
export function useStuckToEnd<T extends HTMLElement>(newest: string | undefined, own: boolean): Stuck<T> {
  const list = useRef<T>(null)
  const [atEnd, setAtEnd] = useState(true)
  const [hasNews, setHasNews] = useState(false)
  const stuck = useRef(true)
  const toEnd = (): void => {
    stuck.current = true
    setAtEnd(true)
    setHasNews(false)
    list.current?.scrollTo({ top: list.current.scrollHeight })
  }
  useLayoutEffect(() => {
    if (newest === undefined) return
    if (own || stuck.current) toEnd()
    else setHasNews(true)
    // Only what is newest decides: an edit further up moves nothing.
  }, [newest, own])
  useEffect(() => {
    const element = list.current
    if (element === null) return undefined
    const look = (): void => {
      const left = element.scrollHeight - element.scrollTop - element.clientHeight
      stuck.current = left < NEAR
      setAtEnd(stuck.current)
      if (stuck.current) setHasNews(false)
    }
    element.addEventListener('scroll', look, { passive: true })
    const grown = new ResizeObserver(() => {
      if (stuck.current) element.scrollTop = element.scrollHeight
    })
    grown.observe(element)
    const watch = new MutationObserver(() => {
      for (const child of element.children) grown.observe(child)
    })
    for (const child of element.children) grown.observe(child)
    watch.observe(element, { childList: true })
    return () => {
      element.removeEventListener('scroll', look)
      grown.disconnect()
      watch.disconnect()
    }
  }, [])
  return { list, atEnd, hasNews, toEnd }
}
