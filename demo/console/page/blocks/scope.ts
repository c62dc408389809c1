import { createContext, useContext } from 'react'
import type { Json } from '../../../slack/record.ts'
import type { FormValue, Look, Options } from './props.ts'

/** What every block and element can ask of the blocks around it. */
export type Scope = {
  readonly look: Look
  readonly surface: 'message' | 'modal' | 'home'
  readonly errors: Readonly<Record<string, string>>
  /** What an element holds now. */
  readonly held: (place: Place, element: Json) => FormValue
  /** A value was chosen or typed. Outside of an input the app hears of it, after the person was asked if it wants that. */
  readonly choose: (place: Place, element: Json, value: FormValue) => void
  /** Something is typed that is not finished: kept, and not told to the app. */
  readonly type: (place: Place, element: Json, value: FormValue) => void
  /** A button was pressed; `done` happens once the person has confirmed. */
  readonly press: (place: Place, element: Json, value: FormValue | undefined, done?: () => void) => void
  readonly suggest: (actionId: string, typed: string) => Promise<Options>
}

/** Where an element is. */
export type Place = {
  readonly blockId: string
  /** Within an input block: kept until the form is sent, unless the block dispatches. */
  readonly silent: boolean
  /** Of the words that name the element, and of those that tell more about it. */
  readonly labelId?: string
  readonly noteId?: string
  readonly invalid?: boolean
  readonly required?: boolean
}

export const ScopeContext = createContext<Scope | undefined>(undefined)

export function useScope(): Scope {
  const scope = useContext(ScopeContext)
  if (scope === undefined) throw new Error('an element is shown outside of <Blocks>')
  return scope
}
