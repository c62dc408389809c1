import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import type { Term } from '../../src/question/question.ts'
import { askedOf, askOtherwise, MOST_EARLIER, muteInstead, spansOf } from '../../src/watch/asked-before.ts'
import { WATCH_SETTINGS as settings } from '../../src/watch/settings.ts'
import { makeSighter } from '../../src/watch/sighter.ts'
import type { Watch } from '../../src/watch/watch.ts'
import { event } from '../made/records.ts'

const SET = instant(Date.UTC(2026, 10, 23, 9))
const LATER = instant(SET + 3_600_000)
const WEEK_MS = 7 * 86_400_000

describe('a watch that asks something else', () => {
  it('asks it of what happens from then on, and of what happened before what it asked then', () => {
    const changed = ask(watch('Alice'), 'Bob', LATER)
    const told = (who: string, at: number) =>
      makeSighter([changed], settings, instant(LATER + 60_000), false).see(by(who, at)).length

    expect([told('Alice', LATER - 1_000), told('Bob', LATER - 1_000)]).toEqual([1, 0])
    expect([told('Alice', LATER), told('Bob', LATER)]).toEqual([0, 1])
    expect(told('Alice', SET - 1_000)).toBe(0)
  })

  it('asks nothing more of what no look goes back to', () => {
    const changed = ask(watch('Alice'), 'Bob', LATER)

    expect(askedOf(changed, instant(LATER + 2 * WEEK_MS), settings)).toHaveLength(2)
    expect(askedOf(changed, instant(LATER + 2 * WEEK_MS + 1), settings)).toHaveLength(1)
  })

  it('is as it was where it is asked the same, and cannot be changed without end', () => {
    const one = watch('Alice')
    expect(askOtherwise(one, { terms: named('Alice') }, LATER, settings)).toBe(one)

    let often: Watch | undefined = one
    for (let at = 1; at <= MOST_EARLIER; at += 1) often = ask(often, `B${at}`, instant(LATER + at))
    expect(askOtherwise(often, { terms: named('C') }, instant(LATER + 100), settings)).toBeUndefined()
    expect(askOtherwise(often, { terms: named('C') }, instant(LATER + 3 * WEEK_MS), settings)?.earlier).toHaveLength(1)
  })

  it('tells what is muted no more only of what happens from then on', () => {
    const muted = { ...watch('Alice'), mutes: [named('Alice')] }
    const changed = muteInstead(muted, [], LATER, settings)!
    const told = (at: number) =>
      makeSighter([changed], settings, instant(LATER + 60_000), false).see(by('Alice', at)).length

    expect([told(LATER - 1_000), told(LATER)]).toEqual([0, 1])
    expect(muteInstead(watch('Alice'), [named('Bob')], LATER, settings)).not.toHaveProperty('earlier')
  })

  it('without what it asked before begins anew', () => {
    const changed = askOtherwise(watch('Alice'), { terms: named('Bob') }, LATER, settings, false)
    expect(changed).toMatchObject({ since: LATER, terms: named('Bob') })
    expect(changed).not.toHaveProperty('earlier')
  })

  it('asks exactly one question of each moment since it was set, however it was changed', () => {
    const changes = fc.array(fc.tuple(fc.constantFrom('Alice', 'Bob', 'Carl'), fc.integer({ min: 0, max: 60 })), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(changes, fc.integer({ min: 0, max: 700 }), (each, minute) => {
        let now = Number(SET)
        let kept = watch('Alice')
        for (const [who, minutes] of each) {
          now += minutes * 60_000
          kept = ask(kept, who, instant(now))
        }
        const at = SET + minute * 60_000
        const asked = spansOf(kept, instant(now), settings).filter(
          ({ from, until }) => at >= from && (until === undefined || at < until),
        )
        expect(asked).toHaveLength(1)
      }),
    )
  })
})

function ask(of: Watch, who: string, at: ReturnType<typeof instant>): Watch {
  const changed = askOtherwise(of, { terms: named(who) }, at, settings)
  if (changed === undefined) throw new Error('too often')
  return changed
}

function watch(who: string): Watch {
  const base = { team: 'T00FAKE', id: 'w-aaaa', channel: 'C00FAKE', owner: 'U00FAKE', since: SET, mutes: [] }
  return { ...base, terms: named(who), urgency: { kind: 'each' } }
}

function named(value: string): readonly Term[] {
  return [{ not: false, predicate: { kind: 'identity', by: 'name', value, prefix: false } }]
}

function by(userName: string, at: number) {
  const eventTime = `${new Date(at).toISOString().slice(0, 19)}Z`
  return event({ eventTime, userIdentity: { type: 'IAMUser', userName, accountId: '111122223333' } })
}
