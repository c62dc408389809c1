import type { Message } from '../message/message.ts'
import { nothingToDoMessage, staleButtonMessage } from '../message/short-messages.ts'
import { WATCH_EDIT, WATCH_NEW } from '../message/watch-form.ts'
import { unmaskKeys } from '../policy/mask-keys.ts'
import { checkWatchEdit } from '../question/check-watch-edit.ts'
import { checkWatchForm } from '../question/check-watch-form.ts'
import { sayTerms } from '../watch/say-terms.ts'
import type { Watch } from '../watch/watch.ts'
import { ask } from './ask.ts'
import type { Asked } from './asked.ts'
import { editWatch } from './edit-watch.ts'
import type { SubmitJob } from './job.ts'
import { toldHere } from './mask-outside.ts'
import type { ReplyDeps } from './reply-deps.ts'
import { FORM_OF } from './watching.ts'

/**
 * The form of a watch was sent off: a new one is set as if its command had been typed in the channel it chose; another is
 * changed. Undefined for every other form.
 */
export async function submitWatch(job: SubmitJob, deps: ReplyDeps, signal: AbortSignal): Promise<Asked | undefined> {
  if (job.form !== WATCH_NEW && job.form !== WATCH_EDIT) return undefined
  const { watching } = deps
  if (watching === undefined) return unclear(nothingToDoMessage('This bot keeps no watches.'))
  const { zone } = await deps.people.look(job.asker)
  const context = { now: job.askedAt, zone, accounts: deps.sources.estate.accounts }
  if (job.form === WATCH_NEW) {
    const checked = checkWatchForm(job.values, context)
    if (checked.kind === 'wrong') return wrong(checked.errors)
    const { key, askedAt, asker } = job
    const venue = { channel: checked.channel, thread: undefined, responseUrl: undefined }
    return ask({ kind: 'ask', key, askedAt, asker, venue, words: checked.words }, deps, signal)
  }
  const words = (await deps.carrier.read(job.asker.team, job.token)) ?? ''
  const [, id, version] = words.startsWith(FORM_OF) ? (/^(w-\w+) (\d+)$/.exec(words.slice(FORM_OF.length)) ?? []) : []
  if (id === undefined) return unclear(staleButtonMessage())
  const kept = await watching.store.watch(job.asker.team, id)
  const checked = checkWatchEdit(unmasked(job.values, kept?.row), context)
  if (checked.kind === 'wrong') return wrong(checked.errors)
  return editWatch(
    { ...job, view: undefined },
    { id, version: Number(version), edit: checked.edit },
    { ...(await toldHere(job, deps)), watching },
    signal,
  )

  function wrong(errors: Readonly<Record<string, string | undefined>>): Promise<Asked> {
    const [why = ''] = Object.values(errors)
    return unclear(nothingToDoMessage(why))
  }

  async function unclear(message: Message): Promise<Asked> {
    return { deed: 'watch-form', outcome: 'unclear', sent: await deps.outbox.whisper(job.venue, job.asker, message) }
  }
}

/** The form shows keys masked to whoever may not see them whole: sent off again, they are those of the watch. */
function unmasked(values: SubmitJob['values'], watch: Watch | undefined): SubmitJob['values'] {
  if (watch === undefined) return values
  const known = [watch.terms, ...watch.mutes].map((terms) => sayTerms(terms)).join('\n')
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? unmaskKeys(value, known) : value]),
  )
}
