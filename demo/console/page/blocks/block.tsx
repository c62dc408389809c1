import type { ReactNode } from 'react'
import { recordsOf, textOf, type Json } from '../../../slack/record.ts'
import { Alert } from './alert.tsx'
import { Card, Carousel } from './card.tsx'
import { Chart } from './chart.tsx'
import { Container } from './container.tsx'
import { DataTable } from './data-table.tsx'
import { Element } from './element.tsx'
import { Guard, Unsupported } from './guard.tsx'
import { InputBlock } from './input-block.tsx'
import { Markdown } from './markdown.tsx'
import { ImageBlock, Picture, RemoteFile, Video } from './picture.tsx'
import { Plan, TaskCard } from './plan.tsx'
import { RichText } from './rich-text.tsx'
import { useScope } from './scope.ts'
import { Section } from './section.tsx'
import { PlainTable } from './table.tsx'
import { plainWords, Words } from './words.tsx'

/** One block, whichever it is. */
export function Block({ block }: { readonly block: Json }): ReactNode {
  const { look, surface } = useScope()
  switch (block.type) {
    case 'header':
      return (
        <div className="bk-header" role="heading" aria-level={surface === 'message' ? 3 : 2}>
          {plainWords(block.text)}
        </div>
      )
    case 'section':
      return <Section block={block} />
    case 'context':
      return <Context block={block} />
    case 'divider':
      return <hr className="bk-divider" />
    case 'actions':
      return <Row block={block} className="bk-actions" />
    case 'context_actions':
      return <Row block={block} className="bk-context-actions" />
    case 'image':
      return <ImageBlock block={block} />
    case 'rich_text':
      return <RichText block={block} look={look} />
    case 'markdown':
      return <Markdown text={textOf(block, 'text') ?? ''} />
    case 'table':
      return <PlainTable block={block} />
    case 'data_table':
      return <DataTable block={block} />
    case 'data_visualization':
      return <Chart block={block} />
    case 'plan':
      return <Plan block={block} />
    case 'task_card':
      return <TaskCard block={block} />
    case 'container':
      return <Container block={block} show={(child) => <Block block={child} />} />
    case 'card':
      return <Card block={block} />
    case 'carousel':
      return <Carousel block={block} />
    case 'alert':
      return <Alert block={block} />
    case 'file':
      return <RemoteFile block={block} />
    case 'video':
      return <Video block={block} />
    case 'input':
      return <InputBlock block={block} />
    default:
      return <Unsupported block={block} />
  }
}

function Context({ block }: { readonly block: Json }): ReactNode {
  return (
    <div className="bk-context">
      {recordsOf(block.elements).map((element, index) =>
        element.type === 'image' ? (
          <Picture key={index} image={element} className="bk-context-image" />
        ) : (
          <div key={index} className="bk-context-text">
            <Words text={element} />
          </div>
        ),
      )}
    </div>
  )
}

function Row({ block, className }: { readonly block: Json; readonly className: string }): ReactNode {
  const place = { blockId: textOf(block, 'block_id') ?? '', silent: false }
  return (
    <div className={className}>
      {recordsOf(block.elements).map((element, index) => (
        <Guard key={`${index} ${textOf(element, 'action_id')}`} block={element}>
          <Element element={element} place={place} />
        </Guard>
      ))}
    </div>
  )
}
