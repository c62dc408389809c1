import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Instant, instant } from '../../src/lib/instant.ts'
import { asksOf } from '../../src/watch/asks.ts'
import { dueLooks } from '../../src/watch/due-looks.ts'
import { afterLook, afterPart, nextPart, planLook, startCursor } from '../../src/watch/look.ts'
import { WATCH_SETTINGS as settings } from '../../src/watch/settings.ts'
import type { Cursor } from '../../src/watch/watch.ts'

const NOW = instant(Date.parse('2026-11-23T10:00Z'))
const HOUR = 3_600_000
const before = (ms: number): Instant => instant(NOW - ms)
const cursor = (more: Partial<Cursor> = {}): Cursor => ({
  team: 'T00FAKE',
  place: 'p',
  to: before(60_000),
  dayLook: before(60_000),
  weekLook: before(60_000),
  lookedAt: before(60_000),
  ...more,
})

describe('a look', () => {
  test('goes back an overlap behind what was seen', () => {
    const plan = planLook(cursor(), NOW, settings)

    expect(plan.parts).toEqual([{ from: before(60_000 + settings.overlap + 1_000), to: instant(NOW + 1_000) }])
  })

  test('goes back a day behind the last that did so, not behind now: what came while we were away is older', () => {
    const plan = planLook(cursor({ to: before(72 * HOUR), dayLook: before(73 * HOUR) }), NOW, settings)

    expect(plan.day).toBe(true)
    expect(plan.caughtUp).toBe(true)
    expect(plan.parts[0]?.from).toBe(before((73 + 24) * HOUR + 1_000))
  })

  test('never goes back further than event history does', () => {
    const plan = planLook(cursor({ to: before(2_400 * HOUR), weekLook: before(2_400 * HOUR) }), NOW, settings)

    expect(plan.parts[0]?.from).toBe(before(settings.reach + 1_000))
  })

  test('leaves no second out, whatever the cursor', () => {
    const ago = fc.integer({ min: -HOUR, max: 200 * HOUR }).map(before)
    fc.assert(
      fc.property(ago, ago, ago, (to, dayLook, weekLook) => {
        const { parts } = planLook(cursor({ to, dayLook, weekLook }), NOW, settings)
        expect(parts[0]?.from).toBeLessThanOrEqual(to - settings.overlap - 1_000)
        expect(parts.at(-1)?.to).toBeGreaterThan(NOW)
        for (const [at, part] of parts.entries()) {
          expect(part.from).toBeLessThan(part.to)
          expect(part.from).toBeLessThan(parts[at - 1]?.to ?? Number.POSITIVE_INFINITY)
        }
      }),
    )
  })
})

describe('a cursor', () => {
  const behind = cursor({ to: before(3 * HOUR) })
  const plan = planLook(behind, NOW, settings)

  test('moves with each part that was read, and to the end in the end', () => {
    let moved = behind
    for (const [at] of plan.parts.entries()) {
      const next = afterPart(moved, plan, at)
      expect(next.to).toBeGreaterThanOrEqual(moved.to)
      moved = next
    }
    const done = afterLook(moved, plan, undefined, settings)

    expect(done.to).toBe(NOW)
    expect(done.gap).toBeUndefined()
    expect(done.lookedAt).toBe(NOW)
  })

  test('stays before a gap, which keeps its beginning while it lasts, and is tried again less and less often', () => {
    const why = { reason: 'denied', detail: 'Access denied' }
    const first = afterLook(behind, plan, { part: 0, why }, settings)
    const again = planLook(first, instant(NOW + HOUR), settings)
    const second = afterLook(first, again, { part: 0, why }, settings)

    expect(first.to).toBe(behind.to)
    expect(first.gap).toMatchObject({ since: NOW, reason: 'denied', tries: 1, again: NOW + settings.retryFirst })
    expect(second.gap).toMatchObject({ since: NOW, from: first.gap?.from, tries: 2 })
    expect(second.gap?.again).toBe(NOW + HOUR + 2 * settings.retryFirst)
  })

  test('does not move while only the newest is looked at, and the gap stays', () => {
    const stuck = afterLook(behind, plan, { part: 0, why: { reason: 'throttled', detail: '' } }, settings)
    const fresh = planLook(stuck, instant(NOW + 1_000), settings)
    const after = afterLook(afterPart(stuck, fresh, 0), fresh, undefined, settings)

    expect(fresh.freshOnly).toBe(true)
    expect(fresh.parts).toHaveLength(1)
    expect(after.to).toBe(stuck.to)
    expect(after.gap).toEqual(stuck.gap)
  })

  test('begins at the oldest watch of a place, a week back at most', () => {
    expect(startCursor('T00FAKE', 'p', before(HOUR), NOW, settings).to).toBe(before(HOUR))
    expect(startCursor('T00FAKE', 'p', before(999 * HOUR), NOW, settings).to).toBe(before(settings.startReach))
    expect(startCursor('T00FAKE', 'p', instant(NOW + HOUR), NOW, settings).to).toBe(NOW)
  })

  test('a torn file does not keep the rest from being read; a place that refuses leaves the newest', () => {
    expect(nextPart(plan, 0, [])).toBe(1)
    expect(nextPart(plan, 0, [{ reason: 'corrupt', detail: '' }])).toBe(1)
    expect(nextPart(plan, 0, [{ reason: 'throttled', detail: '' }])).toBe(plan.parts.length - 1)
    expect(nextPart(plan, plan.parts.length - 1, [])).toBeUndefined()
  })
})

describe('which looks are due', () => {
  const every = settings.lookEvery
  const place = (name: string, ago: number, more: { busy?: boolean; budget?: string } = {}) => ({
    place: name,
    budget: more.budget ?? name,
    lookedAt: before(ago),
    busy: more.busy ?? false,
  })

  test('each once in a period, at moments of their own', () => {
    const names = Array.from({ length: 100 }, (_, at) => `place ${at}`)
    const looked = new Map(names.map((name) => [name, 0]))
    const busiest: number[] = []
    const last = new Map(names.map((name) => [name, before(every)]))
    for (let at = NOW; at < NOW + 10 * every; at = instant(at + 1_000)) {
      const due = dueLooks(
        names.map((name) => ({ place: name, budget: name, busy: false, lookedAt: last.get(name) ?? NOW })),
        at,
        1_000,
        settings,
      )
      busiest.push(due.length)
      for (const one of due) {
        last.set(one.place, at)
        looked.set(one.place, (looked.get(one.place) ?? 0) + 1)
      }
    }

    for (const times of looked.values()) expect(Math.abs(times - 10)).toBeLessThanOrEqual(1)
    // At first all were waiting.
    expect(Math.max(...busiest.slice(1))).toBeLessThan(12)
  })

  test('the one that waits longest first, one of each budget before the second of any', () => {
    const places = [
      place('a', 10 * every, { budget: 'x' }),
      place('b', 9 * every, { budget: 'x' }),
      place('c', 8 * every, { budget: 'y' }),
    ]

    expect(dueLooks(places, NOW, 2, settings).map((one) => one.place)).toEqual(['a', 'c'])
  })

  test("people's questions go first, but not for ever", () => {
    expect(dueLooks([place('a', 2 * every, { busy: true })], NOW, 9, settings)).toEqual([])
    expect(dueLooks([place('a', 7 * every, { busy: true })], NOW, 9, settings)).toHaveLength(1)
  })
})

describe('what is asked of a place', () => {
  const name = (value: string) => ({ kind: 'identity', by: 'name', value, prefix: false }) as const
  const writes = { kind: 'access', value: 'writes' } as const
  const pushable = ({ kind }: { readonly kind: string }) => kind === 'identity'
  const of = (...predicates: readonly (ReturnType<typeof name> | typeof writes)[]) => ({
    terms: predicates.map((predicate) => ({ not: false, predicate })),
  })

  test('is every value that any watch needs, each once', () => {
    const asked = asksOf([of(name('Alice')), of(name('Bob'), name('Alice'), writes)], pushable, 5)

    expect(asked).toEqual([name('Alice'), name('Bob')])
  })

  test('is everything where a watch cannot be put so, or where that is too much', () => {
    expect(asksOf([of(name('Alice')), of(writes)], pushable, 5)).toBe('everything')
    expect(asksOf([of(name('Alice'), name('Bob'))], pushable, 1)).toBe('everything')
    expect(asksOf([{ terms: [{ not: true, predicate: name('Alice') }] }], pushable, 5)).toBe('everything')
  })
})
