import type { App } from '@slack/bolt'
import type { Job } from '../job/job.ts'
import type { Queue, Sent } from '../job/ports.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { makeOnceTaken } from './once-taken.ts'
import { readCommand } from './read-command.ts'
import { readMention } from './read-mention.ts'

export type Door = {
  readonly queue: Queue
  readonly clock: Clock
  readonly log: Log
  readonly botUserId: string
  /** Tells the asker alone that their question was not taken. */
  readonly tell: (job: Job, text: string) => Promise<Sent>
}

export const NOT_TAKEN = 'I could not take this question just now. Please ask it again in a minute.'

/**
 * The door: what Slack sends becomes a Job in the queue, and only then is Slack told that it arrived. Nothing else
 * happens here, since Slack waits three seconds at most.
 */
export function listen(app: App, door: Door): void {
  const { clock, log } = door
  const once = makeOnceTaken(clock)
  const take = (job: Job) => once(job.key, () => door.queue.put(job))

  app.command(/^\//, async ({ body, context, ack }) => {
    const job = readCommand(body, clock.now(), envelopeId(context))
    if (job === undefined) {
      log.warn({}, 'a command without its ids was not taken')
      return ack({ response_type: 'ephemeral', text: NOT_TAKEN })
    }
    try {
      await take(job)
    } catch (error) {
      log.error({ err: error, key: job.key }, 'a command could not be queued')
      return ack({ response_type: 'ephemeral', text: NOT_TAKEN })
    }
    await ack()
  })

  const onMessage = async (body: unknown, context: object) => {
    const job = readMention(body, door.botUserId, clock.now(), envelopeId(context))
    if (job === undefined) return
    try {
      await take(job)
    } catch (error) {
      log.error({ err: error, key: job.key }, 'a mention could not be queued')
      const told = await door.tell(job, NOT_TAKEN)
      // Thrown on, so that Slack isn't told that it arrived, and sends it again.
      if (told.kind !== 'posted') throw error
    }
  }
  app.event('app_mention', async ({ body, context }) => onMessage(body, context))
  app.event('message', async ({ body, context }) => onMessage(body, context))

  // Every click, also on a link button, waits for an ack; so does whatever an older version of the app put somewhere.
  app.action(/.*/, async ({ ack }) => ack())
  app.shortcut(/.*/, async ({ ack }) => ack())
  app.view(/.*/, async ({ ack }) => ack())

  app.error(async (error) => {
    log.error({ err: error }, 'a listener failed')
    throw error
  })
}

function envelopeId(context: object): string | undefined {
  return 'envelopeId' in context && typeof context.envelopeId === 'string' ? context.envelopeId : undefined
}
