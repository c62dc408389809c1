import type { Atom } from './time-atoms.ts'
import type { TimeWord } from './time-words.ts'

/** A place in a row of pieces, that moves on as they are taken. */
export class Cursor {
  at = 0
  sawUtc = false
  readonly atoms: readonly Atom[]

  constructor(atoms: readonly Atom[]) {
    this.atoms = atoms
  }

  take<K extends Atom['kind']>(kind: K): Extract<Atom, { kind: K }> | undefined {
    const atom = this.atoms[this.at]
    if (atom?.kind !== kind) return undefined
    this.at++
    return atom as Extract<Atom, { kind: K }>
  }

  takeWord(...words: readonly TimeWord[]): TimeWord | undefined {
    const atom = this.atoms[this.at]
    if (atom?.kind !== 'word' || !words.includes(atom.word)) return undefined
    this.at++
    return atom.word
  }

  /** Runs a reader and goes back to where it was if that finds nothing. */
  attempt<T>(read: () => T | undefined): T | undefined {
    const { at, sawUtc } = this
    const found = read()
    if (found === undefined) {
      this.at = at
      this.sawUtc = sawUtc
    }
    return found
  }
}
