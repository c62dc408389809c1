import { useState, type ReactNode } from 'react'
import { isJson, textOf, type Json } from '../../../slack/record.ts'
import { Link } from './inline.tsx'
import { safeUrl } from './safe-url.ts'
import { useScope } from './scope.ts'
import { plainWords } from './words.tsx'

/** An image, where it can be had without asking anyone outside; else a box that says what it shows. */
export function Picture({ image, className }: { readonly image: Json; readonly className: string }): ReactNode {
  const { look } = useScope()
  const [broken, setBroken] = useState(false)
  const file = isJson(image.slack_file) ? textOf(image.slack_file, 'id') : undefined
  const source = file === undefined ? textOf(image, 'image_url') : look.image?.(file)
  const says = textOf(image, 'alt_text') ?? 'image'
  if (source === undefined || broken || !isNear(source)) {
    return (
      <span className={`bk-no-picture ${className}`} role="img" aria-label={says} title={says}>
        <span aria-hidden="true">{says}</span>
      </span>
    )
  }
  return <img className={className} src={source} alt={says} title={says} onError={() => setBroken(true)} />
}

/** Nothing is loaded from outside. */
function isNear(source: string): boolean {
  return (
    /^data:image\/(?:png|jpeg|gif|svg\+xml)[;,]/u.test(source) ||
    /^\/(?!\/)/u.test(source) ||
    source.startsWith('blob:')
  )
}

/** An image block: its title can be folded away. */
export function ImageBlock({ block }: { readonly block: Json }): ReactNode {
  const title = plainWords(block.title)
  const picture = <Picture image={block} className="bk-image" />
  if (title === '') return <div className="bk-image-block">{picture}</div>
  return (
    <details className="bk-image-block" open>
      <summary>{title}</summary>
      {picture}
    </details>
  )
}

/** A video: a card with its thumbnail and a link; nothing plays here. */
export function Video({ block }: { readonly block: Json }): ReactNode {
  const url = safeUrl(textOf(block, 'title_url') ?? '') ?? safeUrl(textOf(block, 'video_url') ?? '')
  const title = plainWords(block.title)
  const from = [textOf(block, 'author_name'), textOf(block, 'provider_name')].filter((each) => each !== undefined)
  return (
    <div className="bk-video">
      <div className="bk-small">{from.join(' · ')}</div>
      <div className="bk-video-title">{url === undefined ? title : <Link url={url}>{title}</Link>}</div>
      <div className="bk-text">{plainWords(block.description)}</div>
      <div className="bk-video-frame">
        <Picture image={{ image_url: block.thumbnail_url, alt_text: block.alt_text }} className="bk-video-image" />
      </div>
    </div>
  )
}

/** A file that is kept elsewhere. */
export function RemoteFile({ block }: { readonly block: Json }): ReactNode {
  return (
    <div className="bk-file">
      <span className="bk-file-icon" aria-hidden="true">
        ↗
      </span>
      <div className="bk-file-words">
        <div className="bk-file-name">{textOf(block, 'external_id') ?? 'File'}</div>
        <div className="bk-small">Remote file</div>
      </div>
    </div>
  )
}
