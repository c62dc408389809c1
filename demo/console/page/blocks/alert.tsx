import type { ReactNode } from 'react'
import { textOf, type Json } from '../../../slack/record.ts'
import { Words } from './words.tsx'

const LEVELS: ReadonlyMap<string, readonly [mark: string, name: string]> = new Map([
  ['info', ['i', 'Information']],
  ['warning', ['!', 'Warning']],
  ['error', ['✕', 'Error']],
  ['success', ['✓', 'Success']],
])

/** A notice at the top of a modal; its level is said, not only coloured. */
export function Alert({ block }: { readonly block: Json }): ReactNode {
  const level = textOf(block, 'level') ?? 'default'
  const [mark, name] = LEVELS.get(level) ?? ['i', 'Notice']
  return (
    <div className={`bk-alert bk-alert-${LEVELS.has(level) ? level : 'default'}`} role="note">
      <span className="bk-alert-mark" role="img" aria-label={name}>
        {mark}
      </span>
      <div>
        <Words text={block.text} />
      </div>
    </div>
  )
}
