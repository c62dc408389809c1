import type { Progress } from '../find/find.ts'
import type { Instant } from '../lib/instant.ts'
import type { Message } from '../message/message.ts'
import type { Outbox, Sent } from './ports.ts'
import type { Work } from './reply-deps.ts'

/** An answer shorter than this to find is told without saying first that we are looking. */
const QUIET_MS = 1_500
/** Who waits for so long without anything to see is told that it goes on. */
const SILENT_MS = 4_000
/** How often what was found so far is told anew. */
const AGAIN_MS = 2_500

type Telling = {
  /** Shows how far the search is: in the channel once there is something to tell there, to the asker alone before that. */
  progress(progress: Progress): void
  /** The answer: one root message (the one that showed the progress, if any) and the rest in its thread. */
  tell(root: Message, thread: readonly Message[]): Promise<Sent>
  /** Something failed: what was shown of the search must not stand there as if it went on. */
  giveUp(message: Message): Promise<void>
  /** To the asker alone: an empty answer, an error. */
  whisper(message: Message): Promise<Sent>
}

/**
 * Tells one job's answer in Slack. Empty answers, errors and refusals go to the asker alone, so a channel hears of a
 * question only once something was found. Nothing is under way any more once the answer is told: what a function of
 * Lambda leaves behind would be sent when it is called the next time.
 */
export function makeTelling(
  job: Pick<Work, 'key' | 'venue' | 'asker'>,
  outbox: Outbox,
  options: { readonly now: () => Instant; readonly progressMessage: (progress: Progress) => Message },
): Telling {
  const started = options.now()
  const { channel, thread } = job.venue
  let root: Promise<Sent> | undefined
  let shownAt: Instant | undefined
  let whispered: Promise<Sent> | undefined
  let ended = false
  let told = false

  async function edit(progress: Progress): Promise<void> {
    const sent = await root
    if (sent?.kind === 'posted' && !ended) await outbox.edit(sent.posted, options.progressMessage(progress))
  }

  return {
    progress(progress) {
      const now = options.now()
      if (ended || now - started < QUIET_MS) return
      if (progress.events === 0) {
        if (whispered !== undefined || now - started < SILENT_MS) return
        whispered = outbox.whisper(job.venue, job.asker, options.progressMessage(progress))
        return
      }
      if (shownAt !== undefined && now - shownAt < AGAIN_MS) return
      shownAt = now
      if (root === undefined)
        root = outbox.post({ channel, thread }, options.progressMessage(progress), `${job.key}/root`)
      else void edit(progress)
    },

    async tell(message, more) {
      ended = true
      const sent = await post(message, more)
      await whispered
      return sent
    },

    async giveUp(message) {
      ended = true
      const opened = await root
      if (opened?.kind === 'posted' && !told) await outbox.edit(opened.posted, message)
      await whispered
    },

    async whisper(message) {
      ended = true
      // Whoever reads *Looking…* beneath what came of it thinks that it still goes on.
      await whispered
      return outbox.whisper(job.venue, job.asker, message)
    },
  }

  async function post(message: Message, more: readonly Message[]): Promise<Sent> {
    const opened = await root
    const sent =
      opened?.kind === 'posted'
        ? await outbox.edit(opened.posted, message)
        : (opened ?? (await outbox.post({ channel, thread }, message, `${job.key}/root`)))
    if (sent.kind !== 'posted') return sent
    told = true
    for (const [index, reply] of more.entries()) {
      const replied = await outbox.post(
        { channel: sent.posted.channel, thread: thread ?? sent.posted.ts },
        reply,
        `${job.key}/${index}`,
      )
      // Whether it stands there or not, the ones after it are worth having.
      if (replied.kind === 'unposted') return replied
    }
    return sent
  }
}
