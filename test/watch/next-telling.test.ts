import { describe, expect, test } from 'vitest'
import { type Instant, instant } from '../../src/lib/instant.ts'
import { afterRefusal } from '../../src/job/watch-refusal.ts'
import { begin, closed, emptyBook, sent } from '../../src/watch/book.ts'
import { end, pause, release, suspend } from '../../src/watch/hold.ts'
import { nextTelling, type TellingView } from '../../src/watch/next-telling.ts'
import { WATCH_SETTINGS as settings } from '../../src/watch/settings.ts'
import type { Book, Cursor, Sighting, Watch } from '../../src/watch/watch.ts'

const NOW = instant(Date.parse('2026-11-23T10:00Z'))
const MINUTE = 60_000
const before = (ms: number): Instant => instant(NOW - ms)

const watch = (more: Partial<Watch> = {}): Watch => ({
  team: 'T00FAKE',
  id: 'w1',
  channel: 'C0FAKE',
  owner: 'U0FAKE',
  terms: [],
  urgency: { kind: 'each' },
  since: before(60 * MINUTE),
  mutes: [],
  ...more,
})

let made = 0
function sighting(more: Partial<Sighting> & { readonly who?: string } = {}): Sighting {
  const { who = 'IAM user Alice', ...rest } = more
  const key = `e${String(made++).padStart(6, '0')}`
  const said = { who, name: 'RunInstances', source: '', account: '', region: 'eu-central-1', address: '' }
  return {
    key,
    event: key,
    time: before(MINUTE),
    seenAt: before(MINUTE),
    watches: ['w1'],
    lane: 'now',
    said: { ...said, target: undefined, error: undefined, write: true },
    standsOut: [],
    late: false,
    ...rest,
  }
}

const many = (count: number, more: Parameters<typeof sighting>[0] = {}) =>
  Array.from({ length: count }, () => sighting(more))

function view(
  waiting: readonly Sighting[],
  more: Partial<TellingView> & { readonly all?: readonly Watch[] } = {},
): TellingView {
  const { all = [watch()], ...rest } = more
  return {
    book: emptyBook('T00FAKE', 'C0FAKE'),
    watches: new Map(all.map((one) => [one.id, one])),
    tellable: new Set(all.filter(({ hold, ended }) => hold === undefined && ended === undefined).map(({ id }) => id)),
    waiting,
    cursors: [],
    now: NOW,
    ...rest,
  }
}

function content(of: TellingView) {
  const next = nextTelling(of, settings)
  return next.kind === 'begin' ? next.book.open?.content : next
}

function keys(sightings: readonly Sighting[]): readonly string[] {
  return sightings.map(({ key }) => key)
}

describe('what a channel is told next', () => {
  test('is one identity’s events, oldest first, written down before it is sent', () => {
    const late = sighting({ time: before(5 * MINUTE) })
    const first = sighting()
    const other = sighting({ who: 'IAM user Bob' })
    const next = nextTelling(view([first, late, other]), settings)

    expect(next.kind === 'begin' && next.book.open).toMatchObject({
      state: 'intent',
      attempts: 1,
      to: { kind: 'channel', thread: undefined },
      content: { kind: 'events', watch: 'w1', who: 'IAM user Alice', root: undefined, keys: [late.key, first.key] },
    })
  })

  test('is what stands out before anything that came earlier', () => {
    const grave = sighting({ who: 'IAM user Bob', standsOut: ['trail-changed'] })

    expect(content(view([...many(5), grave]))).toMatchObject({ kind: 'events', keys: [grave.key] })
  })

  test('is a digest where there is more than a message lists, and what stands out is not buried in it', () => {
    const burst = many(30)
    const grave = sighting({ standsOut: ['trail-changed'] })

    expect(content(view(burst))).toEqual({ kind: 'digest', why: 'burst', keys: keys(burst) })
    expect(content(view([...burst, grave]))).toMatchObject({ kind: 'events', keys: [grave.key] })
  })

  test('is three messages for thirty thousand events', () => {
    const told = content(view(many(30_000)))

    expect(told).toMatchObject({ kind: 'digest' })
    expect(told !== undefined && 'keys' in told && told.keys.length).toBe(10_000)
  })

  test('goes into the thread of its identity until that was quiet, then into a new one', () => {
    const opened = begin(
      emptyBook('T00FAKE', 'C0FAKE'),
      { kind: 'channel' },
      { kind: 'events', watch: 'w1', who: 'IAM user Alice', root: undefined, keys: ['a'] },
      before(10 * MINUTE),
    )
    const book = closed(sent(opened, '1.1', [sighting()], before(10 * MINUTE), settings))
    const quiet: Book = { ...book, roots: book.roots.map((root) => ({ ...root, at: before(settings.quiet) })) }

    expect(content(view([sighting()], { book }))).toMatchObject({ root: opened.open?.key })
    expect(content(view([sighting({ who: 'IAM user Bob' })], { book }))).toMatchObject({ root: undefined })
    expect(content(view([sighting()], { book: quiet }))).toMatchObject({ root: undefined })
  })

  test('waits for Slack’s pace', () => {
    const book = { ...emptyBook('T00FAKE', 'C0FAKE'), sentAt: before(500) }

    expect(nextTelling(view([sighting()], { book }), settings).kind).toBe('too-soon')
    expect(nextTelling(view([], { book }), settings).kind).toBe('rest')
  })

  test('is a digest on its hour, of what was seen before it; what stands out does not wait', () => {
    const all = [watch({ urgency: { kind: 'hourly' } })]
    const seen = sighting({ lane: 'later:w1', seenAt: before(MINUTE) })
    const fresh = sighting({ lane: 'later:w1', seenAt: NOW })
    const grave = sighting({ standsOut: ['trail-changed'], seenAt: NOW })

    expect(content(view([seen, fresh], { all }))).toEqual({ kind: 'digest', why: 'due', keys: [seen.key] })
    expect(nextTelling(view([fresh], { all }), settings).kind).toBe('rest')
    expect(content(view([fresh, grave], { all }))).toMatchObject({ kind: 'events', keys: [grave.key] })
  })

  test('is nothing while it is paused, and one digest afterwards', () => {
    const paused = pause(watch(), before(MINUTE), undefined)
    const one = sighting()

    expect(nextTelling(view([one], { all: [paused] }), settings)).toEqual({
      kind: 'move',
      moves: [{ keys: [one.key], to: 'held:w1' }],
    })
    expect(content(view([{ ...one, lane: 'held:w1' }], { all: [release(paused, NOW)] }))).toEqual({
      kind: 'digest',
      why: 'held',
      keys: [one.key],
    })
  })

  test('is nothing while a right cannot be confirmed, and nothing is put away either', () => {
    expect(nextTelling(view([sighting()], { tellable: new Set() }), settings).kind).toBe('rest')
  })

  test('is not what only an ended watch asked for', () => {
    const one = sighting()
    const both = sighting({ watches: ['w1', 'w2'] })
    const all = [end(watch(), NOW), watch({ id: 'w2' })]

    expect(nextTelling(view([one, both], { all }), settings)).toEqual({
      kind: 'move',
      moves: [{ keys: [one.key], to: 'told' }],
    })
    expect(content(view([both], { all }))).toMatchObject({ watch: 'w2', keys: [both.key] })
  })

  test('the owner of suspended watches is told once, of all of them', () => {
    const first = suspend(watch(), NOW, 'shared')
    const second = suspend(watch({ id: 'w2' }), NOW, 'shared')
    const told = { ...first, hold: { ...first.hold, told: true } as NonNullable<Watch['hold']> }
    const next = nextTelling(view([], { all: [first, second] }), settings)

    expect(next.kind === 'begin' && next.book.open).toMatchObject({
      to: { kind: 'person', person: 'U0FAKE' },
      content: { notices: [{ kind: 'suspended', watch: 'w1', reason: 'shared' }, { watch: 'w2' }] },
    })
    expect(nextTelling(view([], { all: [told] }), settings).kind).toBe('rest')
  })
})

test('a watch whose owner has left is told of in its channel, where that was just seen to be as it should', () => {
  const left = suspend(watch(), NOW, 'owner-gone')
  const seen = (orphans: readonly string[]) =>
    nextTelling({ ...view([], { all: [left] }), orphans: new Set(orphans) }, settings)
  const told = seen(['w1'])

  expect(told.kind === 'begin' && told.book.open).toMatchObject({
    to: { kind: 'channel' },
    content: { kind: 'notice' },
  })
  expect(seen([]).kind).toBe('rest')
})

describe('a gap', () => {
  const gap = (since: Instant) => ({ since, from: since, reason: 'denied', detail: 'no', tries: 3, again: NOW })
  const cursor = (since?: Instant): Cursor => ({
    team: 'T00FAKE',
    place: 'p',
    to: NOW,
    dayLook: NOW,
    weekLook: NOW,
    lookedAt: NOW,
    ...(since === undefined ? {} : { gap: gap(since) }),
  })

  test('is told when it has lasted, once, and once when it is over', () => {
    const long = before(settings.gapPatience)
    const first = nextTelling(view([], { cursors: [cursor(long)] }), settings)
    const book =
      first.kind === 'begin'
        ? closed(sent({ ...first.book, sentAt: before(MINUTE) }, '1.1', [], before(MINUTE), settings))
        : undefined
    if (book === undefined) throw new Error('nothing was told')

    expect(nextTelling(view([], { cursors: [cursor(before(MINUTE))] }), settings).kind).toBe('rest')
    expect(first).toMatchObject({
      book: { open: { content: { notices: [{ kind: 'gap', place: 'p', reason: 'denied' }] } } },
    })
    expect(nextTelling(view([], { book, cursors: [cursor(long)] }), settings).kind).toBe('rest')
    expect(content(view([], { book, cursors: [cursor()] }))).toMatchObject({
      notices: [{ kind: 'gap-over', since: long }],
    })
  })
})

describe('a flood', () => {
  const flooded = {
    ...emptyBook('T00FAKE', 'C0FAKE'),
    recent: Array.from({ length: settings.floodAfter }, () => before(MINUTE)),
  }
  const slowed: Book = { ...flooded, flood: { since: before(MINUTE), next: instant(NOW + MINUTE) } }

  test('is said, once', () => {
    expect(content(view([sighting()], { book: flooded }))).toMatchObject({ notices: [{ kind: 'slowed' }] })
    expect(nextTelling(view([sighting()], { book: slowed }), settings).kind).toBe('rest')
  })

  test('is told in a digest every now and then, until it is over', () => {
    const due: Book = { ...slowed, flood: { since: before(MINUTE), next: NOW } }
    const over = nextTelling(view(many(3), { book: due }), settings)

    expect(content(view(many(30), { book: due }))).toMatchObject({ kind: 'digest', why: 'flood' })
    expect(over).toMatchObject({ kind: 'begin', book: { flood: undefined, open: { content: { kind: 'events' } } } })
  })

  test('does not keep what stands out waiting for more than a minute', () => {
    const grave = sighting({ standsOut: ['trail-changed'] })
    const lately = { ...slowed, sentAt: before(settings.floodUrgentEvery - 1) }

    expect(content(view([...many(50), grave], { book: slowed }))).toEqual({
      kind: 'digest',
      why: 'flood',
      keys: [grave.key],
    })
    expect(nextTelling(view([grave], { book: lately }), settings).kind).toBe('rest')
  })
})

describe('a root message', () => {
  test('counts everything in its thread, with first, last, Regions and names', () => {
    let book = emptyBook('T00FAKE', 'C0FAKE')
    for (const [at, region] of ['eu-central-1', 'us-east-1'].entries()) {
      const one = sighting({ time: before((5 - at) * MINUTE) })
      const events = [{ ...one, said: { ...one.said, region } }, sighting()]
      const root = book.roots[0]?.key
      book = begin(
        book,
        { kind: 'channel' },
        { kind: 'events', watch: 'w1', who: 'IAM user Alice', root, keys: keys(events) },
        NOW,
      )
      book = closed(sent(book, `${at}`, events, NOW, settings))
    }

    expect(book.roots).toHaveLength(1)
    expect(book.roots[0]).toMatchObject({
      ts: '0',
      count: 4,
      shown: 2,
      first: before(5 * MINUTE),
      last: before(MINUTE),
      regions: ['eu-central-1', 'us-east-1'],
      names: [['RunInstances', 4]],
    })
    expect(book.roots[0]?.opening).toHaveLength(2)
  })
})

describe('when Slack refuses', () => {
  const open = begin(emptyBook('T00FAKE', 'C0FAKE'), { kind: 'channel' }, { kind: 'notice', notices: [] }, NOW).open
  const refused = (reason: Parameters<typeof afterRefusal>[1]['reason'], retryAfterMs?: number) => ({
    kind: 'unposted' as const,
    reason,
    detail: '',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  })

  test('it is waited as long as it says, a channel that is gone suspends, a person that is gone is let be', () => {
    if (open === undefined) throw new Error('nothing is open')
    const toOwner = { ...open, to: { kind: 'person', person: 'U0FAKE' } as const }

    expect(afterRefusal(open, refused('rate-limited', 7_000), NOW)).toEqual({ kind: 'again', at: NOW + 7_000 })
    expect(afterRefusal(open, refused('archived'), NOW)).toEqual({ kind: 'channel-gone', reason: 'archived' })
    expect(afterRefusal(open, refused('restricted'), NOW)).toEqual({ kind: 'channel-gone', reason: 'no-rights' })
    expect(afterRefusal(toOwner, refused('no-channel'), NOW)).toEqual({ kind: 'person-gone' })
    expect(afterRefusal(open, refused('app-dead'), NOW)).toMatchObject({ kind: 'again' })
  })
})
