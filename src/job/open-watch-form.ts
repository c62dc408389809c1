import { noticeView } from '../message/notice-view.ts'
import type { Message } from '../message/message.ts'
import { nothingToDoMessage, staleButtonMessage } from '../message/short-messages.ts'
import { watchEditView } from '../message/watch-edit-form.ts'
import { NEW_WATCH, OPEN_WATCH, watchFormView } from '../message/watch-form.ts'
import { watchRefusedMessage } from '../message/watch-refused.ts'
import { sayWatch } from '../watch/say-watch.ts'
import type { Asked } from './asked.ts'
import type { ClickJob } from './job.ts'
import { toldHere } from './mask-outside.ts'
import { mayChangeWatch } from './may-change-watch.ts'
import type { ReplyDeps } from './reply-deps.ts'
import { FORM_OF, WATCH } from './watching.ts'

/**
 * A click that opens the form of a watch: empty, or filled with the watch of the token, to whoever may change it. Undefined
 * for every other click.
 */
export async function openWatchForm(
  job: ClickJob,
  deps: Pick<ReplyDeps, 'outbox' | 'carrier' | 'whole' | 'watching' | 'authorize' | 'now'>,
): Promise<Asked | undefined> {
  if (job.action !== OPEN_WATCH) return undefined
  const { asker, venue, view } = job
  const { outbox, carrier, watching, authorize, now } = deps
  const deed = 'watch-form'
  if (watching === undefined)
    return { deed, outcome: 'refused', sent: await say(nothingToDoMessage('This bot keeps no watches.')) }
  if (view === undefined) {
    const sent = await say(
      nothingToDoMessage('Slack did not open the form. /whodid help watch shows what can be typed.'),
    )
    return { deed, outcome: 'shown', sent }
  }
  const place = { channel: venue.channel, thread: venue.thread }
  if (job.value === NEW_WATCH) {
    const channel = /^[CDG]/.test(venue.channel) ? venue.channel : undefined
    return { deed, outcome: 'shown', sent: await outbox.showView(view, { ...watchFormView(channel), venue: place }) }
  }
  const words = (await carrier.read(asker.team, job.token)) ?? ''
  if (!words.startsWith(WATCH)) return { deed, outcome: 'stale', sent: await say(staleButtonMessage()) }
  const id = words.slice(WATCH.length)
  const may = await mayChangeWatch(job, id, { watching, authorize })
  if (may.kind === 'refused')
    return { deed, outcome: 'refused', sent: await say(watchRefusedMessage(may.why, may.more)), ...may.audited }
  const token = (await carrier.carry(asker.team, `${FORM_OF}${id} ${may.version}`)) ?? ''
  const told = await toldHere(job, deps)
  const sent = await told.outbox.showView(view, { ...watchEditView(may.watch, token, now()), venue: place })
  return { deed, outcome: 'shown', sent, rights: may.rights, question: sayWatch(may.watch) }

  function say(message: Message) {
    return view === undefined ? outbox.whisper(venue, asker, message) : outbox.showView(view, noticeView(message))
  }
}
