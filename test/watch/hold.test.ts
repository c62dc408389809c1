import { describe, expect, it } from 'vitest'
import { type Instant, instant } from '../../src/lib/instant.ts'
import { end, isHeld, pause, release, suspend } from '../../src/watch/hold.ts'
import type { Hold, Watch } from '../../src/watch/watch.ts'

const NOW = instant(Date.UTC(2026, 10, 23, 10))
const HOUR_MS = 3_600_000
const ago = (hours: number): Instant => instant(NOW - hours * HOUR_MS)
const paused = (until: Instant | undefined): Hold => ({ kind: 'paused', at: ago(5), until })
const suspended: Hold = { kind: 'suspended', at: ago(5), reason: 'no-rights', told: true }

describe('a watch tells nothing', () => {
  it.each<[string, Hold | undefined, boolean]>([
    ['while it is paused until it is resumed', paused(undefined), true],
    ['while the time it is paused until has not come', paused(ago(-1)), true],
    ['not from that time on', paused(NOW), false],
    ['while it is suspended', suspended, true],
    ['not otherwise', undefined, false],
  ])('%s', (_, hold, held) => {
    expect(isHeld({ hold }, NOW)).toBe(held)
  })
})

describe('an owner who lost a right is told', () => {
  it.each<[string, Watch['toldOf'], boolean]>([
    ['who was told of nothing yet', undefined, false],
    ['who was told the same more than a day ago', { reason: 'no-rights', at: ago(24) }, false],
    ['who was told of something else within the day', { reason: 'archived', at: ago(1) }, false],
    ['not who was told the same within the day', { reason: 'no-rights', at: ago(23.9) }, true],
  ])('%s', (_, toldOf, told) => {
    expect(suspend(made({ toldOf }), NOW, 'no-rights').hold).toEqual({
      kind: 'suspended',
      at: NOW,
      reason: 'no-rights',
      told,
    })
  })

  it('once, however often the same is found out', () => {
    const first = suspend(made(), NOW, 'no-rights')

    expect(suspend(first, instant(NOW + 48 * HOUR_MS), 'archived')).toBe(first)
  })
})

describe('a hold', () => {
  it('that stands for a lost right is not lifted by pausing', () => {
    const watch = made({ hold: suspended })

    expect(pause(watch, NOW, ago(-1))).toBe(watch)
  })

  it('of somebody who pauses again counts from there', () => {
    expect(pause(made({ hold: paused(undefined) }), NOW, ago(-1)).hold).toEqual({
      kind: 'paused',
      at: NOW,
      until: ago(-1),
    })
  })

  it('that ends says so, for what was collected is told as a digest', () => {
    expect(release(made({ hold: suspended }), NOW)).toEqual(made({ released: NOW }))
  })

  it('that is not there does not end: nothing was collected', () => {
    const watch = made()

    expect(release(watch, NOW)).toBe(watch)
  })
})

it('a watch that was ended stays ended since then', () => {
  expect(end(end(made(), ago(2)), NOW).ended).toBe(ago(2))
})

function made(more: Partial<Watch> = {}): Watch {
  return {
    team: 'T00FAKE',
    id: 'w-1',
    channel: 'C0FAKE',
    owner: 'U0FAKE',
    terms: [],
    urgency: { kind: 'each' },
    since: ago(100),
    mutes: [],
    ...more,
  }
}
