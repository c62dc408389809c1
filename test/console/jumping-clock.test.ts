import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { jumpingClock } from '../../demo/console/jumping-clock.ts'

describe('a clock that jumps', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }))
  afterEach(() => void vi.useRealTimers())

  test('runs by itself', () => {
    const clock = jumpingClock()
    const called: number[] = []
    clock.after(1_000, () => called.push(clock.now()))

    vi.advanceTimersByTime(1_500)

    expect([clock.now(), called]).toEqual([1_500, [1_000]])
  })

  test('calls what falls due on the way, in order, and the rest that much sooner', () => {
    const clock = jumpingClock()
    const called: string[] = []
    clock.after(5_000, () => called.push('second'))
    clock.after(4_000, () => called.push('first'))
    clock.after(8_000, () => called.push('later'))
    clock.after(4_500, () => called.push('called off'))()

    clock.jump(6_000)
    expect([clock.now(), clock.ahead(), called]).toEqual([6_000, 6_000, ['first', 'second']])
    vi.advanceTimersByTime(2_000)

    expect(called).toEqual(['first', 'second', 'later'])
  })

  test('waits longer than a timer can', () => {
    const clock = jumpingClock()
    const days40 = 40 * 86_400_000
    let called = 0
    clock.after(days40, () => called++)

    vi.advanceTimersByTime(days40 - 1)
    expect(called).toBe(0)
    vi.advanceTimersByTime(1)

    expect(called).toBe(1)
  })
})
