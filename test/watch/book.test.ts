import { expect, it } from 'vitest'
import { type Instant, instant } from '../../src/lib/instant.ts'
import { begin, closed, emptyBook, sending, sent, unposted } from '../../src/watch/book.ts'
import { WATCH_SETTINGS as settings } from '../../src/watch/settings.ts'
import type { Book, Content, Sighting } from '../../src/watch/watch.ts'

const NOW = instant(Date.UTC(2026, 10, 23, 10))
const later = (ms: number): Instant => instant(NOW + ms)
const EMPTY = emptyBook('T00FAKE', 'C0FAKE')

it('a telling that Slack has is written down once: whoever comes after a crash counts nothing twice', () => {
  const sightings = [sighting('RunInstances')]
  const once = sent(begun(sightings), '1.1', sightings, NOW, settings)

  expect(once.roots).toMatchObject([{ count: 1, shown: 1 }])
  expect(sent(once, '1.1', sightings, later(60_000), settings)).toBe(once)
})

it('nothing is sent, unsent or closed of a book that has no telling under way', () => {
  expect(sending(EMPTY, NOW)).toBe(EMPTY)
  expect(sent(EMPTY, '1.1', [], NOW, settings)).toBe(EMPTY)
  expect(unposted(EMPTY, NOW)).toBe(EMPTY)
  expect(closed(EMPTY)).toBe(EMPTY)
})

it('a telling that is sent again keeps its key, counts its tries, and stays one that may be a repeat', () => {
  const first = begun([])
  const again = sending(sending(first, later(1_000), true), later(2_000))

  expect(again.open).toEqual({ ...first.open, attempts: 3, at: later(2_000), perhapsRepeated: true })
})

it('every event of an identity is counted, however many kinds of calls and Regions there were', () => {
  const sightings = Array.from({ length: 100 }, (_, n) => sighting(`Call${n}`, `region-${n}`))
  const [root] = sent(begun(sightings), '1.1', sightings, NOW, settings).roots

  expect(root?.count).toBe(100)
  expect(root?.names.reduce((sum, [, count]) => sum + count, 0)).toBe(100)
  expect(root?.names.at(-1)).toEqual(['…', 70])
  expect(root?.regions).toHaveLength(30)
})

function begun(sightings: readonly Sighting[]): Book {
  const keys = sightings.map(({ key }) => key)
  const content: Content = { kind: 'events', watch: 'w-1', who: 'IAM user Alice', root: undefined, keys }
  return begin(EMPTY, { kind: 'channel' }, content, NOW)
}

function sighting(name: string, region = 'eu-central-1'): Sighting {
  const said = { who: 'IAM user Alice', name, source: '', account: '', region, address: '', write: true }
  return {
    key: name,
    event: name,
    time: NOW,
    seenAt: NOW,
    watches: ['w-1'],
    lane: 'now',
    said: { ...said, target: undefined, error: undefined },
    standsOut: [],
    late: false,
  }
}
