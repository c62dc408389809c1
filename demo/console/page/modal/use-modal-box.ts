import { useEffect, useRef, type RefObject } from 'react'

/** The browser's own modal dialog; Escape asks to close it, and the app decides what is shown then. */
export function useModalBox(close: () => void): RefObject<HTMLDialogElement | null> {
  const box = useRef<HTMLDialogElement>(null)
  const latest = useRef(close)
  useEffect(() => {
    latest.current = close
  })
  useEffect(() => {
    const element = box.current
    if (element === null) return undefined
    element.showModal()
    element.querySelector<HTMLElement>('.modal-body :is(input, textarea, select, [role=combobox])')?.focus()
    const cancel = (event: Event): void => {
      event.preventDefault()
      latest.current()
    }
    element.addEventListener('cancel', cancel)
    return () => {
      element.removeEventListener('cancel', cancel)
      element.close()
    }
  }, [])
  return box
}
