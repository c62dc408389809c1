import { describe, expect, it } from 'vitest'
import { advance, cut, makeStretch, pagesLeft, type Stretch } from '../../../src/backends/event-history/stretch.ts'
import { instant } from '../../../src/lib/instant.ts'

const second = (at: number) => instant(at * 1000)

describe('a stretch', () => {
  it('is done when AWS has no more pages, and not before', () => {
    const stretch = read(1000, 0, [900, 800])
    expect(stretch.isDone).toBe(false)

    advance(stretch, { token: undefined, oldest: second(700), newest: second(800) })

    expect(stretch.isDone).toBe(true)
  })

  it('that was cut is read beyond the second of the cut, as the rest of that second may be on the next page', () => {
    const stretch = read(1000, 0, [900])
    const other = cut(stretch)
    const border = stretch.until / 1000

    advance(stretch, { token: 'more', oldest: second(border), newest: second(900) })
    expect(stretch.isDone).toBe(false)
    advance(stretch, { token: 'more', oldest: second(border - 1), newest: second(border) })

    expect(stretch.isDone).toBe(true)
    expect(other?.asked).toMatchObject({ from: second(0), to: second(border) })
  })

  it('is read to its end where AWS does not give the newest first, and is not cut', () => {
    const stretch = read(1000, 0, [900])
    cut(stretch)
    advance(stretch, { token: 'more', oldest: second(100), newest: second(950) })

    expect(stretch.isDone).toBe(false)
    expect(cut(stretch)).toBeUndefined()
  })

  it('is cut only where some pages are left, in halves or after the next few pages', () => {
    expect(cut(makeStretch({ attribute: undefined, from: second(0), to: second(1000) }))).toBeUndefined()
    expect(cut(read(1000, 0, [400]))).toBeUndefined()

    const half = read(1000, 0, [900])
    const long = read(1000, 0, [999])
    cut(half)
    cut(long)

    expect(half.until).toBe(second(450))
    expect(pagesLeft(half)).toBeCloseTo(4.5)
    expect(pagesLeft(long)).toBeCloseTo(16)
  })
})

/** A stretch in seconds, of which pages down to these seconds were read. */
function read(to: number, from: number, oldest: readonly number[]): Stretch {
  const stretch = makeStretch({ attribute: undefined, from: second(from), to: second(to) })
  for (const at of oldest) advance(stretch, { token: 'more', oldest: second(at), newest: second(at) })
  return stretch
}
