import { useRef, useState, type ReactNode } from 'react'
import type { ElementProps } from './element.tsx'

/** Files to send with a form. They are listed by name; nothing is uploaded. */
export function FileInput({ element, place }: ElementProps): ReactNode {
  const [names, setNames] = useState<readonly string[]>([])
  const input = useRef<HTMLInputElement>(null)
  const kinds = Array.isArray(element.filetypes)
    ? element.filetypes.map((kind) => `.${String(kind)}`).join(',')
    : undefined
  const most = typeof element.max_files === 'number' ? element.max_files : 10
  return (
    <div className={place.invalid ? 'bk-file-input bk-invalid' : 'bk-file-input'}>
      <button
        type="button"
        className="bk-button bk-large"
        aria-describedby={[place.labelId, place.noteId].filter(Boolean).join(' ') || undefined}
        onClick={() => input.current?.click()}
      >
        Add files
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={kinds}
        multiple={most > 1}
        onChange={({ target }) => setNames([...(target.files ?? [])].slice(0, most).map((file) => file.name))}
      />
      {names.map((name) => (
        <div key={name} className="bk-small">
          {name}
        </div>
      ))}
    </div>
  )
}
