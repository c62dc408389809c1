import type { ReactNode } from 'react'
import { textOf, type Json } from '../../../slack/record.ts'
import { Combobox, type Item } from './combobox.tsx'
import type { ElementProps } from './element.tsx'
import { optionsOf, saidIn } from './given.ts'
import type { FormValue, Option } from './props.ts'
import { useScope, type Scope } from './scope.ts'
import { plainWords } from './words.tsx'

type Value = Option | string

/** Every menu: of options, of what the app offers, of people, channels or conversations; of one or of many. */
export function Select({ element, place }: ElementProps): ReactNode {
  const scope = useScope()
  const type = textOf(element, 'type') ?? ''
  const many = type.startsWith('multi_')
  const held = scope.held(place, element)
  const chosen = valuesIn(held).map((value) => itemOf(value, type, scope))
  const most = typeof element.max_selected_items === 'number' ? element.max_selected_items : Infinity
  const placeholder =
    saidIn(element.placeholder) === '' ? defaultPlaceholder(type, many) : plainWords(element.placeholder)
  return (
    <Combobox
      name={placeholder}
      place={place}
      placeholder={placeholder}
      chosen={chosen}
      many={many}
      focus={element.focus_on_load === true}
      look={(typed) => offered(element, typed, scope)}
      onChoose={(items) => {
        if (items.length > most) return
        const values = items.map((item) => item.value)
        scope.choose(place, element, (many ? values : (values[0] ?? null)) as FormValue)
      }}
    />
  )
}

function valuesIn(held: FormValue): readonly Value[] {
  if (held === null || held === '' || typeof held === 'number') return []
  return (Array.isArray(held) ? held : [held]) as readonly Value[]
}

function itemOf(value: Value, type: string, { look }: Scope, group?: string): Item<Value> {
  if (typeof value !== 'string') {
    const note = value.description === undefined ? {} : { note: plainWords(value.description) }
    return { key: value.value, label: plainWords(value.text), value, group, ...note }
  }
  if (type.includes('users') || /^[UW]/u.test(value)) return { key: value, label: look.person(value), value, group }
  return { key: value, label: `#${look.channel(value)}`, value, group }
}

async function offered(element: Json, typed: string, scope: Scope): Promise<readonly Item<Value>[] | undefined> {
  const type = textOf(element, 'type') ?? ''
  const { look } = scope
  if (type.includes('external')) {
    const shortest = typeof element.min_query_length === 'number' ? element.min_query_length : 3
    if (typed.length < shortest) return undefined
    const options = await scope.suggest(textOf(element, 'action_id') ?? '', typed)
    return options.map((option) => itemOf(option, type, scope))
  }
  const items = type.includes('static')
    ? optionsOf(element).map(({ option, group }) => itemOf(option, type, scope, group))
    : [
        ...(type.includes('channels') ? [] : (look.people?.() ?? [])),
        ...(type.includes('users') ? [] : (look.channels?.() ?? [])),
      ].map((id) => itemOf(id, type, scope))
  const wanted = typed.trim().toLowerCase()
  return items.filter((item) => item.label.toLowerCase().includes(wanted))
}

function defaultPlaceholder(type: string, many: boolean): string {
  const what = /users|channels|conversations/u.exec(type)?.[0]
  if (what === undefined) return many ? 'Select options' : 'Select an option'
  const one = what === 'users' ? 'person' : what.slice(0, -1)
  return many ? `Select ${what === 'users' ? 'people' : what}` : `Select a ${one}`
}
