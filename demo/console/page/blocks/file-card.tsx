import type { ReactNode } from 'react'
import type { FileProps } from './props.ts'

/** A file below a message: what it is, its first lines, and where to get it. */
export function FileCard({ file, preview, onOpen, onDownload }: FileProps): ReactNode {
  const title = file.title ?? file.name
  const kind = kindOf(file.name)
  const words = (
    <>
      <span className={`bk-file-icon bk-file-${kind.toLowerCase()}`} aria-hidden="true">
        {kind}
      </span>
      <span className="bk-file-words">
        <span className="bk-file-name">{title}</span>
        <span className="bk-small">
          {kind} · {saySize(file.size)}
        </span>
      </span>
    </>
  )
  return (
    <div className="bk bk-file-card">
      <div className="bk-file">
        {onOpen === undefined ? (
          <div className="bk-file-head">{words}</div>
        ) : (
          <button type="button" className="bk-file-head" title="Open" onClick={onOpen}>
            {words}
          </button>
        )}
        {onDownload !== undefined && (
          <button
            type="button"
            className="bk-icon"
            aria-label={`Download ${title}`}
            title="Download"
            onClick={onDownload}
          >
            <svg width="18" height="18" viewBox="0 0 20 20" aria-hidden="true">
              <path d="M10 3v9m-4-4 4 4 4-4M4 16h12" fill="none" stroke="currentColor" strokeWidth="1.6" />
            </svg>
          </button>
        )}
      </div>
      {preview !== undefined && (
        <pre className="bk-file-preview" tabIndex={0} role="region" aria-label={`First lines of ${title}`}>
          {preview}
        </pre>
      )}
    </div>
  )
}

function kindOf(name: string): string {
  const end = /\.(\w{1,5})$/u.exec(name)?.[1] ?? 'file'
  return end.toUpperCase()
}

/** `512 bytes`, `1.2 kB`, `3.4 MB`. */
function saySize(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`
  const kilo = bytes / 1000
  return kilo < 1000 ? `${Number(kilo.toPrecision(3))} kB` : `${Number((kilo / 1000).toPrecision(3))} MB`
}
