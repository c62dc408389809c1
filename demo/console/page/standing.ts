import { createContext, useContext } from 'react'
import type { Act } from '../act.ts'
import type { Done, SeenHouse, SeenPerson } from '../seen.ts'
import type { Look } from './blocks/props.ts'
import type { Held } from './held.ts'

/** What every part of the page stands on: who looks, what they see, and how to do something. */
export type Standing = {
  readonly held: Held
  readonly me: SeenPerson
  readonly house: SeenHouse
  readonly look: Look
  /** The workspace's time. */
  readonly now: () => number
  readonly act: (what: Act) => Promise<Done>
  /** Does something of which only trouble is told. */
  readonly just: (what: Act) => void
  /** Tells the person something that is not a message. */
  readonly tell: (said: string) => void
  /** Shows who somebody is. */
  readonly showPerson: (id: string) => void
  readonly becomePerson: (id: string) => void
}

export const StandingContext = createContext<Standing | undefined>(undefined)

export function useStanding(): Standing {
  const standing = useContext(StandingContext)
  if (standing === undefined) throw new Error('nothing to stand on')
  return standing
}
