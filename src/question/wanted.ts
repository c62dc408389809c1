import { never } from '../lib/never.ts'

/** Formats that events can be exported in. */
export const EXPORT_FORMATS = ['csv', 'jsonl', 'report'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** What an answer can be broken down by. */
export const BREAKDOWNS = ['service', 'session', 'day', 'account', 'region', 'address'] as const
export type Breakdown = (typeof BREAKDOWNS)[number]

/** What is wanted of a question: its answer, or one view of it. */
export type Wanted =
  | { readonly kind: 'answer' }
  /** The events one by one. */
  | { readonly kind: 'events' }
  /** One event in full. */
  | { readonly kind: 'event' }
  | { readonly kind: 'export'; readonly format: ExportFormat }
  /** Who was behind the sessions, and what became of those that were opened. */
  | { readonly kind: 'behind' }
  | { readonly kind: 'by'; readonly value: Breakdown }

/** The words that say it, to be put before those of a question; '' for its answer. */
export function sayWanted(wanted: Wanted): string {
  switch (wanted.kind) {
    case 'answer':
      return ''
    case 'events':
    case 'behind':
      return wanted.kind
    case 'event':
      return 'detail'
    case 'export':
      return `export ${wanted.format}`
    case 'by':
      return `by ${wanted.value}`
    default:
      return never(wanted)
  }
}
