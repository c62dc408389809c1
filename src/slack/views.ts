import type { WebClient } from '@slack/web-api'
import type { Asker } from '../job/job.ts'
import type { Sent } from '../job/ports.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { within } from '../lib/within.ts'
import { validateView } from '../message/validate-view.ts'
import type { View } from '../message/view.ts'
import { classify } from './classify.ts'
import { send } from './send.ts'
import { makeViewPayload } from './view-payload.ts'

export type Views = {
  /**
   * Opens a view for a click, on top of the one that was clicked where there is one; its id, or undefined where Slack did
   * not open it in time. A trigger lasts three seconds, and the ack has to leave within them too.
   */
  open(trigger: string, view: View, onTop: boolean): Promise<string | undefined>
  show(viewId: string, view: View): Promise<Sent>
  home(asker: Asker, view: View): Promise<Sent>
}

const OPEN_WITHIN_MS = 1_800

/** Modals and the Home tab. https://docs.slack.dev/surfaces/modals */
export function makeViews(client: WebClient, clock: Clock, log: Log, maxWaitMs: number): Views {
  return {
    async open(trigger, view, onTop) {
      try {
        const options = { trigger_id: trigger, view: makeViewPayload(checked(view)) }
        const opening = onTop ? client.views.push(options) : client.views.open(options)
        // A view that opens later than this stays as it is: the reply goes to the thread or the asker.
        const reply = await within(opening, OPEN_WITHIN_MS)
        return reply?.view?.id
      } catch (error) {
        log.warn({ sent: classify(error) }, 'a view could not be opened')
        return undefined
      }
    },
    show: (viewId, view) =>
      said(async () => {
        const reply = await client.views.update({ view_id: viewId, view: makeViewPayload(checked(view)) })
        return { channel: '', ts: reply.view?.id ?? viewId }
      }),
    home: ({ person }, view) =>
      said(async () => {
        const reply = await client.views.publish({ user_id: person, view: makeViewPayload(checked(view)) })
        return { channel: person, ts: reply.view?.id ?? '' }
      }),
  }

  async function said(call: () => Promise<{ channel: string; ts: string }>): Promise<Sent> {
    const { sent } = await send(call, { clock, maxWaitMs, repeatable: true })
    if (sent.kind !== 'posted') log.warn({ sent }, 'a view could not be shown')
    return sent
  }

  /** A view that Slack would refuse is a defect of ours: logged, and sent as far as it goes. */
  function checked(view: View): View {
    const errors = validateView(makeViewPayload(view))
    if (errors.length === 0) return view
    log.error({ errors: errors.slice(0, 5) }, 'a view is not valid, showing a word in its place')
    const text = {
      type: 'plain_text',
      text: 'This cannot be shown here: a defect of whodid’s. The log says more.',
    } as const
    return { type: view.type, title: 'whodid', blocks: [{ type: 'section', text }] }
  }
}
