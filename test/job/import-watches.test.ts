import { describe, expect, test } from 'vitest'
import { exportWatches, importWatches } from '../../src/job/import-watches.ts'
import { instant } from '../../src/lib/instant.ts'
import { keepWatches } from '../../src/stores/keep-watches.ts'
import { openMemory } from '../../src/stores/memory/open-memory.ts'
import { end, pause, suspend } from '../../src/watch/hold.ts'
import type { Watch } from '../../src/watch/watch.ts'

const NOW = instant(Date.UTC(2026, 10, 23, 14, 2))
const LATER = instant(NOW + 3_600_000)

describe('watches in a file', () => {
  test('are all there when the file is read into an empty store', async () => {
    const [from, to] = [newStore(), newStore()]
    const kept = [watchOf('T1', 'w1'), watchOf('T1', 'w2'), pause(watchOf('T2', 'w1'), NOW, LATER)]
    for (const watch of kept) await from.putWatch(watch, 0)

    const text = await exportWatches(from)
    expect(await importWatches(to, text, NOW)).toEqual({ kind: 'imported', added: 3, changed: 0, same: 0, others: 0 })
    expect(await exportWatches(to)).toBe(text)
    expect((await to.watch('T2', 'w1'))?.row).toEqual(kept[2])
    expect(await importWatches(to, text, LATER)).toEqual({ kind: 'imported', added: 0, changed: 0, same: 3, others: 0 })
  })

  test('change those that are kept, and leave all others', async () => {
    const store = newStore()
    await store.putWatch(watchOf('T1', 'w1'), 0)
    const text = (await exportWatches(store)).replace('tell: each', 'tell: hourly')
    await store.putWatch(watchOf('T1', 'w2'), 0)
    await store.putWatch(end(watchOf('T1', 'w3'), NOW), 0)

    expect(await importWatches(store, text, NOW)).toEqual({
      kind: 'imported',
      added: 0,
      changed: 1,
      same: 0,
      others: 1,
    })
    expect((await store.watch('T1', 'w1'))?.row.urgency).toEqual({ kind: 'hourly' })
    const other = text.replace(/watch: .*/, 'watch: Bob denied')
    await importWatches(store, other, LATER)
    expect((await store.watch('T1', 'w1'))?.row.earlier).toMatchObject([{ until: LATER }])
    expect(await importWatches(store, other, LATER)).toMatchObject({ changed: 0, same: 1 })
    expect((await store.watch('T1', 'w2'))?.row).toEqual(watchOf('T1', 'w2'))
  })

  test('leave a watch suspended, and bring back one that ended', async () => {
    const store = newStore()
    const suspended = suspend(watchOf('T1', 'w1'), NOW, 'archived')
    await store.putWatch(watchOf('T1', 'w1'), 0)
    await store.putWatch(watchOf('T1', 'w2'), 0)
    const text = (await exportWatches(store)).replaceAll('tell: each', 'tell: first')
    await store.putWatch(suspended, 1)
    await store.putWatch(end(watchOf('T1', 'w2'), NOW), 1)

    expect(await importWatches(store, text, LATER)).toMatchObject({ added: 1, changed: 1 })
    expect((await store.watch('T1', 'w1'))?.row).toEqual({ ...suspended, urgency: { kind: 'first' } })
    expect((await store.watch('T1', 'w2'))?.row).toEqual({ ...watchOf('T1', 'w2'), urgency: { kind: 'first' } })
  })

  test('pause and resume', async () => {
    const store = newStore()
    await store.putWatch(watchOf('T1', 'w1'), 0)
    const running = await exportWatches(store)

    await importWatches(store, `${running}    paused: until resumed\n`, NOW)
    expect((await store.watch('T1', 'w1'))?.row.hold).toEqual({ kind: 'paused', at: NOW, until: undefined })
    await importWatches(store, running, LATER)
    expect((await store.watch('T1', 'w1'))?.row).toEqual({ ...watchOf('T1', 'w1'), released: LATER })
  })

  test('change nothing where one line is wrong, or one moves to another channel', async () => {
    const store = newStore()
    await store.putWatch(watchOf('T1', 'w1'), 0)
    await store.putWatch(watchOf('T1', 'w2'), 0)
    const text = (await exportWatches(store)).replaceAll('tell: each', 'tell: first')

    const wrong = await importWatches(store, text.replace('id: w2', 'id: w2\n    colour: red'), NOW)
    expect(wrong).toMatchObject({ kind: 'unclear', problems: [expect.stringContaining('line 14: colour')] })
    expect(await importWatches(store, text.replace(/channel: C1(?=\n {4}id: w2)/, 'channel: C2'), NOW)).toEqual({
      kind: 'unclear',
      problems: ['id w2: this watch is in channel C1. To have it in C2, another id is expected'],
    })
    expect((await store.watches('T1')).map(({ row }) => row.urgency.kind)).toEqual(['each', 'each'])
  })

  test('are written over the latest, where someone else writes at the same time', async () => {
    const store = newStore()
    await store.putWatch(watchOf('T1', 'w1'), 0)
    const text = (await exportWatches(store)).replace('tell: each', 'tell: hourly')
    let interfered = false
    const busy = {
      ...store,
      async putWatch(watch: Watch, was: number) {
        if (!interfered) await store.putWatch(pause(watchOf('T1', 'w1'), NOW, LATER), was)
        interfered = true
        return store.putWatch(watch, was)
      },
    }

    expect(await importWatches(busy, text, NOW)).toMatchObject({ changed: 1 })
    expect(await store.watch('T1', 'w1')).toMatchObject({
      row: { urgency: { kind: 'hourly' }, released: NOW },
      version: 3,
    })
  })
})

function newStore() {
  return keepWatches(
    openMemory(() => NOW),
    () => NOW,
  )
}

function watchOf(team: string, id: string): Watch {
  const predicate = { kind: 'identity', by: 'name', value: 'Alice', prefix: false } as const
  const terms = [{ not: false, predicate }]
  return { team, id, channel: 'C1', owner: 'U1', terms, urgency: { kind: 'each' }, since: NOW, mutes: [] }
}
