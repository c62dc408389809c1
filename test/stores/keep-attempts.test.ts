import { expect, it } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { keepAttempts } from '../../src/stores/keep-attempts.ts'
import { openMemory } from '../../src/stores/memory/open-memory.ts'

const LONGEST_MS = 60_000

it('one message is begun once, until it had time enough to end; what ended or was told is not begun again', async () => {
  let at = 1_800_000_000_000
  const now = () => instant(at)
  const rows = openMemory(now)
  const [one, other] = [keepAttempts(rows, now), keepAttempts(rows, now)]

  expect(await one.begin('m-1', LONGEST_MS)).toBe('new')
  at += LONGEST_MS - 1
  expect(await other.begin('m-1', LONGEST_MS)).toBe('under way')
  expect(await other.begin('m-2', LONGEST_MS)).toBe('new')
  at += 1
  expect(await other.begin('m-1', LONGEST_MS)).toBe('broken off')

  await other.end('m-1')
  expect(await one.begin('m-1', LONGEST_MS)).toBe('ended')
  await other.told('m-2')
  expect(await one.begin('m-2', LONGEST_MS)).toBe('told')
  await other.again('m-2')
  expect(await one.begin('m-2', LONGEST_MS)).toBe('new')
})
