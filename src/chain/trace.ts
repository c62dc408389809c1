import type { Chain, Unseen } from './chain.ts'
import type { Opened } from './opened.ts'

/** What everything that was asked about goes back to. Plain data. */
export type Trace = {
  readonly chains: readonly Chain[]
  /** Only for a question about identities: what they did themselves, and through the sessions they opened. */
  readonly opened: Opened | undefined
  /** Events that were traced. */
  readonly counts: { readonly events: number }
  /** What accounts are called. */
  readonly accounts: readonly { readonly id: string; readonly alias: string | undefined }[]
  readonly asked: { readonly rounds: number; readonly questions: number; readonly searches: number }
  /** Bounds that were met: what lies behind them was not looked at. */
  readonly bounds: readonly Bound[]
  readonly unseen: readonly Unseen[]
  /** In milliseconds: how long before its first use the issue of a session is looked for, and the making of a long-term key. */
  readonly lookBack: { readonly session: number; readonly keyMade: number }
}

export type Bound =
  | { readonly kind: 'hops' | 'rounds' | 'questions'; readonly most: number }
  | { readonly kind: 'chains' | 'actors'; readonly most: number; readonly left: number }
  | { readonly kind: 'cancelled' }
  /** The next round would have cost so many dollars: more than it may cost, or than a budget has left. */
  | { readonly kind: 'cost'; readonly dollars: number; readonly why: 'most' | 'budget' }
