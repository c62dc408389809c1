import type { Event } from '../../../src/event/event.ts'
import { standsOut } from '../../../src/event/stands-out.ts'
import { holdsAll } from '../../../src/question/holds.ts'
import type { WatchStore } from '../../../src/watch/store.ts'
import type { Telling, Watch } from '../../../src/watch/watch.ts'
import { type Faults, type Scenario, TEAM } from './scenario.ts'
import type { Landed, SimSlack } from './slack.ts'
import type { Timeline } from './timeline.ts'

/** What was wrong in a run, in words. */
export type Findings = readonly string[]

/** A right that was lost so long ago is known to everyone: a message is checked, written down and sent within it. */
const RIGHTS_KNOWN_MS = 45_000

/** Watches over a run, from outside: it knows what happened, what Slack has, and what the store says. */
export function makeChecks(scenario: Scenario, store: WatchStore, world: SimSlack, time: Timeline, faults: Faults) {
  const wrong: string[] = []
  const lookBegan = new Map<string, number>()
  const matchers = new Map<string, (event: Event) => boolean>()
  const { slack } = world
  const post = slack.post.bind(slack)
  Object.assign(world.slack, { post: watchedPost })
  return { watching, finish }

  function asksFor(watch: Watch, event: Event): boolean {
    const known = matchers.get(watch.id) ?? holdsAll(watch.terms)
    matchers.set(watch.id, known)
    if (event.actor === undefined || !known(event) || event.time < watch.since) return false
    if (watch.urgency.kind === 'stands-out' && standsOut(event).length === 0) return false
    return !watch.mutes.some((terms) => holdsAll(terms)(event))
  }

  /** A cursor that moves must not pass what could be found when its look began, and is not kept. */
  function watching(real: WatchStore, holder: string): WatchStore {
    return {
      ...real,
      lease: async (team, name, by, now, until) => {
        const began = time.now()
        const taken = await real.lease(team, name, by, now, until)
        if (taken) lookBegan.set(`${holder} ${name}`, began)
        return taken
      },
      putCursor: async (cursor, was) => {
        const before = (await real.cursor(cursor.team, cursor.place))?.row
        const done = await real.putCursor(cursor, was)
        if (!done || before === undefined) return done
        if (cursor.to < before.to) wrong.push(`the cursor of ${cursor.place} went back`)
        const began = lookBegan.get(`${holder} look ${cursor.place}`) ?? 0
        const watches = (await real.watches(TEAM)).map(({ row }) => row)
        for (const { event, visibleAt, places } of scenario.happenings) {
          if (event.time < before.to || event.time >= cursor.to || visibleAt > began - faults.skew) continue
          if (!places.includes(cursor.place)) continue
          for (const watch of watches) {
            const isOld =
              watch.since < began - faults.skew && watch.urgency.kind !== 'first' && watch.ended === undefined
            if (!isOld || !asksFor(watch, event)) continue
            const kept = await real.sightings(TEAM, watch.channel, [event.sharedId ?? event.id])
            if (kept.length === 0) wrong.push(`the cursor of ${cursor.place} passed ${event.id}, which is not kept`)
          }
        }
        return done
      },
    }
  }

  async function watchedPost(...asked: Parameters<typeof post>): ReturnType<typeof post> {
    const [{ channel }, message, key] = asked
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the simulation says is a telling
    const { content } = JSON.parse(message.text) as Telling
    const owner = content.kind === 'events' ? (await store.watch(TEAM, content.watch))?.row.owner : undefined
    for (const who of [channel, owner]) {
      const lost = who === undefined || (who === channel && who.startsWith('U')) ? undefined : world.lost.get(who)
      if (lost === undefined || lost.archived || lost.since > time.now() - RIGHTS_KNOWN_MS) continue
      wrong.push(`${key} was sent to ${channel} although ${who} had lost the right`)
    }
    return post(...asked)
  }

  async function finish(): Promise<Findings> {
    const watches = (await store.watches(TEAM)).map(({ row }) => row)
    const byChannel = new Map<string, Map<string, Landed>>()
    const posts = new Map<string, Landed>()
    for (const message of world.landed) {
      const { telling } = message
      const before = posts.get(message.key)
      if (before !== undefined && !telling.perhapsRepeated) wrong.push(`${message.key} was posted twice`)
      posts.set(message.key, message)
      if (telling.content.kind === 'notice') continue
      const told = byChannel.get(message.channel) ?? new Map<string, Landed>()
      byChannel.set(message.channel, told)
      for (const key of telling.content.keys) {
        const earlier = told.get(key)
        if (earlier !== undefined && earlier.key !== message.key)
          wrong.push(`${key} was told twice in ${message.channel}`)
        told.set(key, message)
      }
      if (before === undefined) await checkOrder(message)
    }
    for (const { event, visibleAt } of scenario.happenings) {
      if (visibleAt > scenario.end - 27 * 3_600_000) continue
      for (const watch of watches) {
        if (watch.ended !== undefined || watch.urgency.kind === 'first' || !asksFor(watch, event)) continue
        const isTold = byChannel.get(watch.channel)?.has(event.sharedId ?? event.id) === true
        if (!isTold)
          wrong.push(`${event.id} was never told in ${watch.channel} for ${watch.id} (${watch.urgency.kind})`)
      }
    }
    checkFirsts(watches, byChannel)
    await checkRoots()
    checkNotices()
    checkPace()
    return wrong
  }

  /** Within a message by time; within a thread what was seen first is told first, unless it stands out or was held. */
  async function checkOrder({ channel, telling }: Landed): Promise<void> {
    if (telling.content.kind === 'notice') return
    const sightings = await store.sightings(TEAM, channel, telling.content.keys)
    const times = new Map(sightings.map(({ key, time: at }) => [key, at]))
    const said = telling.content.keys.map((key) => times.get(key) ?? 0)
    if (said.some((at, index) => at < (said[index - 1] ?? 0))) wrong.push(`${telling.key} is not in order`)
  }

  /** Each first time is told once, whatever else was told. */
  function checkFirsts(watches: readonly Watch[], byChannel: ReadonlyMap<string, ReadonlyMap<string, Landed>>): void {
    for (const watch of watches) {
      if (watch.urgency.kind !== 'first' || watch.ended !== undefined) continue
      const others = watches.filter(({ channel, id }) => channel === watch.channel && id !== watch.id)
      const isAlone = others.length === 0 && !faults.people
      const sorts = Map.groupBy(
        scenario.happenings.filter(({ event }) => asksFor(watch, event)),
        ({ event }) => `${event.actor.name} ${event.name}`,
      )
      for (const [sort, happenings] of sorts) {
        const keys = new Set(happenings.map(({ event }) => event.sharedId ?? event.id))
        const told = [...keys].filter((key) => byChannel.get(watch.channel)?.has(key))
        if (told.length === 0) wrong.push(`the first ${sort} was never told for ${watch.id}`)
        if (isAlone && told.length > 1) wrong.push(`${sort} was told ${told.length} times as a first for ${watch.id}`)
      }
    }
  }

  /** What a root message says in the end is what it and its thread hold. */
  async function checkRoots(): Promise<void> {
    for (const opening of world.landed) {
      const { content } = opening.telling
      if (content.kind !== 'events' || content.root !== undefined) continue
      const thread = world.landed.filter(({ thread: of, channel }) => of === opening.ts && channel === opening.channel)
      const keys = new Set(
        [opening, ...thread].flatMap(({ telling }) => ('keys' in telling.content ? telling.content.keys : [])),
      )
      const shown = world.shown.get(opening.ts) ?? content.keys.length
      if (shown > keys.size) wrong.push(`${opening.key} shows ${shown} of ${keys.size}`)
      const isFaultless = faults.unknown + faults.unposted + faults.store + faults.crash === 0 && !faults.people
      if (isFaultless && shown !== keys.size) wrong.push(`${opening.key} shows ${shown} of ${keys.size}`)
    }
  }

  /** A gap is told once and its end once; a suspension is told its owner once. */
  function checkNotices(): void {
    const seen = new Map<string, string>()
    for (const { key, channel, telling } of world.landed) {
      if (telling.content.kind !== 'notice') continue
      for (const notice of telling.content.notices) {
        const about = JSON.stringify([
          channel,
          notice.kind,
          'place' in notice ? notice.place : 'watch' in notice ? notice.watch : '',
          'since' in notice ? notice.since : notice.at,
        ])
        const before = seen.get(about)
        if (before !== undefined && before !== key) wrong.push(`told twice: ${about}`)
        seen.set(about, key)
      }
    }
  }

  function checkPace(): void {
    if (faults.skew > 0 || faults.freeze > 0) return
    // What owners are told comes from several channels: the outbox keeps its pace.
    const posted = world.landed
      .filter(({ telling }) => telling.to.kind === 'channel')
      .toSorted((a, b) => a.askedAt - b.askedAt)
    for (const [at, message] of posted.entries()) {
      const before = posted.slice(0, at).findLast(({ channel }) => channel === message.channel)
      if (before !== undefined && message.askedAt - before.askedAt < 1_000) {
        wrong.push(`${message.key} came ${message.askedAt - before.askedAt} ms after ${before.key}`)
      }
    }
  }
}
