import { useState } from 'react'
import type { SeenView } from '../../seen.ts'
import { Blocks } from '../blocks/blocks.tsx'
import type { FormValue, FormValues, Given } from '../blocks/props.ts'
import { Avatar } from '../drawn/avatar.tsx'
import { Icon } from '../drawn/icon.tsx'
import { givenIn } from '../given-in.ts'
import { useStanding } from '../standing.ts'
import { missingIn, valuesByAction } from './form.ts'
import { useModalBox } from './use-modal-box.ts'
import { wordsOf } from './words-of.ts'

type ModalProps = {
  readonly seen: SeenView
  /** There is another one under it. */
  readonly deep: boolean
  readonly values: FormValues
  readonly onValues: (change: (before: FormValues) => FormValues) => void
}

/** An app's form over the page. What was typed stays when the app changes the form around it. */
export function Modal({ seen, deep, values, onValues }: ModalProps) {
  const { held, house, look, act } = useStanding()
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [trouble, setTrouble] = useState('')
  const [waiting, setWaiting] = useState(false)
  const { view } = seen
  const blocks = Array.isArray(view.blocks) ? (view.blocks as readonly unknown[]) : []
  const title = wordsOf(view.title) ?? house.app
  const submit = wordsOf(view.submit)
  const target = { kind: 'view', id: seen.id } as const
  const close = (): void => void act({ kind: 'close-view' })
  const box = useModalBox(close)

  const change = (blockId: string, actionId: string, value: FormValue): void => {
    onValues((before) => ({ ...before, [blockId]: { ...before[blockId], [actionId]: value } }))
    setErrors(({ [blockId]: _gone, ...others }) => others)
  }
  const send = async (): Promise<void> => {
    const missing = missingIn(blocks, values)
    setErrors(missing)
    setTrouble('')
    if (Object.keys(missing).length > 0) return
    setWaiting(true)
    const done = await act({ kind: 'submit', values: valuesByAction(values) })
    setWaiting(false)
    setErrors(done.errors ?? {})
    if (done.shown !== undefined) setTrouble(done.shown)
  }
  const click = async (given: Given): Promise<void> => {
    const value = givenIn(given)
    const more = value === undefined ? {} : { given: value }
    const done = await act({ kind: 'click', target, action_id: given.action_id, block_id: given.block_id, ...more })
    setTrouble(done.shown ?? '')
  }
  return (
    <dialog ref={box} className="modal" aria-label={title}>
      <form
        className="modal-inside"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <header className="modal-head">
          {deep && (
            <button type="button" className="plain-button" aria-label="Back" onClick={close}>
              <Icon name="back" />
            </button>
          )}
          <Avatar person={held.person.get(house.bot)} size={28} />
          <h2>{title}</h2>
          <button type="button" className="plain-button" aria-label="Close" onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        <div className="modal-body" tabIndex={0} role="region" aria-label={title}>
          {trouble !== '' && (
            <p className="trouble" role="alert">
              <Icon name="warn" size={16} /> We had some trouble connecting. Try again? ({trouble})
            </p>
          )}
          <Blocks
            blocks={blocks}
            surface="modal"
            look={look}
            values={values}
            onValue={change}
            errors={errors}
            onAction={(given) => void click(given)}
            suggest={async (actionId, typed) =>
              ((await act({ kind: 'suggest', target, action_id: actionId, typed })).options ?? []) as never
            }
          />
        </div>
        <footer className="modal-foot">
          <button type="button" className="side-button" onClick={close}>
            {wordsOf(view.close) ?? (submit === undefined ? 'Close' : 'Cancel')}
          </button>
          {submit !== undefined && (
            <button type="submit" className="main-button" aria-disabled={waiting}>
              {waiting ? 'Sending…' : submit}
            </button>
          )}
        </footer>
      </form>
    </dialog>
  )
}
