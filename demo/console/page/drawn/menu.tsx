import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { Popup } from '../blocks/popup.tsx'
import type { MenuItem } from './menu-item.ts'

type MenuProps = {
  /** What the button says to a screen reader. */
  readonly name: string
  readonly button: ReactNode
  readonly className?: string
  readonly items: readonly MenuItem[]
}

/** A button with a menu under it: arrows go up and down, Escape closes it and returns to the button. */
export function Menu({ name, button, className = 'plain-button', items }: MenuProps) {
  const [open, setOpen] = useState(false)
  const around = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (open) around.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus()
  }, [open])
  const leave = useCallback(() => setOpen(false), [])
  const close = (): void => {
    setOpen(false)
    opener.current?.focus()
  }
  return (
    <div
      className="menu-around"
      ref={around}
      onKeyDown={(event) => {
        if (!open) return
        if (event.key === 'Escape' || event.key === 'Tab') {
          event.stopPropagation()
          close()
        }
        const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
        if (by === undefined) return
        event.preventDefault()
        const all = [...(around.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
        const at = all.findIndex((each) => each === document.activeElement)
        all[(at + by + all.length) % all.length]?.focus()
      }}
    >
      <button
        ref={opener}
        type="button"
        className={className}
        aria-label={name}
        aria-haspopup="menu"
        aria-expanded={open}
        title={name}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        <Popup anchor={opener} onClose={leave}>
          <div className="menu" role="menu" aria-label={name}>
            {items.map((item, index) => (
              <Item key={index} item={item} done={close} />
            ))}
          </div>
        </Popup>
      )}
    </div>
  )
}

function Item({ item, done }: { readonly item: MenuItem; readonly done: () => void }) {
  if (item.kind === 'line') return <div className="menu-line" role="separator" />
  if (item.kind === 'title')
    return (
      <div className="menu-title" role="presentation">
        {item.label}
      </div>
    )
  return (
    <button
      type="button"
      role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
      {...(item.checked === undefined ? {} : { 'aria-checked': item.checked })}
      tabIndex={-1}
      className="menu-item"
      onClick={() => {
        done()
        item.run()
      }}
    >
      {item.drawn}
      <span className="menu-label">{item.label}</span>
      {item.note !== undefined && <span className="menu-note">{item.note}</span>}
      {item.checked === true && <span aria-hidden="true">✓</span>}
    </button>
  )
}
