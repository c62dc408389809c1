import { expect, it } from 'vitest'
import type { Telemetry } from '../../src/job/telemetry.ts'
import { noticeLag, noticeTold } from '../../src/job/watch-telemetry.ts'
import { instant } from '../../src/lib/instant.ts'
import { makeMemoryWatches } from '../../src/stores/memory-watches.ts'

const AT = instant(1_800_000_000_000)

function noted(): { readonly told: unknown[]; readonly telemetry: Telemetry } {
  const told: unknown[] = []
  const telemetry: Telemetry = {
    job() {},
    sent: (became) => told.push(became),
    watchLag: (ms) => told.push(ms),
    pushMissed: (events) => told.push(`missed ${events}`),
  }
  return { told, telemetry }
}

it('how far behind a watch is, is told when its cursor is kept, and not when another was quicker', async () => {
  const { told, telemetry } = noted()
  const store = noticeLag(makeMemoryWatches({ now: () => AT }), telemetry, () => AT)
  const to = instant(AT - 90_000)
  const cursor = { team: 'T00FAKE', place: 'p', to, dayLook: to, weekLook: to, lookedAt: AT }

  expect(await store.putCursor(cursor, 0)).toBe(true)
  expect(await store.putCursor(cursor, 0)).toBe(false)
  expect(await store.cursor('T00FAKE', 'p')).toMatchObject({ row: { to } })
  expect(told).toEqual([90_000])
})

it('what became of a telling is told, with why where it was not taken', async () => {
  const { told, telemetry } = noted()
  const outcomes = [
    { kind: 'unposted', reason: 'archived', detail: '' },
    { kind: 'unknown', detail: '' },
  ] as const
  let next = 0
  const slack = noticeTold(
    {
      post: async () => outcomes[next++] ?? { kind: 'unknown', detail: '' },
      edit: async () => ({ kind: 'unknown', detail: '' }),
      lookBack: async () => 'cannot',
    },
    telemetry,
  )
  for (const _ of outcomes) await slack.post({ channel: 'C0', thread: undefined }, { text: '', blocks: [] }, 'k')

  expect(told).toEqual(['archived', 'unknown'])
})
