import { expect, it } from 'vitest'
import { markPushed, noticeMisses } from '../../src/job/pushed-misses.ts'
import { type Instant, instant } from '../../src/lib/instant.ts'
import { makeMemoryWatches } from '../../src/stores/memory-watches.ts'
import type { WatchStore } from '../../src/watch/store.ts'
import type { Sighting } from '../../src/watch/watch.ts'
import { event } from '../made/records.ts'

const AT = event().time
const MINUTE = 60_000
const [TEAM, CHANNEL] = ['T00FAKE', 'C0FAKE']

it('an event that looks found, and nobody pushed within ten minutes, is missed, once', async () => {
  const world = make()
  await world.look('a')
  await world.look('a')
  await world.later(9)
  expect(world.missed).toEqual([])
  await world.later(2)
  await world.later(30)

  expect(world.missed).toEqual([1])
  expect(world.logged).toEqual([{ account: '111122223333', region: 'eu-central-1', events: 1 }])
})

it.each([
  ['before it was found', ['push', 'look']],
  ['after it was found', ['look', 'push']],
] as const)('one that was pushed %s is not missed, also where another process took it', async (_, order) => {
  const world = make()
  for (const way of order) await (way === 'look' ? world.look('a') : world.push('a'))
  await world.later(11)

  expect(world.missed).toEqual([])
})

it('one that two channels are told of is missed once', async () => {
  const world = make()
  await world.look('a')
  await world.look('a', {}, 'C1FAKE')
  await world.later(11)

  expect(world.missed).toEqual([1])
})

it('what cannot be pushed, or happened long ago, is not missed', async () => {
  const world = make(({ said }) => said.write)
  await world.look('read', { said: { ...sighting('read').said, write: false } })
  await world.look('old', { time: instant(AT - 2 * 86_400_000) })
  await world.later(11)

  expect(world.missed).toEqual([])
})

it('a store that is away for the marks keeps nothing from being kept', async () => {
  const world = make(undefined, async () => {
    throw new Error('the store is away')
  })
  expect(await world.push('a')).toEqual(['a'])
  expect(await world.look('b')).toEqual(['b'])
  expect(await world.later(11)).toBe(true)
})

function make(mayBePushed: (sighting: Sighting) => boolean = () => true, claimFirst?: WatchStore['claimFirst']) {
  let now: Instant = AT
  let version = 0
  const clock = { now: () => now }
  const memory = makeMemoryWatches(clock)
  const store: WatchStore = { ...memory, ...(claimFirst && { claimFirst }) }
  const missed: number[] = []
  const logged: object[] = []
  const silent = () => undefined
  const telemetry = { job: silent, sent: silent, watchLag: silent, pushMissed: (events: number) => missed.push(events) }
  const log = { debug: silent, info: silent, warn: (data: object) => logged.push(data), error: silent }
  const looked = noticeMisses(store, { telemetry, now: clock.now, log, mayBePushed })
  const pushed = markPushed(store, clock.now)
  const until = instant(AT + 100 * 86_400_000)
  return {
    missed,
    logged,
    look: (key: string, more: Partial<Sighting> = {}, channel = CHANNEL) =>
      looked.remember(TEAM, channel, [{ ...sighting(key), ...more }], until),
    push: (key: string) => pushed.remember(TEAM, CHANNEL, [sighting(key)], until),
    /** Time passes, and there is a look. */
    later(minutes: number) {
      now = instant(now + minutes * MINUTE)
      const cursor = { team: TEAM, place: 'p', to: now, dayLook: now, weekLook: now, lookedAt: now }
      return looked.putCursor(cursor, version++)
    },
  }
}

function sighting(key: string): Sighting {
  return {
    key,
    event: key,
    time: AT,
    seenAt: AT,
    watches: ['w'],
    lane: 'now',
    said: {
      who: 'Alice',
      name: 'RunInstances',
      source: 'ec2.amazonaws.com',
      account: '111122223333',
      region: 'eu-central-1',
      address: '198.51.100.7',
      target: undefined,
      error: undefined,
      write: true,
    },
    standsOut: [],
    late: false,
  }
}
