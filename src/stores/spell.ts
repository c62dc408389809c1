import type { Row, Shelf } from './rows.ts'
import { StoreError } from './store-error.ts'

/** No text is after this, and `spell` leaves none in: what starts with a prefix is before prefix + LAST. */
export const LAST = '\uffff'

const MOST_BYTES = 900

/**
 * A name as databases keep it: as it is, but for NUL and halves of surrogate pairs, which one of them does not take or
 * give back, and for all from there on (emoji, full-width letters), which some put in the order of UTF-8 and some in that
 * of UTF-16. Two names are never spelt the same, and a prefix stays one.
 */
export function spell(name: string): string {
  return name.replace(/[%\0\ud800-\uffff]/g, coded)
}

/** What `spell` made, as it was. */
export function unspell(spelt: string): string {
  return spelt.replace(/%([0-9a-f]+);/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** The names of a shelf as one text. */
export function spellShelf(shelf: Shelf): string {
  return within('shelf', shelf.map(spellName).join('/'))
}

/** The first name of a shelf that `spellShelf` spelt. */
export function teamOf(spelt: string): string {
  return unspell(spelt.split('/', 1)[0] ?? '')
}

/** A name without a slash, so that several can be put together with slashes between them. */
export function spellName(name: string): string {
  return spell(name).replaceAll('/', coded)
}

/** The key and rank of a row that is to be written. Throws where a database would not take them. */
export function spellRow({ key, rank }: Row): { readonly key: string; readonly rank: string | undefined } {
  return {
    key: within('key', spell(key)),
    rank: rank === undefined ? undefined : within('rank', spell(rank)),
  }
}

/** Whether a row can have this key: any text may be asked for. */
export function isKey(key: string): boolean {
  const bytes = Buffer.byteLength(spell(key))
  return bytes > 0 && bytes <= MOST_BYTES
}

/** Whole seconds since 1970, rounded up: the unit in which DynamoDB forgets. */
export function secondsOf(at: number): number {
  return Math.ceil(at / 1000)
}

function coded(character: string): string {
  return `%${character.charCodeAt(0).toString(16)};`
}

function within(what: string, spelt: string): string {
  const bytes = Buffer.byteLength(spelt)
  if (bytes === 0 || bytes > MOST_BYTES) {
    throw new StoreError('too-large', `a ${what} of ${bytes} bytes cannot be kept: 1 to ${MOST_BYTES} are expected`)
  }
  return spelt
}
