import { useId, type ReactNode } from 'react'
import { isJson, textOf, type Json } from '../../../slack/record.ts'
import { Element } from './element.tsx'
import { saidIn } from './given.ts'
import { useScope } from './scope.ts'
import { plainWords } from './words.tsx'

/** A field of a form with its label, hint and what is wrong with it. */
export function InputBlock({ block }: { readonly block: Json }): ReactNode {
  const { errors } = useScope()
  const labelId = useId()
  const noteId = useId()
  const blockId = textOf(block, 'block_id') ?? ''
  const error = errors[blockId]
  const hint = plainWords(block.hint)
  const place = {
    blockId,
    silent: block.dispatch_action !== true,
    labelId,
    noteId,
    invalid: error !== undefined,
    required: block.optional !== true,
  }
  return (
    <div className="bk-input-block">
      <div className="bk-label" id={labelId}>
        {plainWords(block.label)}
        {block.optional === true && <span className="bk-optional"> (optional)</span>}
      </div>
      {isJson(block.element) && <Element element={block.element} place={place} />}
      <div id={noteId}>
        {error !== undefined && (
          <div className="bk-error" role="alert">
            {error}
          </div>
        )}
        {saidIn(block.hint) !== '' && <div className="bk-hint">{hint}</div>}
      </div>
    </div>
  )
}
