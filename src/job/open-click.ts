import { askFormView } from '../message/ask-form.ts'
import { OPEN_FORM } from '../message/form-button.ts'
import { helpMessage } from '../message/help-message.ts'
import { HOME_HELP } from '../message/home-view.ts'
import { noticeView, waitingView } from '../message/notice-view.ts'
import { nothingToDoMessage } from '../message/short-messages.ts'
import { OPEN_WATCH } from '../message/watch-form.ts'
import type { View } from '../message/view.ts'
import type { Asked } from './asked.ts'
import type { Work } from './reply-deps.ts'
import type { Outbox } from './ports.ts'

/** *Who did this?* on a message: its callback_id. */
export const WHO_DID_THIS = 'open-who'

/** What is opened while Slack waits: the form as it is, for it needs nothing looked up; a word for what does. */
export function openingView(action: string): View | undefined {
  if (action === OPEN_FORM) return askFormView()
  return action === WHO_DID_THIS || action === HOME_HELP || action === OPEN_WATCH ? waitingView() : undefined
}

/** A click that asks nothing and carries no question: the form, or help. Undefined for every other click. */
export async function openClick(
  job: Work & { readonly action: string },
  outbox: Pick<Outbox, 'showView' | 'whisper'>,
): Promise<Asked | undefined> {
  if (job.action === OPEN_FORM) return openForm(job, outbox)
  if (job.action !== HOME_HELP) return undefined
  const help = helpMessage(undefined)
  const sent =
    job.view === undefined
      ? await outbox.whisper(job.venue, job.asker, help)
      : await outbox.showView(job.view, noticeView(help))
  return { outcome: 'help', sent }
}

/** The form was opened as it is when the click came in; if Slack did not open it, there is only words to say so. */
export async function openForm(job: Work, outbox: Pick<Outbox, 'whisper'>): Promise<Asked> {
  if (job.view !== undefined)
    return { outcome: 'shown', sent: { kind: 'posted', posted: { channel: '', ts: job.view } } }
  const message = nothingToDoMessage('Slack did not open the form. /whodid help shows what can be typed in its place.')
  return { outcome: 'shown', sent: await outbox.whisper(job.venue, job.asker, message) }
}
