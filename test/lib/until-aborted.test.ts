import { getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import { untilAborted } from '../../src/lib/until-aborted.ts'

const never = new Promise<string>(() => {})

it('gives what the work comes to, or what it failed with', async () => {
  const { signal } = new AbortController()

  await expect(untilAborted(Promise.resolve('done'), signal)).resolves.toBe('done')
  await expect(untilAborted(Promise.reject(new Error('failed')), signal)).rejects.toThrow('failed')
})

it('gives nothing once the signal is aborted, before or meanwhile', async () => {
  const end = new AbortController()
  const waiting = untilAborted(never, end.signal)
  end.abort()

  await expect(waiting).resolves.toBeUndefined()
  await expect(untilAborted(never, end.signal)).resolves.toBeUndefined()
})

it('a failure after the end is nobody’s: it ends no process', async () => {
  const end = new AbortController()
  const { promise, reject } = Promise.withResolvers<string>()
  const waiting = untilAborted(promise, end.signal)
  end.abort()
  reject(new Error('too late'))

  await expect(waiting).resolves.toBeUndefined()
})

it('leaves nothing on the signal, however often it is waited for', async () => {
  const { signal } = new AbortController()
  for (let round = 0; round < 100; round += 1) await untilAborted(Promise.resolve(round), signal)

  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
})
