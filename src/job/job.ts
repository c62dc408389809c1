import type { Instant } from '../lib/instant.ts'
import type { Rest } from './rest.ts'

/** The person who asks, as Slack knows them. */
export type Asker = {
  /** The workspace that the bot was spoken to in, as rows call it: `spellWorkspace`. Not always the person's own. */
  readonly team: string
  readonly person: string
  /** The workspace the person belongs to, by its id, where Slack says so. */
  readonly home?: string | undefined
}

/** Where an answer goes. */
export type Venue = {
  readonly channel: string
  /** The thread to answer in, where the question was asked in one. */
  readonly thread: string | undefined
  /** Slack's response_url: five uses within thirty minutes; only for replies to the asker alone. */
  readonly responseUrl: string | undefined
}

type Work = {
  /** Made from the id Slack gave the command, click or event. The same work has the same key however often it arrives. */
  readonly key: string
  /** When it was asked: windows are frozen to this instant, not to when the job is done. */
  readonly askedAt: Instant
  readonly asker: Asker
  readonly venue: Venue
}

/** Words that someone typed, or that a button stands for. */
export type AskJob = Work & {
  readonly kind: 'ask'
  /** What was typed after /whodid or the mention. */
  readonly words: string
  /** A mention in a thread: words may read on from what the thread asked. */
  readonly followUp?: boolean | undefined
  /** What an earlier job did not come to: only these places are looked in. */
  readonly rest?: Rest | undefined
}

/** A click on a button, or a choice in a menu, of a message or a view of ours. */
export type ClickJob = Work & {
  readonly kind: 'click'
  /** action_id: what to do. */
  readonly action: string
  /** The button's value or the option that was chosen; '' where there is none. Not to be trusted by itself. */
  readonly value: string
  /** block_id: carries the sealed question. */
  readonly token: string
  /** The message that was clicked; undefined in a view. */
  readonly message: string | undefined
  /** The view that the reply goes into: the one that was clicked, or one opened for this click. */
  readonly view: string | undefined
  /** A click arrives again with another trigger: whoever clicks twice means one. The same for some ten seconds. */
  readonly twice: string
}

/** A form that was sent off. */
export type SubmitJob = Work & {
  readonly kind: 'submit'
  /** callback_id: which form. */
  readonly form: string
  /** private_metadata: what the form was opened with, sealed. */
  readonly token: string
  /** By action_id: what was typed or chosen; several values where several could be chosen. */
  readonly values: { readonly [action: string]: string | readonly string[] | undefined }
  readonly view: string
}

/** A shortcut: on a message (`text` is what it says), or from anywhere. A view was opened for it. */
export type ShortcutJob = Work & {
  readonly kind: 'shortcut'
  readonly shortcut: string
  /** The whole message as Slack gave it: text, blocks, attachments. */
  readonly message: unknown
  readonly view: string | undefined
}

/** Someone looks at the app's Home. */
export type HomeJob = Work & { readonly kind: 'home' }

/** One piece of work, as plain data: it crosses a queue, perhaps twice. */
export type Job = AskJob | ClickJob | SubmitJob | ShortcutJob | HomeJob
