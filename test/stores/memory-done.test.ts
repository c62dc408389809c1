import { expect, test } from 'vitest'
import { makeMemoryDone } from '../../src/stores/memory-done.ts'
import { makeFakeClock } from '../slack/fake-clock.ts'

test('the first to claim a key gets it, later ones do not, for at least a day', async () => {
  const clock = makeFakeClock()
  const done = makeMemoryDone(clock)

  expect(await Promise.all(Array.from({ length: 50 }, () => done.claim('k')))).toEqual([true, ...Array(49).fill(false)])
  expect(await done.claim('other')).toBe(true)
  await clock.pass(24 * 60 * 60_000)
  expect(await done.claim('k')).toBe(false)
  await clock.pass(2 * 60 * 60_000)
  expect(await done.claim('k')).toBe(true)
})
