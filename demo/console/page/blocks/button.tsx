import type { ReactNode } from 'react'
import { textOf, type Json } from '../../../slack/record.ts'
import type { ElementProps } from './element.tsx'
import { safeUrl } from './safe-url.ts'
import { useScope } from './scope.ts'
import { plainWords } from './words.tsx'

/** A button; one with an address opens it as well. */
export function Button({ element, place }: ElementProps): ReactNode {
  const { press } = useScope()
  const url = safeUrl(textOf(element, 'url') ?? '')
  return (
    <button
      type="button"
      className={`bk-button ${styleOf(element)}`}
      aria-label={textOf(element, 'accessibility_label')}
      onClick={() => press(place, element, textOf(element, 'value'), () => url !== undefined && openBeside(url))}
    >
      <span className="bk-button-words">{plainWords(element.text)}</span>
      {url !== undefined && (
        <span className="bk-outside" aria-hidden="true">
          ↗
        </span>
      )}
    </button>
  )
}

/** A button that shows a sign instead of words. */
export function IconButton({ element, place }: ElementProps): ReactNode {
  const { press, look } = useScope()
  const only = element.visible_to_user_ids
  if (Array.isArray(only) && only.length > 0 && look.me !== undefined && !only.includes(look.me)) return null
  const says = textOf(element, 'accessibility_label') ?? plainWords(element.text)
  return (
    <button
      type="button"
      className="bk-icon"
      aria-label={says}
      title={plainWords(element.text)}
      onClick={() => press(place, element, textOf(element, 'value'))}
    >
      <svg width="16" height="16" viewBox="0 0 20 20" aria-hidden="true">
        <path d="M4 5.5h12M8 5V3.5h4V5m-6.5.5.7 11h7.6l.7-11" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </svg>
    </button>
  )
}

/** Starts a workflow in Slack; there are none here, so it does nothing and says so. */
export function WorkflowButton({ element }: ElementProps): ReactNode {
  return (
    <button
      type="button"
      className={`bk-button ${styleOf(element)}`}
      aria-label={textOf(element, 'accessibility_label')}
      aria-disabled="true"
      title="Workflows do not run here"
    >
      <span className="bk-button-words">{plainWords(element.text)}</span>
    </button>
  )
}

/** Opens an address in a new tab that knows nothing of this one. */
export function openBeside(url: string): void {
  window.open(url, '_blank', 'noopener,noreferrer')
}

function styleOf(element: Json): string {
  const style = textOf(element, 'style')
  return style === 'primary' || style === 'danger' ? `bk-button-${style}` : ''
}
