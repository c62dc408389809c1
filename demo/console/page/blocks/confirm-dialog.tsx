import { useEffect, useId, useRef, type ReactNode } from 'react'
import type { Json } from '../../../slack/record.ts'
import { plainWords, Words } from './words.tsx'

type Props = { readonly confirm: Json; readonly onYes: () => void; readonly onNo: () => void }

/** Asks before something is done. Escape is a no, and the focus goes back to where it was. */
export function ConfirmDialog({ confirm, onYes, onNo }: Props): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()
  useEffect(() => {
    const opened = dialog.current
    opened?.showModal()
    return () => opened?.close()
  }, [])
  const end = (then: () => void): void => {
    dialog.current?.close()
    then()
  }
  const danger = confirm.style === 'danger'
  return (
    <dialog
      ref={dialog}
      className="bk-confirm"
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault()
        end(onNo)
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id={title}>{plainWords(confirm.title)}</h2>
      <div className="bk-confirm-text">
        <Words text={confirm.text} />
      </div>
      <div className="bk-confirm-buttons">
        <button type="button" className="bk-button bk-large" onClick={() => end(onNo)}>
          {plainWords(confirm.deny) || 'Cancel'}
        </button>
        <button
          type="button"
          className={`bk-button bk-large ${danger ? 'bk-button-danger' : 'bk-button-primary'}`}
          onClick={() => end(onYes)}
        >
          {plainWords(confirm.confirm) || 'OK'}
        </button>
      </div>
    </dialog>
  )
}
