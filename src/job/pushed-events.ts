import type { Event } from '../event/event.ts'
import type { Instant } from '../lib/instant.ts'
import { readPushed } from '../watch/read-pushed.ts'
import { makeSighter } from '../watch/sighter.ts'
import type { Watch } from '../watch/watch.ts'
import type { PushedCover } from './pushed-cover.ts'
import type { WatchDeps } from './watch-ports.ts'
import { rememberEvents } from './watch-remember.ts'

/** A message of the queue that EventBridge puts events into. */
export type PushedMessage = {
  /** Names it among those that were received together. */
  readonly id: string
  readonly body: string
  /** When it came into the queue, where that is known. */
  readonly sentAt: Instant | undefined
}

export type PushedDeps = Pick<WatchDeps, 'store' | 'settings' | 'log'> & {
  readonly clock: Pick<WatchDeps['clock'], 'now'>
  readonly cover: PushedCover
}

/**
 * Keeps what pushed events mean to watches. Gives the ids of the messages that may be deleted: what they bring is kept, or they
 * were dropped with a line in the log. The others have to come again. No cursor is moved by this: looks find the same events
 * anew, and both ways together tell them once. Never rejects for one message alone.
 */
export async function takePushed(
  messages: readonly PushedMessage[],
  deps: PushedDeps,
): Promise<{ readonly done: readonly string[]; readonly failed: number }> {
  const { cover, log } = deps
  const done: string[] = []
  const wanted: Brought[] = []
  const refused = new Map<string, string[]>()
  for (const { id, body, sentAt } of messages) {
    const pushed = readPushed(body)
    const why = pushed.kind === 'dropped' ? pushed.why : cover.knows(pushed.event.account) ? undefined : STRANGER
    if (pushed.kind === 'event' && why === undefined) wanted.push({ id, event: pushed.event, sentAt })
    else refused.set(why ?? STRANGER, [...(refused.get(why ?? STRANGER) ?? []), id])
  }
  // Their text stays out of the log: whoever forged it would write there.
  for (const [why, ids] of refused) {
    log.warn({ why, messages: ids.length, first: ids[0] }, 'pushed messages were dropped')
    done.push(...ids)
  }
  const kept = wanted.length === 0 || (await tried(wanted))
  if (kept) done.push(...wanted.map(({ id }) => id))
  // One that cannot be kept must not take the others with it.
  else if (wanted.length > 1) for (const each of wanted) if (await tried([each])) done.push(each.id)
  return { done, failed: messages.length - done.length }

  async function tried(brought: readonly Brought[]): Promise<boolean> {
    try {
      await keep(brought, deps)
      return true
    } catch (error) {
      log.error({ err: error, messages: brought.length, first: brought[0]?.id }, 'pushed events could not be kept')
      return false
    }
  }
}

const STRANGER = 'of an account that is not in the settings'

type Brought = { readonly id: string; readonly event: Event; readonly sentAt: Instant | undefined }

async function keep(brought: readonly Brought[], deps: PushedDeps): Promise<void> {
  const { store, settings, clock, cover } = deps
  // Two Regions of an account may have different watches, and what was late before it was pushed is told as late.
  const alike = Map.groupBy(brought, (each) => `${each.event.account} ${each.event.region} ${wasLate(each, deps)}`)
  for (const team of await store.teams()) {
    const rows = await store.watches(team)
    const watches = rows.map(({ row }) => row).filter(({ ended }) => ended === undefined)
    for (const [first, ...others] of alike.values()) {
      if (first === undefined) continue
      const covering = watches.filter((watch: Watch) => cover.covers(watch, first.event))
      if (covering.length === 0) continue
      const sighter = makeSighter(covering, settings, clock.now(), !wasLate(first, deps))
      const events = [first, ...others].map(({ event }) => event)
      await rememberEvents(team, events, sighter, deps)
    }
  }
}

/** AWS was late, and not we: a message that waited for us in the queue is not late. */
function wasLate({ event, sentAt }: Brought, { clock, settings }: PushedDeps): boolean {
  return (sentAt ?? clock.now()) - event.time > settings.lateAfter
}
