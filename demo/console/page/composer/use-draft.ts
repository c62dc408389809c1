import { useState } from 'react'

const drafts = new Map<string, string>()

/** What is being written in a place; it is still there when one comes back. */
export function useDraft(place: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => drafts.get(place) ?? '')
  return [
    text,
    (next) => {
      drafts.set(place, next)
      setText(next)
    },
  ]
}
