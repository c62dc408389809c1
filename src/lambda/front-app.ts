import type { Log } from '../lib/log.ts'
import type { Processing } from '../slack/deliver.ts'
import { notTaken } from '../slack/not-taken.ts'
import type { Sent } from '../queues/sqs.ts'
import type { Instant } from '../lib/instant.ts'

export type FrontApp = {
  /** Resolves when what Slack sent is safe. */
  readonly put: (sent: Sent) => Promise<void>
  readonly now: () => Instant
  readonly log: Log
  /** Takes what Slack wants more for than an ack: clicks, forms, menus, and the command alone. Loaded when the first comes. */
  readonly interactions: () => Promise<Processing>
}

/**
 * In the place of Bolt's App while Slack waits: a command with words or an event is queued as Slack sent it, to be read by the
 * worker, and that is all. Whatever else needs an answer is handed on.
 */
export function makeFrontApp({ put, now, log, interactions }: FrontApp): Processing {
  return {
    async processEvent(received) {
      const { body, ack } = received
      const isCommand = typeof body.command === 'string'
      const isEvent = body.type === 'event_callback' && typeof body.event === 'object'
      if (!isCommand && !isEvent) return (await interactions()).processEvent(received)
      // Without words it is a form that is asked for, which Slack opens within three seconds or not at all.
      if (isCommand && String(body.text ?? '').trim() === '') {
        const opens = await interactions().catch((error: unknown) => {
          log.error({ err: error }, 'a form could not be opened')
        })
        if (opens !== undefined) return opens.processEvent(received)
      }
      try {
        await put({ kind: 'sent', at: now(), body })
      } catch (error) {
        const key = isCommand ? `command:${String(body.trigger_id)}` : `event:${String(body.event_id)}`
        log.error({ key, err: error }, 'what Slack sent could not be queued')
        // An event is sent again by Slack where it isn't acknowledged; a command is not.
        if (isEvent) throw error
        return ack({ response_type: 'ephemeral', text: notTaken(key) })
      }
      await ack()
    },
  }
}
