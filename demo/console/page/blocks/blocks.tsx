import { useState, type ReactNode } from 'react'
import { isJson, textOf, type Json } from '../../../slack/record.ts'
import { Block } from './block.tsx'
import './blocks.css'
import './controls.css'
import './tables.css'
import './charts.css'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { givenOf, initialOf } from './given.ts'
import { Guard, Unsupported } from './guard.tsx'
import type { BlocksProps, FormValue, FormValues } from './props.ts'
import { ScopeContext, type Place, type Scope } from './scope.ts'

type Asking = { readonly confirm: Json; readonly go: () => void }

/** Blocks as Slack shows them. What is clicked goes to `onAction`, what is filled in to `onValue`. */
export function Blocks(props: BlocksProps): ReactNode {
  const [kept, setKept] = useState<FormValues>({})
  const [asking, setAsking] = useState<Asking>()
  const scope = makeScope(props, kept, setKept, setAsking)
  return (
    <ScopeContext value={scope}>
      <div className={`bk bk-${props.surface}`}>
        {props.blocks.map((block, index) => (
          <Guard key={keyOf(block, index)} block={block}>
            {isJson(block) ? <Block block={block} /> : <Unsupported block={block} />}
          </Guard>
        ))}
        {asking !== undefined && (
          <ConfirmDialog
            confirm={asking.confirm}
            onYes={() => {
              setAsking(undefined)
              asking.go()
            }}
            onNo={() => setAsking(undefined)}
          />
        )}
      </div>
    </ScopeContext>
  )
}

function keyOf(block: unknown, index: number): string {
  return `${index} ${isJson(block) ? textOf(block, 'block_id') : ''}`
}

function makeScope(
  props: BlocksProps,
  kept: FormValues,
  setKept: (change: (before: FormValues) => FormValues) => void,
  setAsking: (asking: Asking) => void,
): Scope {
  const held = (place: Place, element: Json): FormValue => {
    const id = textOf(element, 'action_id') ?? ''
    const given = props.values?.[place.blockId]?.[id]
    if (given !== undefined) return given
    const own = kept[place.blockId]?.[id]
    return own === undefined ? initialOf(element) : own
  }
  const keep = (place: Place, element: Json, value: FormValue): void => {
    const id = textOf(element, 'action_id') ?? ''
    setKept((before) => ({ ...before, [place.blockId]: { ...before[place.blockId], [id]: value } }))
    props.onValue?.(place.blockId, id, value)
  }
  const asked = (element: Json, go: () => void): void => {
    if (isJson(element.confirm)) setAsking({ confirm: element.confirm, go })
    else go()
  }
  return {
    look: props.look,
    surface: props.surface,
    errors: props.errors ?? {},
    held,
    type: keep,
    choose: (place, element, value) =>
      asked(element, () => {
        keep(place, element, value)
        if (!place.silent) props.onAction?.(givenOf(place.blockId, element, value))
      }),
    press: (place, element, value, done) =>
      asked(element, () => {
        props.onAction?.(givenOf(place.blockId, element, value))
        done?.()
      }),
    suggest: (actionId, typed) => props.suggest?.(actionId, typed) ?? Promise.resolve([]),
  }
}
