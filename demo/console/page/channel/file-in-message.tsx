import { useEffect, useState } from 'react'
import type { SeenFile } from '../../seen.ts'
import { FileCard } from '../blocks/file-card.tsx'
import { Dialog } from '../drawn/dialog.tsx'
import { fetchFile } from '../server.ts'
import { useStanding } from '../standing.ts'
import { saveAs } from './save-as.ts'

const PREVIEW_LINES = 5
const PREVIEW_SIZE = 2_000_000
const TEXT = /\.(?:csv|tsv|txt|log|json|ya?ml|md|xml|sql|sh|ts|js|py)$/iu
const IMAGE = /\.(?:png|jpe?g|gif|webp)$/iu

/** A file under a message: its name, a glimpse of it, and the ways to open and keep it. */
export function FileInMessage({ file }: { readonly file: SeenFile }) {
  const { held, tell } = useStanding()
  const [text, setText] = useState<string | undefined>()
  const [image, setImage] = useState<string | undefined>()
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (file.size > PREVIEW_SIZE || !(TEXT.test(file.name) || IMAGE.test(file.name))) return undefined
    let address: string | undefined
    let gone = false
    void (async () => {
      const blob = await fetchFile(held.as, file.id).catch(() => undefined)
      if (blob === undefined) return
      const content = TEXT.test(file.name) ? await blob.text() : undefined
      if (gone) return
      if (content === undefined) setImage((address = URL.createObjectURL(blob)))
      else setText(content)
    })()
    return () => {
      gone = true
      if (address !== undefined) URL.revokeObjectURL(address)
    }
  }, [held.as, file.id, file.name, file.size])
  const download = async (): Promise<void> => {
    try {
      saveAs(await fetchFile(held.as, file.id), file.name)
    } catch (error) {
      tell(String(error))
    }
  }
  return (
    <div className="file-in-message">
      {image !== undefined && <img src={image} alt={file.title ?? file.name} className="file-image" />}
      <FileCard
        file={file}
        {...(text === undefined ? {} : { preview: text.split('\n').slice(0, PREVIEW_LINES).join('\n') })}
        {...(text === undefined ? {} : { onOpen: () => setOpen(true) })}
        onDownload={() => void download()}
      />
      {open && (
        <Dialog title={file.title ?? file.name} onClose={() => setOpen(false)} className="file-dialog">
          <pre className="file-text" tabIndex={0}>
            {text}
          </pre>
          <button type="button" className="main-button" onClick={() => void download()}>
            Download
          </button>
        </Dialog>
      )}
    </div>
  )
}
