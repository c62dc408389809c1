import type { ReactNode } from 'react'
import { isJson, recordsOf, textOf, type Json } from '../../../slack/record.ts'
import { Element } from './element.tsx'
import { saidIn } from './given.ts'
import { Picture } from './picture.tsx'
import { Words } from './words.tsx'

/** A card: picture, title, words and buttons. */
export function Card({ block }: { readonly block: Json }): ReactNode {
  const place = { blockId: textOf(block, 'block_id') ?? '', silent: false }
  const actions = recordsOf(block.actions)
  return (
    <div className="bk-card">
      {isJson(block.hero_image) && <Picture image={block.hero_image} className="bk-card-hero" />}
      <div className="bk-card-body">
        <div className="bk-card-head">
          {isJson(block.icon) && <Picture image={block.icon} className="bk-card-icon" />}
          <div>
            <Said text={block.title} className="bk-card-title" />
            <Said text={block.subtitle} className="bk-small" />
          </div>
        </div>
        <Said text={block.body} className="bk-card-text" />
        <Said text={block.subtext} className="bk-small" />
        {actions.length > 0 && (
          <div className="bk-actions">
            {actions.map((element, index) => (
              <Element key={index} element={element} place={place} />
            ))}
          </div>
        )}
      </div>
    </div>
  )
}

/** Cards in a row that scrolls sideways. */
export function Carousel({ block }: { readonly block: Json }): ReactNode {
  const cards = recordsOf(block.elements)
  return (
    <div className="bk-carousel" role="region" aria-label={`Carousel, ${cards.length} cards`} tabIndex={0}>
      {cards.map((card, index) => (
        <Card key={index} block={{ block_id: block.block_id, ...card }} />
      ))}
    </div>
  )
}

function Said({ text, className }: { readonly text: unknown; readonly className: string }): ReactNode {
  if (saidIn(text) === '') return null
  return (
    <div className={className}>
      <Words text={text} />
    </div>
  )
}
