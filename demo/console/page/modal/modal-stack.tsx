import { useState } from 'react'
import type { FormValues } from '../blocks/props.ts'
import { useStanding } from '../standing.ts'
import { Modal } from './modal.tsx'

/** The modals a person has open; the topmost is the one they work in, and the others keep what was typed. */
export function ModalStack() {
  const { held } = useStanding()
  const [values, setValues] = useState<Readonly<Record<string, FormValues>>>({})
  const views = [...held.view.values()]
  const top = views.at(-1)
  if (top === undefined) return null
  return (
    <Modal
      key={top.id}
      seen={top}
      deep={views.length > 1}
      values={values[top.id] ?? {}}
      onValues={(change) => setValues((before) => ({ ...before, [top.id]: change(before[top.id] ?? {}) }))}
    />
  )
}
