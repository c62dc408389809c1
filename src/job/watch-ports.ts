import type { Event } from '../event/event.ts'
import type { Clock } from '../lib/clock.ts'
import type { Instant } from '../lib/instant.ts'
import type { Log } from '../lib/log.ts'
import type { Message } from '../message/message.ts'
import type { Predicate, Window } from '../question/question.ts'
import type { PartGap } from '../watch/look.ts'
import type { WatchSettings } from '../watch/settings.ts'
import type { WatchStore } from '../watch/store.ts'
import type { LostRight, Root, Sighting, Telling, Watch } from '../watch/watch.ts'
import type { Budget } from './budget.ts'
import type { Posted, Sent } from './ports.ts'

/** Where watches are looked for: one place, as the plan picks it. */
export type WatchPlace = {
  /** The same for as long as it is the same place: the cursor is kept under it. */
  readonly place: string
  /** What limits looking there: the account and Region for event history. */
  readonly budget: string
  /** Whether a watch is looked for there, and its channel may be told what is found there. */
  covers(watch: Watch): boolean
  /** Whether the place checks a predicate by itself, at least as widely as we do. */
  canPush(predicate: Predicate): boolean
  /** How many predicates it is asked for one by one; for more it is asked for everything. */
  readonly asksMost: number
}

export type WatchPage = {
  readonly events: readonly Event[]
  readonly gaps: readonly PartGap[]
  /** Records that could not be read. */
  readonly unreadable: number
  /** Adds to what the look cost, in dollars, where the place is paid for by what is read. */
  readonly dollars?: number | undefined
}

/** Looks in places for watches. Pages read before a failure are kept; a failure ends them with a gap, or throws. */
export type WatchLooks = {
  places(team: string, watches: readonly Watch[]): Promise<readonly WatchPlace[]>
  /** People's questions are being looked for with this budget right now. */
  isBusy(budget: string): boolean
  /** What a look is going to cost, in dollars; 0 where it costs nothing or nobody can tell. */
  estimate?(place: string, ask: Predicate | undefined, window: Window): number
  look(place: string, ask: Predicate | undefined, window: Window, signal: AbortSignal): AsyncIterable<WatchPage>
}

export type TellTo = {
  readonly channel: string
  readonly thread: string | undefined
  /** A reply in a thread that the whole channel has to see. */
  readonly loud?: boolean
}

/** Slack, as far as watches speak to it. */
export type WatchSlack = {
  /**
   * A new message, tried once: no second try where it may have been posted. It carries `key` as its metadata. To a person:
   * their user id stands for the channel.
   */
  post(to: TellTo, message: Message, key: string): Promise<Sent>
  edit(posted: Posted, message: Message): Promise<Sent>
  /** The message with this key, posted at or after an instant; `cannot` where nobody can look. */
  lookBack(to: TellTo, key: string, from: Instant): Promise<Posted | 'absent' | 'cannot'>
}

/**
 * Whether a watch may tell in its channel now: its owner is active and may ask this, the channel is not archived or shared
 * outside, the bot is in it. `unknown` where that can't be found out: nothing is told until it can. May answer from memory
 * for a minute.
 */
export type WatchRights = {
  mayTell(watch: Watch): Promise<'may' | 'unknown' | LostRight>
  /** Whether its channel is told access key ids whole: its owner may see whole records there. */
  showsKeys?(watch: Watch): Promise<boolean>
}

/** How tellings are said. */
export type WatchMessages = {
  telling(
    telling: Telling,
    sightings: readonly Sighting[],
    watches: ReadonlyMap<string, Watch>,
  ): Message | Promise<Message>
  /** The root message again, with what was added since; `opening` are the events that it began with. */
  root(root: Root, opening: readonly Sighting[], watch: Watch | undefined): Message | Promise<Message>
}

export type WatchDeps = {
  readonly store: WatchStore
  readonly looks: WatchLooks
  readonly slack: WatchSlack
  readonly rights: WatchRights
  readonly messages: WatchMessages
  readonly clock: Clock
  readonly log: Log
  readonly settings: WatchSettings
  /** Names this process among others. */
  readonly holder: string
  /** Pays for looks that cost; without it, nobody has to. */
  readonly budget?: Pick<Budget, 'take'> | undefined
}
