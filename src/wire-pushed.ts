import { makePushedCover } from './job/pushed-cover.ts'
import { type PushedMessage, takePushed } from './job/pushed-events.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import { WATCH_SETTINGS as settings } from './watch/settings.ts'
import type { JobsOpen } from './wire-jobs.ts'

export type TakePushed = (messages: readonly PushedMessage[]) => ReturnType<typeof takePushed>

/** Takes pushed events for the watches of this bot, whichever way its messages come. */
export function makeTakePushed(
  { open, store }: Pick<JobsOpen, 'open' | 'store'>,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): TakePushed {
  const cover = makePushedCover({ sources: () => open.sources, now: () => clock.now(), settings })
  return (messages) => takePushed(messages, { store: store.watches, settings, log, clock, cover })
}
