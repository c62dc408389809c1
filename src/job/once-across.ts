import type { Message } from '../message/message.ts'
import { perhapsAgain } from '../message/perhaps-again.ts'
import type { Outbox, Posted, Sent } from './ports.ts'

/** What is written down of the posts of one job, so that they are posted once however often it is begun. */
export type Posts = {
  /** Undefined where it was never tried; `begun` where nobody heard what became of it. */
  post(key: string): Posted | 'begun' | undefined
  /** Resolves when it is safe. Undefined: Slack certainly has nothing of it. */
  note(key: string, post: Posted | 'begun' | undefined): Promise<void>
  /** All that goes to Slack goes through here: it never comes back from there once the job is someone else's. */
  send<T>(work: () => Promise<T>): Promise<T>
  readonly lookBack: (
    venue: { readonly channel: string; readonly thread?: string | undefined },
    key: string,
  ) => Promise<Posted | 'absent' | 'cannot'>
}

/**
 * An outbox for a job that may have been begun before, by a process that is no more. What that one posted is edited in
 * place. Where it isn't known whether it posted, it is looked for; where that can't be seen, it is posted and says so.
 */
export function onceAcross(outbox: Outbox, posts: Posts): Outbox {
  const send = <T>(work: () => Promise<T>) => posts.send(work)
  return {
    post: (venue, message, key) => send(() => post(venue, message, key)),
    edit: (posted, message) => send(() => outbox.edit(posted, message)),
    whisper: (venue, asker, message) => send(() => outbox.whisper(venue, asker, message)),
    showView: (viewId, view) => send(() => outbox.showView(viewId, view)),
    showHome: (asker, view) => send(() => outbox.showHome(asker, view)),
    upload: (venue, files, words, key) => send(() => upload(venue, files, words, key)),
  }

  async function post(venue: Parameters<Outbox['post']>[0], message: Message, key: string): Promise<Sent> {
    const before = posts.post(key)
    if (before === undefined) return begin(key, () => outbox.post(venue, message, key))
    const stands = before === 'begun' ? await posts.lookBack(venue, key) : before
    if (stands === 'cannot') return begin(key, () => outbox.post(venue, perhapsAgain(message), key))
    if (stands === 'absent') return begin(key, () => outbox.post(venue, message, key))
    if (before === 'begun') await posts.note(key, stands)
    return outbox.edit(stands, message)
  }

  /** Files cannot be looked for, nor edited: those that stand stay. */
  async function upload(...[venue, files, words, key]: Parameters<Outbox['upload']>): Promise<Sent> {
    const before = posts.post(key)
    if (before !== undefined && before !== 'begun') return { kind: 'posted', posted: before }
    const said = before === undefined ? words : `${words} (I was restarted: this may stand here twice.)`
    return begin(key, () => outbox.upload(venue, files, said, key))
  }

  async function begin(key: string, work: () => Promise<Sent>): Promise<Sent> {
    await posts.note(key, 'begun')
    const sent = await work()
    if (sent.kind !== 'unknown') await posts.note(key, sent.kind === 'posted' ? sent.posted : undefined)
    return sent
  }
}
