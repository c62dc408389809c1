import { useState, type ReactNode } from 'react'
import { isJson, textOf, type Json } from '../../../slack/record.ts'
import type { ElementProps } from './element.tsx'
import { useScope } from './scope.ts'
import { plainWords } from './words.tsx'

/** A hand with its thumb up; turned round it is down. */
const HAND = 'M6.5 9.5v7h7.2l2.3-4.4V9.5h-4.5l.7-4.2L10.5 4.2 8 9.5zM3.5 9.5h3v7h-3z'

/** Thumbs up or down; the app hears the value of the one that was pressed. */
export function FeedbackButtons({ element, place }: ElementProps): ReactNode {
  const { press } = useScope()
  const [pressed, setPressed] = useState<string>()
  const thumb = (name: 'positive_button' | 'negative_button'): ReactNode => {
    const button: Json = isJson(element[name]) ? element[name] : {}
    return (
      <button
        type="button"
        className="bk-icon bk-thumb"
        aria-pressed={pressed === name}
        aria-label={textOf(button, 'accessibility_label') ?? plainWords(button.text)}
        title={plainWords(button.text)}
        onClick={() => {
          setPressed(name)
          press(place, element, textOf(button, 'value'))
        }}
      >
        <svg width="18" height="18" viewBox="0 0 20 20" aria-hidden="true">
          <path
            d={HAND}
            transform={name === 'positive_button' ? undefined : 'rotate(180 10 10)'}
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinejoin="round"
          />
        </svg>
      </button>
    )
  }
  return (
    <>
      {thumb('positive_button')}
      {thumb('negative_button')}
    </>
  )
}
