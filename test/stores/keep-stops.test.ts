import { describe, expect, it } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { keepStops } from '../../src/stores/keep-stops.ts'
import { openMemory } from '../../src/stores/memory/open-memory.ts'
import type { Rows } from '../../src/stores/rows.ts'

const AWAY = () => Promise.reject(new Error('the store is away'))

describe('stopping work under way', () => {
  it('happens at once where it goes on, whatever becomes of the store', async () => {
    const { rows, clock } = start()
    const away: Rows = { ...rows, get: AWAY, put: AWAY, remove: AWAY }
    const here = keepStops(away, clock)
    const asked: string[] = []
    const unlisten = here.listen('T1', 'job', (person) => asked.push(person))

    expect(await here.ask('T1', 'job', 'U00ALICE')).toBe(true)
    expect(asked).toEqual(['U00ALICE'])
    unlisten()
  })

  it('reaches another instance when that looks next, once', async () => {
    const { rows, clock, pass } = start()
    const [here, there] = [keepStops(rows, clock), keepStops(rows, clock)]
    const asked: string[] = []
    there.listen('T1', 'job', (person) => asked.push(person))
    await pass()

    expect(await here.ask('T1', 'job', 'U00ALICE')).toBe(true)
    expect(asked).toEqual([])
    await pass()
    await pass()
    expect(asked).toEqual(['U00ALICE'])
  })

  it('leaves work of the same key in another workspace alone, here and on another instance', async () => {
    const { rows, clock, pass } = start()
    const [here, there] = [keepStops(rows, clock), keepStops(rows, clock)]
    const asked: string[] = []
    here.listen('T1', 'job', () => asked.push('T1'))
    here.listen('T2', 'job', () => asked.push('T2'))
    there.listen('T3', 'job', () => asked.push('T3'))
    await pass()

    expect(await here.ask('T2', 'job', 'U00ALICE')).toBe(true)
    expect(await here.ask('T4', 'job', 'U00ALICE')).toBe(false)
    await pass()
    await pass()
    expect(asked).toEqual(['T2'])
  })

  it('is refused for what is not under way, or not any more', async () => {
    const { rows, clock, pass } = start()
    const [here, there] = [keepStops(rows, clock), keepStops(rows, clock)]
    expect(await here.ask('T1', 'job', 'U00ALICE')).toBe(false)
    const asked: string[] = []
    const unlisten = there.listen('T1', 'job', (person) => asked.push(person))
    await pass()
    unlisten()
    await pass()

    expect(await here.ask('T1', 'job', 'U00ALICE')).toBe(false)
    expect(await there.ask('T1', 'job', 'U00ALICE')).toBe(false)
    expect(asked).toEqual([])
  })
})

function start() {
  let now = 1_795_000_000_000
  const sleeping: (() => void)[] = []
  const clock = {
    now: () => instant(now),
    sleep: () => new Promise<void>((resolve) => void sleeping.push(resolve)),
  }
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return {
    rows: openMemory(clock.now),
    clock,
    /** Everyone who sleeps wakes, and what they then do is done. */
    pass: async () => {
      await settle()
      now += 2_000
      for (const wake of sleeping.splice(0)) wake()
      await settle()
    },
  }
}
