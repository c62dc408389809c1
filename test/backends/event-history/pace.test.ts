import { describe, expect, it } from 'vitest'
import { makePace, type Priority } from '../../../src/backends/event-history/pace.ts'
import { jumpingClock } from './made-history.ts'

const signal = new AbortController().signal

describe('a lane', () => {
  it('gives a turn each so many milliseconds, whoever asks', async () => {
    const { pace, at } = paced(500)

    const times = await Promise.all(Array.from({ length: 6 }, () => pace.turn('a', 'person', signal).then(at)))

    expect(times).toEqual([0, 500, 1000, 1500, 2000, 2500])
  })

  it('does not save up turns that nobody took', async () => {
    const { pace, at, clock } = paced(500)
    await pace.turn('a', 'person', signal)
    await clock.sleep(10_000)

    const times = await Promise.all([1, 2].map(() => pace.turn('a', 'person', signal).then(at)))

    expect(times).toEqual([10_000, 10_500])
  })

  it('has nothing to do with another lane', async () => {
    const { pace, at } = paced(500)

    const times = await Promise.all(['a', 'b', 'c'].map((lane) => pace.turn(lane, 'person', signal).then(at)))

    expect(times).toEqual([0, 0, 0])
  })

  it('lets people go before watches, and each in order', async () => {
    const { pace } = paced(500)
    const went: string[] = []
    const go = async (name: string, priority: Priority) => {
      await pace.turn('a', priority, signal)
      went.push(name)
    }

    await Promise.all([
      go('first', 'watch'),
      go('watch 1', 'watch'),
      go('watch 2', 'watch'),
      go('person 1', 'person'),
      go('person 2', 'person'),
    ])

    expect(went).toEqual(['first', 'person 1', 'person 2', 'watch 1', 'watch 2'])
  })

  it('that is held gives no turn for so long', async () => {
    const { pace, at } = paced(500)
    await pace.turn('a', 'person', signal)
    pace.hold('a', 4_000)

    expect(await pace.turn('a', 'person', signal).then(at)).toBe(4_000)
  })

  it('lets whoever is stopped go at once, and gives the turn to the next', async () => {
    const { pace, at } = paced(500)
    const stop = new AbortController()
    await pace.turn('a', 'person', signal)
    const stopped = pace.turn('a', 'person', stop.signal)
    const next = pace.turn('a', 'person', signal).then(at)
    stop.abort()

    await expect(stopped).rejects.toThrow('abort')
    expect(await next).toBe(500)
    await expect(pace.turn('a', 'person', stop.signal)).rejects.toThrow('abort')
  })
})

function paced(gapMs: number) {
  const clock = jumpingClock()
  const start = clock.now()
  return { pace: makePace(clock, gapMs), clock, at: () => clock.now() - start }
}
