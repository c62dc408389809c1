import { describe, expect, test } from 'vitest'
import { makeWatchRounds, type WatchTeam, type WatchTeams } from '../../src/job/watch-rounds.ts'
import type { WatchDeps } from '../../src/job/watch-ports.ts'
import { instant } from '../../src/lib/instant.ts'
import { makeMemoryWatches } from '../../src/stores/memory-watches.ts'
import { WATCH_SETTINGS } from '../../src/watch/settings.ts'
import type { Watch } from '../../src/watch/watch.ts'

const GOING_ON = new AbortController().signal
const NOW = instant(1_795_000_000_000)
/** Late enough for every place to be due. */
const clock = { now: () => instant(NOW + 20 * 60_000), sleep: async () => undefined }

describe('rounds over workspaces', () => {
  test('a workspace that takes its time keeps no other waiting, and is begun again when it is done', async () => {
    const slow = Promise.withResolvers<void>()
    const world = await make({ T1: { before: () => slow.promise }, T2: {} })

    const first = world.rounds.round(GOING_ON)
    await world.settle()
    await world.rounds.round(GOING_ON)
    await world.rounds.round(GOING_ON)
    expect(world.looked).toEqual(['T2', 'T2', 'T2'])
    slow.resolve()
    await first
    await world.rounds.round(GOING_ON)
    expect(world.looked.toSorted()).toEqual(['T1', 'T1', 'T2', 'T2', 'T2', 'T2'])
  })

  test('a workspace whose token is refused rests, which the log says once, and goes on when it is taken', async () => {
    let refused = true
    const world = await make({ T1: { isRefused: () => refused }, T2: {} })

    for (let round = 0; round < 3; round += 1) await world.rounds.round(GOING_ON)
    expect(world.looked).toEqual(['T2', 'T2', 'T2'])
    expect(world.logged).toEqual(['slack refuses the token of a workspace: its watches rest until it takes it'])
    refused = false
    await world.rounds.round(GOING_ON)
    expect(world.looked.slice(3).toSorted()).toEqual(['T1', 'T2'])
  })

  test('one that is not installed any more is left out; what fails in one is logged, and the others go on', async () => {
    const world = await make({ T1: { gone: true }, T2: { fails: true }, T3: {} })

    await world.rounds.round(GOING_ON)
    expect(world.looked).toEqual(['T3'])
    expect(world.logged).toEqual(['the watches of a workspace could not be looked after'])
  })

  test('all workspaces together look at no more at once than one may', async () => {
    const world = await make({ T1: {}, T2: {}, T3: {}, T4: {} }, { atOnce: 2, places: 3 })

    await world.rounds.round(GOING_ON)
    expect(world.places().toSorted()).toEqual(
      ['T1', 'T2', 'T3', 'T4'].flatMap((team) => [0, 1, 2].map((n) => `${team}/${n}`)),
    )
    expect(world.most()).toBe(2)
  })

  test('nothing is begun once it is told to end', async () => {
    const world = await make({ T1: {} })
    const end = new AbortController()
    end.abort()

    await world.rounds.round(end.signal)
    expect(world.looked).toEqual([])
  })
})

type Team = {
  readonly before?: () => Promise<void>
  readonly isRefused?: () => boolean
  readonly gone?: boolean
  readonly fails?: boolean
}

async function make(teams: Readonly<Record<string, Team>>, { atOnce = 4, places = 1 } = {}) {
  const store = makeMemoryWatches(clock)
  const looked: string[] = []
  const logged: string[] = []
  const lookedAt = new Set<string>()
  let looking = 0
  let most = 0
  const say = (_: object, message: string) => void logged.push(message)
  const log = { debug: say, info: say, warn: say, error: say }
  const opened = new Map<string, WatchTeam>()
  for (const [team, { isRefused = () => false, before }] of Object.entries(teams)) {
    await store.putWatch(watchOf(team), 0)
    opened.set(team, { isRefused, deps: { ...common(), looks: looksOf(team, before) } })
  }
  const rounds: WatchTeams = {
    teams: () => store.teams(),
    left: async () => undefined,
    async of(team) {
      if (teams[team]?.fails === true) throw new Error('the store is away')
      return teams[team]?.gone === true ? undefined : opened.get(team)
    },
  }
  return {
    rounds: makeWatchRounds(rounds, { looks: 9, atOnce }, log),
    looked,
    logged,
    most: () => most,
    places: () => [...lookedAt],
    /** All that waits for nothing is done. */
    async settle() {
      for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    },
  }

  function common(): Omit<WatchDeps, 'looks'> {
    return {
      store,
      slack: {
        post: async () => ({ kind: 'unknown', detail: '' }),
        edit: async () => ({ kind: 'unknown', detail: '' }),
        lookBack: async () => 'cannot',
      },
      rights: { mayTell: async () => 'may' },
      messages: { telling: () => ({ text: '', blocks: [] }), root: () => ({ text: '', blocks: [] }) },
      clock,
      log,
      settings: WATCH_SETTINGS,
      holder: 'one',
    }
  }

  function looksOf(team: string, before: Team['before']): WatchDeps['looks'] {
    const names = Array.from({ length: places }, (_, n) => `${team}/${n}`)
    return {
      async places() {
        await before?.()
        looked.push(team)
        return names.map((place) => ({
          place,
          budget: place,
          covers: () => true,
          canPush: () => true,
          asksMost: 1,
        }))
      },
      isBusy: () => false,
      async *look(place) {
        lookedAt.add(place)
        looking += 1
        most = Math.max(most, looking)
        await new Promise((resolve) => setImmediate(resolve))
        looking -= 1
        yield { events: [], gaps: [], unreadable: 0 }
      },
    }
  }
}

function watchOf(team: string): Watch {
  return {
    team,
    id: 'w-same22',
    channel: 'C1',
    owner: 'U1',
    terms: [{ not: false, predicate: { kind: 'account', value: '111122223333' } }],
    urgency: { kind: 'each' },
    mutes: [],
    since: NOW,
  }
}
