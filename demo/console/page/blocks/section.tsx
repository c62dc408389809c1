import { useId, type ReactNode } from 'react'
import { isJson, recordsOf, textOf, type Json } from '../../../slack/record.ts'
import { Element } from './element.tsx'
import { saidIn } from './given.ts'
import { Picture } from './picture.tsx'
import { Words } from './words.tsx'

/** A section: text, fields in two columns, and one element beside or below them. */
export function Section({ block }: { readonly block: Json }): ReactNode {
  const labelId = useId()
  const { accessory } = block
  const fields = recordsOf(block.fields)
  const place = { blockId: textOf(block, 'block_id') ?? '', silent: false }
  const named = saidIn(block.text) === '' ? place : { ...place, labelId }
  return (
    <div
      className={isJson(accessory) && WIDE.test(String(accessory.type)) ? 'bk-section bk-section-tall' : 'bk-section'}
    >
      <div className="bk-section-body">
        {saidIn(block.text) !== '' && (
          <div className="bk-section-text" id={labelId}>
            <Words text={block.text} />
          </div>
        )}
        {fields.length > 0 && (
          <div className="bk-fields">
            {fields.map((field, index) => (
              <div key={index} className="bk-field">
                <Words text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {isJson(accessory) && (
        <div className="bk-accessory">
          {accessory.type === 'image' ? (
            <Picture image={accessory} className="bk-thumbnail" />
          ) : (
            <Element element={accessory} place={named} />
          )}
        </div>
      )}
    </div>
  )
}

/** These go below the text. */
const WIDE = /^(?:checkboxes|radio_buttons)$/u
