import { useId, useState, type ReactNode } from 'react'
import { isJson, recordsOf, textOf, type Json } from '../../../slack/record.ts'
import { saidIn } from './given.ts'
import { Guard } from './guard.tsx'
import { Picture } from './picture.tsx'
import { RichText } from './rich-text.tsx'
import { useScope } from './scope.ts'
import { plainWords, Words } from './words.tsx'

type Props = { readonly block: Json; readonly show: (block: Json) => ReactNode }

/** Blocks in a frame with a title, which may be folded away. */
export function Container({ block, show }: Props): ReactNode {
  const [open, setOpen] = useState(block.default_collapsed !== true)
  const body = useId()
  const folds = block.is_collapsible === true
  const shown = open || !folds
  return (
    <div className={`bk-container bk-container-${textOf(block, 'width') ?? 'standard'}`}>
      <div className={block.has_header_divider === true && shown ? 'bk-container-head bk-ruled' : 'bk-container-head'}>
        {isJson(block.icon) && <Picture image={block.icon} className="bk-card-icon" />}
        <div className="bk-container-titles">
          <Title block={block} />
          {saidIn(block.subtitle) !== '' && (
            <div className="bk-small">
              <Words text={block.subtitle} />
            </div>
          )}
        </div>
        {folds && (
          <button
            type="button"
            className="bk-fold"
            aria-expanded={open}
            aria-controls={body}
            aria-label={`${open ? 'Collapse' : 'Expand'} ${plainWords(block.title)}`.trim()}
            onClick={() => setOpen(!open)}
          />
        )}
      </div>
      <div id={body} className="bk-container-body" hidden={!shown}>
        {recordsOf(block.child_blocks).map((child, index) => (
          <Guard key={index} block={child}>
            {show(child)}
          </Guard>
        ))}
      </div>
    </div>
  )
}

function Title({ block }: { readonly block: Json }): ReactNode {
  const { look } = useScope()
  if (isJson(block.rich_text_title)) return <RichText block={block.rich_text_title} look={look} />
  return <div className="bk-container-title">{plainWords(block.title)}</div>
}
