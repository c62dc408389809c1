import type { ReactNode } from 'react'

/** A line of a menu: something to do, a title over some, or a line between them. */
export type MenuItem =
  | {
      readonly kind: 'do'
      readonly label: string
      readonly note?: string
      readonly checked?: boolean
      readonly drawn?: ReactNode
      run(): void
    }
  | { readonly kind: 'title'; readonly label: string }
  | { readonly kind: 'line' }
