import { createHash } from 'node:crypto'

/** How unpleasantly pages are cut. AWS promises none of what is left out here, and none of it may change an answer. */
export type Paging = {
  /** No page has more than these, whatever was asked for. */
  readonly largest?: number
  /** So many of a page's last items come again on the next one. */
  readonly repeats?: number
  /** The items of a page come in no order. */
  readonly shuffles?: boolean
}

/** A test may change it while pages are asked for. */
export type Pages = { current: Paging }

/** How many items a page may have where so many were asked for. */
export function mostOf({ largest = Infinity }: Paging, asked: number): number {
  return Math.min(asked, largest)
}

/** How many of a page's items the next one begins with; at least one item of it is new. */
export function repeatedOf({ repeats = 0 }: Paging, length: number): number {
  return length > repeats ? repeats : 0
}

/** A page as it is handed over. Which order it gets depends on the items alone. */
export function ordered<T>({ shuffles = false }: Paging, items: readonly T[], idOf: (item: T) => string): readonly T[] {
  if (!shuffles) return items
  const keys = new Map(items.map((item) => [item, createHash('sha256').update(idOf(item)).digest('hex')]))
  return items.toSorted((a, b) => ((keys.get(a) ?? '') < (keys.get(b) ?? '') ? -1 : 1))
}
