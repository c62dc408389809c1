import type { App } from '@slack/bolt'
import type { Front } from '../job/front.ts'
import type { Job } from '../job/job.ts'
import type { Queue, Sent } from '../job/ports.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { OPEN_FORM } from '../message/form-button.ts'
import type { View } from '../message/view.ts'
import { NOT_TAKEN, notTaken } from './not-taken.ts'
import { makeOnceTaken } from './once-taken.ts'
import { readCommand } from './read-command.ts'
import { readClick, readHome, readShortcut, readSubmit, readSuggestion, triggerOf } from './read-interaction.ts'
import { readMention } from './read-mention.ts'
import { readBotUser } from './read-work.ts'
import { readWorkspace, type Spell } from './read-workspace.ts'
import type { Views } from './views.ts'
import type { OpenWorkspace } from './workspaces.ts'

/** As much of Bolt's App as the door needs: where Bolt takes too long to load, a small one will do. */
export type Doorway = Pick<App, 'command' | 'event' | 'action' | 'shortcut' | 'view' | 'options' | 'error'>

export type Door = {
  readonly queue: Queue
  readonly clock: Clock
  readonly log: Log
  /** What rows call the workspace that something came from. */
  readonly spell: Spell
  /** The workspace that something came from; undefined where the bot is not installed there (any more). */
  readonly of: (team: string) => Promise<DoorOf | undefined>
  /** Takes the news that the bot was thrown out somewhere. Rejects where Slack is to send it again. */
  readonly uninstalling?: ((body: unknown) => Promise<unknown>) | undefined
}

/** The door of one workspace. */
export type DoorOf = {
  readonly botUserId: () => Promise<string>
  /** Tells the asker alone that their question was not taken. */
  readonly tell: (job: Job, text: string) => Promise<Sent>
  readonly openView: Views['open']
  readonly front: Front
}

export function makeDoor({ botUserId, outbox }: Pick<OpenWorkspace, 'botUserId' | 'outbox'>, front: Front): DoorOf {
  return {
    botUserId,
    tell: (job, text) => outbox.whisper(job.venue, job.asker, { text, blocks: [] }),
    openView: outbox.openView,
    front,
  }
}

/**
 * The door: what Slack sends becomes a Job in the queue, and only then is Slack told that it arrived. Nothing else
 * happens here, since Slack waits three seconds at most.
 */
export function listen(app: Doorway, door: Door): void {
  const { clock, log, spell } = door
  const onceTaken = makeOnceTaken(clock)
  const once = ({ asker, key }: Job, work: () => Promise<void>) => onceTaken(`${asker.team} ${key}`, work)
  const take = (job: Job) => once(job, () => door.queue.put(job))

  app.command(/^\//, async ({ body, context, ack }) => {
    const job = readCommand(body, clock.now(), envelopeId(context), spell)
    if (job === undefined) {
      log.warn({}, 'a command without its ids was not taken')
      return ack({ response_type: 'ephemeral', text: NOT_TAKEN })
    }
    const here = job.words === '' ? await door.of(job.asker.team) : undefined
    const form = here?.front.waiting(OPEN_FORM)
    const trigger = triggerOf(body)
    if (here !== undefined && form !== undefined && trigger !== undefined) {
      const venue = { channel: job.venue.channel, thread: undefined }
      // Where Slack does not open it in time, there are words: help.
      if ((await here.openView(trigger, { ...form, venue }, false)) !== undefined) return ack()
    }
    try {
      await take(job)
    } catch (error) {
      log.error({ err: error, key: job.key }, 'a command could not be queued')
      return ack({ response_type: 'ephemeral', text: notTaken(job.key) })
    }
    await ack()
  })

  const onEvent = async (job: Job | undefined) => {
    if (job === undefined) return
    try {
      await take(job)
    } catch (error) {
      log.error({ err: error, key: job.key }, 'a mention could not be queued')
      const told = await (await door.of(job.asker.team))?.tell(job, notTaken(job.key))
      // Thrown on, so that Slack isn't told that it arrived, and sends it again.
      if (told?.kind !== 'posted') throw error
    }
  }
  const onMessage = async (body: object, context: object) => {
    const bot = readBotUser(body) ?? (await (await door.of(spell(readWorkspace(body))))?.botUserId()) ?? ''
    await onEvent(readMention(body, bot, clock.now(), envelopeId(context), spell))
  }
  app.event('app_mention', async ({ body, context }) => onMessage(body, context))
  app.event('message', async ({ body, context }) => onMessage(body, context))
  app.event('app_home_opened', async ({ body, context }) =>
    onEvent(readHome(body, clock.now(), envelopeId(context), spell)),
  )

  // By those who installed it. With one token there is nothing to be done about it.
  for (const event of ['app_uninstalled', 'tokens_revoked', 'team_access_revoked']) {
    app.event(event, async ({ body }) => void (await door.uninstalling?.(body)))
  }

  /** A click or shortcut: a view is opened for it where its reply is one, and its id goes with the job. */
  const onInteraction = async (
    job: Job,
    here: DoorOf | undefined,
    view: View | undefined,
    trigger: string | undefined,
    onTop: boolean,
  ) => {
    await once(job, async () => {
      const { venue } = job
      const opened =
        here === undefined || view === undefined || trigger === undefined
          ? undefined
          : await here.openView(trigger, { ...view, venue: { channel: venue.channel, thread: venue.thread } }, onTop)
      const taken = opened !== undefined && 'view' in job ? { ...job, view: opened } : job
      try {
        await door.queue.put(taken)
      } catch (error) {
        log.error({ err: error, key: job.key }, 'a click could not be queued')
        await here?.tell(job, notTaken(job.key))
      }
    })
  }

  // Every click, also on a link button, waits for an ack; so does whatever an older version of the app put somewhere.
  app.action(/.*/, async ({ body, ack }) => {
    const job = readClick(body, clock.now(), spell)
    if (job !== undefined) {
      const here = await door.of(job.asker.team)
      const stopped = (await here?.front.stop(job)) ?? false
      const view = here?.front.waiting(job.action)
      if (!stopped) await onInteraction(job, here, view, triggerOf(body), job.view !== undefined)
    }
    await ack()
  })
  app.shortcut(/.*/, async ({ body, ack }) => {
    const job = readShortcut(body, clock.now(), spell)
    if (job !== undefined) {
      const here = await door.of(job.asker.team)
      await onInteraction(job, here, here?.front.waiting(job.shortcut), triggerOf(body), false)
    }
    await ack()
  })
  app.view(/.*/, async ({ body, ack }) => {
    const job = readSubmit(body, clock.now(), spell)
    if (job === undefined) return ack()
    const errors = (await door.of(job.asker.team))?.front.check(job)
    if (errors !== undefined) return ack({ response_action: 'errors', errors: { ...errors } })
    await take(job)
    await ack({ response_action: 'clear' })
  })
  app.options(/.*/, async ({ body, ack }) => {
    const asked = readSuggestion(body, spell)
    const here = asked && (await door.of(asked.asker.team))
    const offers = asked && here ? await here.front.suggest(asked.asker, asked.action, asked.typed) : []
    await ack({
      options: offers.map(({ text, value }) => ({ text: { type: 'plain_text', text, emoji: false }, value })),
    })
  })

  app.error(async (error) => {
    log.error({ err: error }, 'a listener failed')
    throw error
  })
}

function envelopeId(context: object): string | undefined {
  return 'envelopeId' in context && typeof context.envelopeId === 'string' ? context.envelopeId : undefined
}
