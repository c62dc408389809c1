import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { textOf } from '../../../slack/record.ts'
import { openBeside } from './button.tsx'
import type { ElementProps } from './element.tsx'
import { optionsOf } from './given.ts'
import { Popup } from './popup.tsx'
import type { Option } from './props.ts'
import { safeUrl } from './safe-url.ts'
import { useScope } from './scope.ts'
import { plainWords } from './words.tsx'

/** The menu behind three dots. */
export function Overflow({ element, place }: ElementProps): ReactNode {
  const { press } = useScope()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = (): void => {
    setOpen(false)
    button.current?.focus()
  }
  const pick = (option: Option): void => {
    close()
    const url = safeUrl(option.url ?? '')
    press(place, element, option, () => url !== undefined && openBeside(url))
  }
  return (
    <span className="bk-overflow">
      <button
        ref={button}
        type="button"
        className="bk-button bk-dots"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={textOf(element, 'accessibility_label') ?? 'More actions'}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || open) return
          event.preventDefault()
          setOpen(true)
        }}
      >
        <span aria-hidden="true">⋯</span>
      </button>
      {open && (
        <Popup anchor={button} onClose={() => setOpen(false)}>
          <Menu options={optionsOf(element).map((each) => each.option)} onPick={pick} onLeave={close} />
        </Popup>
      )}
    </span>
  )
}

type MenuProps = {
  readonly options: readonly Option[]
  readonly onPick: (option: Option) => void
  readonly onLeave: () => void
}

function Menu({ options, onPick, onLeave }: MenuProps): ReactNode {
  const menu = useRef<HTMLDivElement>(null)
  useEffect(() => menu.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus(), [])
  return (
    <div
      ref={menu}
      className="bk-menu"
      role="menu"
      aria-label="More actions"
      onKeyDown={(event) => walk(event, onLeave)}
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className="bk-menu-item"
          onClick={() => onPick(option)}
        >
          {plainWords(option.text)}
          {option.description !== undefined && <span className="bk-small">{plainWords(option.description)}</span>}
        </button>
      ))}
    </div>
  )
}

/** Arrows go round, Home and End to the ends, Escape and Tab leave. */
function walk(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')]
  const at = items.findIndex((item) => item === document.activeElement)
  const to = new Map([
    ['ArrowDown', at + 1],
    ['ArrowUp', at - 1],
    ['Home', 0],
    ['End', -1],
  ]).get(event.key)
  if (to !== undefined) items.at(to % items.length)?.focus()
  else if (event.key === 'Escape' || event.key === 'Tab') close()
  else return
  event.preventDefault()
  event.stopPropagation()
}
