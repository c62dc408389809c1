import { MORE_ACTION } from '../message/answer-buttons.ts'
import type { Message } from '../message/message.ts'
import { askedMessage, staleButtonMessage } from '../message/short-messages.ts'
import { noticeView } from '../message/notice-view.ts'
import { actionWords } from '../question/action-words.ts'
import { readQuestion } from '../question/read-question.ts'
import type { Asked } from './asked.ts'
import { eventClick } from './event-click.ts'
import type { ClickJob } from './job.ts'
import { openClick } from './open-click.ts'
import { openWatchForm } from './open-watch-form.ts'
import { reply } from './reply.ts'
import type { ReplyDeps } from './reply-deps.ts'
import { watchClick } from './watch-click.ts'

/**
 * A click: what it asks is the sealed question of its message, changed as the button says. Nothing else of the click is
 * believed. What is asked is asked as if whoever clicked had typed it.
 */
export async function click(job: ClickJob, deps: ReplyDeps, signal: AbortSignal): Promise<Asked> {
  const opened = await openClick(job, deps.outbox)
  if (opened !== undefined) return opened
  const form = await openWatchForm(job, deps)
  if (form !== undefined) return form
  const words = await deps.carrier.read(job.asker.team, job.token)
  if (words === undefined) return { outcome: 'stale', sent: await say(staleButtonMessage()) }
  const asker = await deps.people.look(job.asker)
  const context = {
    now: job.askedAt,
    zone: asker.zone,
    accounts: deps.sources.estate.accounts,
    defaultWindowMs: deps.defaultWindowMs,
  }
  const changed = await watchClick(job, words, context, deps.watching)
  if (changed !== undefined) return reply(job, changed, deps, signal)
  const chosen = job.action === MORE_ACTION ? await deps.carrier.read(job.asker.team, job.value) : undefined
  if (chosen !== undefined) return reply(job, readQuestion(chosen, context), deps, signal)
  const action = job.action === MORE_ACTION ? job.value : job.action
  const before = readQuestion(words, context)
  const event = before.kind === 'understood' ? eventClick(job, before) : undefined
  if (event !== undefined) return reply({ ...job, clicked: event.clicked }, event.reading, deps, signal)
  if (before.kind === 'understood' && action === 'watch')
    return reply(job, { kind: 'watch', asked: before, urgency: { kind: 'each' } }, deps, signal)
  if (before.kind === 'understood' && action === 'widen') return reply({ ...job, widen: true }, before, deps, signal)
  const wanted = before.kind === 'understood' ? actionWords(action, before, job.askedAt) : undefined
  if (wanted === undefined) return { outcome: 'stale', sent: await say(staleButtonMessage()) }
  const reading = readQuestion(wanted, context)
  const isModal = job.view !== undefined && isPlace(job.venue.channel)
  if (isModal && reading.kind === 'understood' && reading.wanted.kind !== 'events') await say(askedMessage())
  return reply({ ...job, approved: action === 'run' }, reading, deps, signal)

  function say(message: Message) {
    if (job.view !== undefined) return deps.outbox.showView(job.view, noticeView(message))
    return deps.outbox.whisper(job.venue, job.asker, message)
  }
}

/** A modal knows the channel it was opened in; the Home tab answers to the person. */
function isPlace(channel: string): boolean {
  return /^[CDG]/.test(channel)
}
