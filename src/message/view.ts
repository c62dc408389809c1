import type { AnyBlock } from '@slack/types'

/** A modal, or the Home tab. https://docs.slack.dev/surfaces/modals */
export type View = {
  readonly type: 'modal' | 'home'
  /** At most 24 characters; a Home tab has none. */
  readonly title?: string
  readonly blocks: readonly AnyBlock[]
  /** The label of the button that sends a form off; a view without inputs has none. */
  readonly submit?: string
  readonly close?: string
  /** Which form it is; names the handler of what is sent off. */
  readonly form?: string
  /** The question, sealed: comes back with every click and with the form. */
  readonly token?: string
  /** Where answers go that a click in it asks for. */
  readonly venue?: { readonly channel: string; readonly thread: string | undefined }
}
