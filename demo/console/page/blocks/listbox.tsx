import { useEffect, useRef, type ReactNode } from 'react'
import type { Item } from './combobox.tsx'

type Props<Value> = {
  readonly id: string
  readonly name: string
  readonly items: readonly Item<Value>[] | 'looking' | 'short'
  readonly active: number
  readonly chosen: readonly Item<Value>[]
  readonly many: boolean
  readonly onPick: (item: Item<Value>) => void
}

/** What a menu offers. The focus stays in the field above; the active option is told by its id. */
export function Listbox<Value>({ id, name, items, active, chosen, many, onPick }: Props<Value>): ReactNode {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('.bk-active')?.scrollIntoView({ block: 'nearest' })
  }, [active, items])
  const shown = typeof items === 'string' ? [] : items
  return (
    <>
      <div ref={list} id={id} className="bk-options" role="listbox" aria-label={name} aria-multiselectable={many}>
        {shown.map((item, index) => {
          const begins = item.group !== undefined && item.group !== shown[index - 1]?.group
          const has = chosen.some((each) => each.key === item.key)
          return (
            <div key={item.key} role="presentation">
              {begins && (
                <div className="bk-group" role="presentation">
                  {item.group}
                </div>
              )}
              <div
                id={`${id}-${index}`}
                role="option"
                aria-selected={has}
                className={index === active ? 'bk-option bk-active' : 'bk-option'}
                onPointerDown={(event) => event.preventDefault()}
                onClick={(event) => {
                  event.stopPropagation()
                  onPick(item)
                }}
              >
                <span>{item.label}</span>
                {item.note !== undefined && <span className="bk-small">{item.note}</span>}
                {has && (
                  <span className="bk-tick" aria-hidden="true">
                    ✓
                  </span>
                )}
              </div>
            </div>
          )
        })}
      </div>
      <div className="bk-options-note" role="status">
        {noteOf(items)}
      </div>
    </>
  )
}

function noteOf(items: readonly unknown[] | 'looking' | 'short'): string {
  if (items === 'looking') return 'Loading…'
  if (items === 'short') return 'Keep typing…'
  return items.length === 0 ? 'No results' : ''
}
