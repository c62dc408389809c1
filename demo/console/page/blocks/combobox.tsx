import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Listbox } from './listbox.tsx'
import { Popup } from './popup.tsx'
import type { Place } from './scope.ts'

/** Something that can be chosen. */
export type Item<Value> = {
  readonly key: string
  readonly label: string
  readonly note?: string
  readonly group?: string | undefined
  readonly value: Value
}

type Props<Value> = {
  readonly name: string
  readonly place: Place
  readonly placeholder: string
  /** Chosen already; a menu of one has at most one. */
  readonly chosen: readonly Item<Value>[]
  readonly many?: boolean
  readonly narrow?: boolean
  readonly focus?: boolean
  /** What there is for what was typed; undefined asks to keep typing. */
  readonly look: (typed: string) => Promise<readonly Item<Value>[] | undefined>
  readonly onChoose: (chosen: readonly Item<Value>[]) => void
}

/** A menu that can be typed into. */
export function Combobox<Value>(props: Props<Value>): ReactNode {
  const { name, place, placeholder, chosen, many = false, narrow = false, look, onChoose } = props
  const [typed, setTyped] = useState<string>()
  const [items, setItems] = useState<readonly Item<Value>[] | 'looking' | 'short'>('looking')
  const [active, setActive] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const list = useId()
  const open = typed !== undefined

  const ask = useRef(look)
  ask.current = look
  useEffect(() => {
    if (typed === undefined) return undefined
    let current = true
    setItems('looking')
    const tell = (found: readonly Item<Value>[] | undefined): void => {
      if (!current) return
      setItems(found ?? 'short')
      setActive(0)
    }
    ask.current(typed).then(tell, () => tell([]))
    return () => {
      current = false
    }
  }, [typed])

  const close = (): void => setTyped(undefined)
  const pick = (item: Item<Value> | undefined): void => {
    if (item === undefined) return
    const has = chosen.some((each) => each.key === item.key)
    if (!many) {
      close()
      onChoose([item])
    } else {
      setTyped('')
      onChoose(has ? chosen.filter((each) => each.key !== item.key) : [...chosen, item])
    }
  }
  const remove = (item: Item<Value>): void => {
    onChoose(chosen.filter((each) => each.key !== item.key))
    input.current?.focus()
  }
  const shown = Array.isArray(items) ? (items as readonly Item<Value>[]) : []
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = chosen.at(-1)
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!open) setTyped('')
      else if (shown.length > 0) setActive((active + (event.key === 'ArrowDown' ? 1 : shown.length - 1)) % shown.length)
    } else if (event.key === 'Enter' && open) pick(shown[active])
    else if (event.key === 'Escape' && open) close()
    else if (event.key === 'Backspace' && many && (typed ?? '') === '' && last !== undefined) remove(last)
    else if (event.key === 'Tab') return close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const one = many ? undefined : chosen[0]
  return (
    <div
      ref={box}
      className={`bk-select ${narrow ? 'bk-narrow' : ''} ${place.invalid ? 'bk-invalid' : ''}`}
      onClick={() => input.current?.focus()}
    >
      {many &&
        chosen.map((item) => (
          <span key={item.key} className="bk-token">
            <span>{item.label}</span>
            <button type="button" aria-label={`Remove ${item.label}`} onClick={() => remove(item)}>
              <span aria-hidden="true">×</span>
            </button>
          </span>
        ))}
      <input
        ref={input}
        role="combobox"
        aria-label={place.labelId === undefined ? name : undefined}
        aria-labelledby={place.labelId}
        aria-describedby={place.noteId}
        aria-invalid={place.invalid}
        aria-required={place.required}
        aria-expanded={open}
        aria-controls={open ? list : undefined}
        aria-autocomplete="list"
        aria-activedescendant={open && shown.length > 0 ? `${list}-${active}` : undefined}
        autoComplete="off"
        autoFocus={props.focus}
        spellCheck={false}
        placeholder={one?.label ?? (many && chosen.length > 0 ? '' : placeholder)}
        className={one !== undefined && open ? 'bk-select-was' : undefined}
        value={typed ?? one?.label ?? ''}
        onChange={(event) => setTyped(event.target.value)}
        onClick={() => setTyped(typed ?? '')}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      <span className="bk-chevron" aria-hidden="true" />
      {open && (
        <Popup anchor={box} onClose={close} wide>
          <Listbox id={list} name={name} items={items} active={active} chosen={chosen} many={many} onPick={pick} />
        </Popup>
      )}
    </div>
  )
}
