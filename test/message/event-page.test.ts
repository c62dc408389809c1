import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinTwins } from '../../src/answer/twins.ts'
import type { Event } from '../../src/event/event.ts'
import { type EventPage, FIRST_PAGE, ONLY, pageOf, readPage, sayPage } from '../../src/message/event-page.ts'
import { call, DENIED } from '../answer/made.ts'
import { event } from '../made/records.ts'

const SIZE = 4

/** Events of few seconds, so that many share one. */
const anyEvents = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.uuid(), fc.nat(2)), {
    maxLength: 40,
    selector: ([, id]) => id,
  })
  .map((made) => made.map(([second, id, kind]) => eventAt(second, id, kind)))

describe('the pages of a list', () => {
  it('hold every event once, whichever way they are turned', () => {
    fc.assert(
      fc.property(anyEvents, fc.constantFrom(...ONLY), (events, only) => {
        const actions = joinTwins(events)
        const down = walk(events, { only, from: { way: 'first' } }, 'older')
        const last = down.pages.at(-1) ?? FIRST_PAGE
        const up = walk(events, last, 'newer')

        const all = pageOf(actions, { only, from: { way: 'first' } }, 1_000).rows.map((row) => row.event.id)
        expect(down.ids.flat()).toEqual(all)
        expect(new Set(up.ids.flat())).toEqual(new Set(all))
      }),
    )
  })

  it('lose and repeat none while newer ones come in', () => {
    fc.assert(
      fc.property(anyEvents, anyEvents, (events, later) => {
        const newer = later.map((each, index) => eventAt(20 + index, `later-${each.id}`, 0))
        const first = pageOf(joinTwins(events), FIRST_PAGE, SIZE)
        const rest = first.older === undefined ? [] : walk([...newer, ...events], first.older, 'older').ids.flat()

        expect([...first.rows.map((row) => row.event.id), ...rest]).toEqual(
          joinTwins(events).map((row) => row.event.id),
        )
      }),
    )
  })

  it('are carried by a button in at most 75 characters, whatever the id', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ONLY),
        fc.constantFrom('older', 'newer'),
        fc.string({ minLength: 1 }),
        (only, way, id) => {
          const page = { only, from: { way, time: eventAt(1, 'x', 0).time, id } } as EventPage
          const said = sayPage({
            ...page,
            from: { ...page.from, id: id.replaceAll(/[^\w:-]/g, 'x').repeat(9) } as never,
          })

          expect(said.length).toBeLessThanOrEqual(75)
          expect(sayPage(readPage(said))).toBe(said)
        },
      ),
    )
  })

  it.each(['', 'x', 'ao.', 'ao.zzzzzzzzzzzz.a', 'af.1.a.b', 'DROP TABLE'])(
    'what is none of ours (%s) is the first page',
    (value) => {
      expect(readPage(value).from).toEqual({ way: 'first' })
    },
  )
})

function walk(events: readonly Event[], start: EventPage, way: 'older' | 'newer') {
  const actions = joinTwins(events)
  const [ids, pages]: [string[][], EventPage[]] = [[], []]
  for (let page: EventPage | undefined = start; page !== undefined && ids.length < 100; ) {
    pages.push(page)
    const shown: ReturnType<typeof pageOf> = pageOf(actions, readPage(sayPage(page)), SIZE)
    ids.push(shown.rows.map((row) => row.event.id))
    page = shown[way]
  }
  return { ids, pages }
}

function eventAt(second: number, id: string, kind: number): Event {
  const eventTime = new Date(Date.UTC(2026, 10, 23, 10, 0, second)).toISOString()
  const more = [{ readOnly: true }, {}, DENIED][kind] ?? {}
  return event({ ...call('iam:CreateUser', more), eventID: id, eventTime })
}
