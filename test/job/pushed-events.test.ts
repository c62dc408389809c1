import { describe, expect, it } from 'vitest'
import type { Event } from '../../src/event/event.ts'
import type { Sources } from '../../src/job/answer-question.ts'
import { makePushedCover } from '../../src/job/pushed-cover.ts'
import { takePushed } from '../../src/job/pushed-events.ts'
import { rememberEvents } from '../../src/job/watch-remember.ts'
import { type Instant, instant } from '../../src/lib/instant.ts'
import type { Place } from '../../src/plan/plan.ts'
import { readQuestion } from '../../src/question/read-question.ts'
import { makeMemoryWatches } from '../../src/stores/memory-watches.ts'
import { WATCH_SETTINGS as settings } from '../../src/watch/settings.ts'
import { makeSighter } from '../../src/watch/sighter.ts'
import type { WatchStore } from '../../src/watch/store.ts'
import type { Watch } from '../../src/watch/watch.ts'
import { pushed } from '../made/pushed.ts'
import { event, record } from '../made/records.ts'

const AT = event().time
const [A, B] = ['111122223333', '444455556666']
const TEAM = 'T00FAKE'
const PLACES: readonly Place[] = [A, B].map((account) => ({
  backend: 'event-history',
  name: `history of ${account}`,
  account,
  region: 'eu-central-1',
}))

describe('pushed events', () => {
  it('are kept for the watches that ask for them, and then may be deleted', async () => {
    const world = await make(['Alice', 'Bob'])

    expect(await world.push([pushed(record())])).toEqual({ done: ['0'], failed: 0 })
    expect(await world.untold()).toEqual([[record().eventID, ['w0']]])
  })

  it.each(['pushed first', 'polled first'])(
    'that are polled too are told once, whichever way came first: %s',
    async (order) => {
      const world = await make(['Alice'])
      const ways = [() => world.push([pushed(record()), pushed(record())]), () => world.poll(event())]
      for (const way of order === 'pushed first' ? ways : ways.toReversed()) await way()

      expect(await world.untold()).toHaveLength(1)
      await world.tell()
      for (const way of ways) await way()
      expect(await world.untold()).toEqual([])
    },
  )

  it('that are the first of their kind stay so when they are polled, and the other way round', async () => {
    for (const order of [0, 1]) {
      const world = await make(['Alice'], { urgency: { kind: 'first' } })
      const ways = [() => world.push([pushed(record())]), () => world.poll(event())]
      for (const way of order === 0 ? ways : ways.toReversed()) await way()

      expect(await world.untold()).toHaveLength(1)
      await world.push([pushed(record({ eventID: 'another' }))])
      expect(await world.untold()).toHaveLength(1)
    }
  })

  it('are only for watches that are looked for in that account and Region', async () => {
    const world = await make(['Alice', `Alice account:${B}`, 'Alice region:eu-west-1'])
    await world.push([pushed(record())])
    expect(await world.untold()).toEqual([[record().eventID, ['w0']]])

    const elsewhere = await make(['Alice'])
    expect(await elsewhere.push([pushed(record({ awsRegion: 'ap-east-1' }))])).toEqual({ done: ['0'], failed: 0 })
    expect(await elsewhere.untold()).toEqual([])
  })

  it('of accounts that nobody named are dropped, as is what is no event, and the log does not repeat what they say', async () => {
    const world = await make(['Alice'])
    const strange = pushed(record({ recipientAccountId: '999999999999' }), { account: '999999999999' })

    expect(await world.push([strange, 'secret words', pushed(record())])).toEqual({ done: ['0', '1', '2'], failed: 0 })
    expect(await world.untold()).toHaveLength(1)
    expect(world.logged.filter(([level]) => level === 'warn')).toHaveLength(2)
    expect(JSON.stringify(world.logged)).not.toMatch(/secret words|999999999999/)
  })

  it('stay in the queue while they cannot be kept; what was dropped does not', async () => {
    const world = await make(['Alice'])
    world.away = () => true

    expect(await world.push([pushed(record()), 'x'])).toEqual({ done: ['1'], failed: 1 })
    world.away = () => false
    expect(await world.push([pushed(record())])).toEqual({ done: ['0'], failed: 0 })
    expect(await world.untold()).toHaveLength(1)
  })

  it('that cannot be kept do not keep the others back', async () => {
    const world = await make(['Alice'])
    world.away = (keys) => keys.includes('bad')

    expect(await world.push(['a', 'bad', 'c'].map((eventID) => pushed(record({ eventID }))))).toEqual({
      done: ['0', '2'],
      failed: 1,
    })
    expect((await world.untold()).map(([key]) => key)).toEqual(['a', 'c'])
  })

  it('that waited for us are not late; that AWS pushed late are', async () => {
    const world = await make(['Alice'])
    world.now = instant(AT + 10 * settings.lateAfter)
    await world.push([pushed(record({ eventID: 'waited' }))], instant(AT + 60_000))
    await world.push([pushed(record({ eventID: 'late' }))], instant(AT + 2 * settings.lateAfter))

    const late = (await world.sightings()).map((sighting) => [sighting.key, sighting.late] as const)
    expect(Object.fromEntries(late)).toEqual({ late: true, waited: false })
  })
})

async function make(words: readonly string[], more: Partial<Watch> = {}) {
  const world = {
    now: instant(AT + 60_000),
    away: (_keys: readonly string[]) => false,
    logged: [] as (readonly [string, object, string])[],
  }
  const clock = { now: () => world.now }
  const kept = makeMemoryWatches(clock)
  const store: WatchStore = {
    ...kept,
    async remember(team, channel, sightings, until) {
      if (world.away(sightings.map(({ key }) => key))) throw new Error('the store is away')
      return kept.remember(team, channel, sightings, until)
    },
  }
  const write = (level: string) => (data: object, message: string) => void world.logged.push([level, data, message])
  const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  const estate = { accounts: [A, B].map((id) => ({ id, alias: undefined })), places: PLACES }
  const sources = { estate, backends: new Map() } satisfies Sources
  const cover = makePushedCover({ sources: () => sources, now: clock.now, settings })
  const deps = { store, settings, log, clock, cover }
  const watches = words.map((each, at) => ({ ...watchOf(each, `w${at}`), ...more }))
  for (const watch of watches) await store.putWatch(watch, 0)
  const sightings = () => kept.untold(TEAM, 'C0FAKE', 'now', 100)
  return Object.assign(world, {
    push: (bodies: readonly (object | string)[], sentAt?: Instant) =>
      takePushed(
        bodies.map((body, at) => ({
          id: String(at),
          body: typeof body === 'string' ? body : JSON.stringify(body),
          sentAt: sentAt ?? world.now,
        })),
        deps,
      ),
    poll: (polled: Event) => rememberEvents(TEAM, [polled], makeSighter(watches, settings, world.now, false), deps),
    sightings,
    untold: async () => (await sightings()).map(({ key, watches: ids }) => [key, ids] as const),
    tell: async () => {
      const keys = (await sightings()).map(({ key }) => key)
      await kept.move(TEAM, 'C0FAKE', keys, 'told')
    },
  })
}

function watchOf(words: string, id: string): Watch {
  const reading = readQuestion(`watch ${words}`, { now: AT, zone: 'UTC', accounts: [] })
  if (reading.kind !== 'watch') throw new Error(words)
  const { terms } = reading.asked.question
  const own = { team: TEAM, id, channel: 'C0FAKE', owner: 'U0FAKE', since: instant(0), mutes: [] } as const
  return { ...own, terms, urgency: { kind: 'each' } }
}
