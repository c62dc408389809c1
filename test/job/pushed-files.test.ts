import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { AwsGap } from '../../src/aws/aws-gap.ts'
import { fetchLog } from '../../src/backends/log-files/fetch-log.ts'
import type { Fields } from '../../src/event/event.ts'
import type { Sources } from '../../src/job/answer-question.ts'
import { makePushedCover } from '../../src/job/pushed-cover.ts'
import { takePushed } from '../../src/job/pushed-events.ts'
import { forgetOld } from '../../src/job/watch-tidy.ts'
import { rememberEvents } from '../../src/job/watch-remember.ts'
import { type Instant, instant } from '../../src/lib/instant.ts'
import { readQuestion } from '../../src/question/read-question.ts'
import { makeMemoryWatches } from '../../src/stores/memory-watches.ts'
import { announcedPlace } from '../../src/watch/announced-place.ts'
import { WATCH_SETTINGS as settings } from '../../src/watch/settings.ts'
import { makeSighter } from '../../src/watch/sighter.ts'
import type { WatchStore } from '../../src/watch/store.ts'
import type { Watch } from '../../src/watch/watch.ts'
import { BUCKET, fromS3, fromTopic, fromTrail, logKey } from '../made/announced.ts'
import { pushed } from '../made/pushed.ts'
import { event, record } from '../made/records.ts'

const AT = event().time
const [A, B] = ['111122223333', '444455556666']
const TEAM = 'T00FAKE'
const KEY = logKey()
const DAY = 86_400_000

describe('an announced log file', () => {
  it('is read, what watches ask for is kept, and its message may be deleted', async () => {
    const world = await make(['Alice'])
    world.put(KEY, [record(), record({ eventID: 'b', eventName: 'StopInstances' }), bob('c')])

    expect(await world.push([fromS3({ keys: [KEY] })])).toEqual({ done: ['0'], failed: 0 })
    expect(await world.untold()).toEqual([event().id, 'b'])
  })

  it('tells once what is pushed, polled and in three files too, in whichever order they come', async () => {
    const ways = ['file', 'again', 'copy', 'pushed', 'polled'] as const
    for (let turn = 0; turn < ways.length; turn += 1) {
      const world = await make(['Alice'])
      const copy = logKey({ region: 'us-east-1' })
      for (const key of [KEY, copy]) world.put(key, [record(), record()])
      const go = {
        file: () => world.push([fromTopic(fromTrail({ keys: [KEY] }))]),
        again: () => world.push([fromS3({ keys: [KEY] }), fromTrail({ keys: [KEY] })]),
        copy: () => world.push([fromTrail({ keys: [copy] })]),
        pushed: () => world.push([pushed(record())]),
        polled: () => world.poll(),
      }
      for (const way of [...ways.slice(turn), ...ways.slice(0, turn)]) await go[way]()
      expect(await world.untold()).toEqual([record().eventID])
      await world.tell()
      for (const way of ways) await go[way]()
      expect(await world.untold()).toEqual([])
    }
  })

  it('is fetched once for a batch that names it often', async () => {
    const world = await make(['Alice'])
    world.put(KEY, [record()])

    await world.push([fromS3({ keys: [KEY, KEY] }), fromTrail({ keys: [KEY] }), fromTopic(fromTrail({ keys: [KEY] }))])
    expect(world.fetched).toEqual([KEY])
  })

  it('that comes again after a month tells nothing, although what was told is forgotten by then', async () => {
    const world = await make(['Alice'])
    world.put(KEY, [record()])
    await world.push([fromS3({ keys: [KEY] })])
    await world.tell()

    world.now = instant(AT + 30 * DAY)
    await world.forget()
    expect(await world.known()).toBe(0)
    world.put(logKey({ at: '2026-12-23T10:05:00Z' }), [record()])
    await world.push([fromS3({ keys: [KEY] }), fromS3({ keys: [logKey({ at: '2026-12-23T10:05:00Z' })] })])
    expect(await world.untold()).toEqual([])
    expect(world.fetched).toHaveLength(2)
  })

  it('from before every watch is not even fetched: a copy of years of logs costs nothing', async () => {
    const world = await make(['Alice'], { since: instant(AT + 3_600_000) })
    world.put(KEY, [record()])
    const young = logKey({ at: '2026-11-23T11:05:00Z' })
    world.put(young, [record({ eventID: 'before' }), record({ eventID: 'since', eventTime: '2026-11-23T11:00:01Z' })])
    world.now = instant(AT + 2 * 3_600_000)

    expect(await world.push([fromS3({ keys: [KEY, young] })])).toEqual({ done: ['0'], failed: 0 })
    expect(world.fetched).toEqual([young])
    expect(await world.untold()).toEqual(['since'])
  })

  it('of an account that nobody named, or that no watch may hold, is not fetched; strangers in a file are left out', async () => {
    const world = await make([`Alice account:${A}`])
    world.put(KEY, [record(), record({ eventID: 'strange', recipientAccountId: '999999999999' })])
    const keys = [logKey({ account: '999999999999' }), logKey({ account: B }), KEY]

    expect(await world.push([fromS3({ keys })])).toEqual({ done: ['0'], failed: 0 })
    expect(world.fetched).toEqual([KEY])
    expect(await world.untold()).toEqual([record().eventID])
    expect(world.logged.map(([, data]) => data)).toContainEqual(expect.objectContaining({ strange: 1, events: 1 }))
  })

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 20), 'truncated'],
    ['damaged', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('more')]), 'corrupt'],
    ['of something else', () => gzipSync('hello'), 'not-a-log'],
    ['empty', () => Buffer.alloc(0), 'truncated'],
    ['that expands beyond all bounds', () => gzipSync(Buffer.alloc(2_000_000)), 'too-large'],
    ['that S3 refuses', () => new AwsGap('denied', 'The role whodid-files lacks s3:GetObject.'), 'denied'],
    ['that a defect keeps from being read', () => new TypeError('x is not a function'), 'failed'],
  ] as const)('%s stays in the queue, and is told like any other gap; others are done', async (_, broken, reason) => {
    const world = await make(['Alice'])
    const good = logKey({ unique: 'good' })
    world.put(good, [record({ eventID: 'good' })])
    world.objects.set(KEY, broken(gzipSync(JSON.stringify({ Records: [record()] }))))

    expect(
      await world.push([fromS3({ keys: [KEY] }), fromS3({ keys: [good] }), fromS3({ keys: [good, KEY] })]),
    ).toEqual({
      done: ['1'],
      failed: 2,
    })
    expect(await world.untold()).toContain('good')
    expect((await world.cursor())?.gap).toMatchObject({
      reason,
      since: world.now,
      from: Date.parse('2026-11-23T10:05:00Z'),
      detail: expect.stringMatching(
        /^A log file of 111122223333 could not be read: 111122223333_CloudTrail_eu-central-1_.*in example-cloudtrail\. ./,
      ),
    })
  })

  it('what could be read of a torn one is kept', async () => {
    const world = await make(['Alice'])
    const many = Array.from({ length: 1_500 }, (_, at) => record({ eventID: `e${at}` }))
    const whole = gzipSync(JSON.stringify({ Records: many }))
    world.objects.set(KEY, whole.subarray(0, whole.length - 500))

    expect((await world.push([fromS3({ keys: [KEY] })])).failed).toBe(1)
    expect((await world.untold()).length).toBeGreaterThan(500)
    world.objects.set(KEY, whole)
    expect((await world.push([fromS3({ keys: [KEY] })])).failed).toBe(0)
    expect(await world.untold()).toHaveLength(1_500)
  })

  it('a record in it that cannot be read keeps no other back, and is counted in the log', async () => {
    const world = await make(['Alice'])
    world.put(KEY, [record(), { eventName: 'NoTime' }, 'text', null])

    expect(await world.push([fromS3({ keys: [KEY] })])).toEqual({ done: ['0'], failed: 0 })
    expect(await world.untold()).toHaveLength(1)
    expect(world.logged.map(([, data]) => data)).toContainEqual(expect.objectContaining({ unreadable: 3, events: 1 }))
  })

  it('stays in the queue while the store is away, which is no gap of anybody’s', async () => {
    const world = await make(['Alice'])
    world.put(KEY, [record()])
    world.away = true
    expect(await world.push([fromS3({ keys: [KEY] }), 'x'])).toEqual({ done: ['1'], failed: 1 })
    world.away = false
    expect(await world.cursor()).toBeUndefined()
    expect((await world.push([fromS3({ keys: [KEY] })])).failed).toBe(0)
    expect(await world.untold()).toHaveLength(1)
  })

  it('moves no cursor', async () => {
    const world = await make(['Alice'])
    world.put(KEY, [record()])
    await world.push([fromS3({ keys: [KEY] })])

    expect(await world.cursors()).toEqual([])
  })

  it('is read together with five hundred others, four at a time', async () => {
    const world = await make(['Alice'])
    const keys = Array.from({ length: 500 }, (_, at) => logKey({ unique: `n${at}` }))
    for (const [at, key] of keys.entries()) world.put(key, [record({ eventID: `e${at}` })])

    expect(await world.push([fromTrail({ keys })])).toEqual({ done: ['0'], failed: 0 })
    expect(await world.untold()).toHaveLength(500)
    expect(world.atOnce).toBe(4)
  })
})

describe('the gap of files that cannot be read', () => {
  it('goes on while they fail, and is over when they do not any more', async () => {
    const world = await make(['Alice'])
    world.objects.set(KEY, new AwsGap('denied', 'No.'))
    await world.push([fromS3({ keys: [KEY] })])
    const since = world.now
    await world.later(10)
    await world.push([fromS3({ keys: [KEY] })])
    expect((await world.cursor())?.gap).toMatchObject({ since, tries: 2 })

    world.put(KEY, [record()])
    await world.later(1)
    await world.push([fromS3({ keys: [KEY] })])
    expect((await world.cursor())?.gap).toMatchObject({ since })
    await world.later(25)
    world.put(logKey({ unique: 'next' }), [bob('n')])
    await world.push([fromS3({ keys: [logKey({ unique: 'next' })] })])
    expect(await world.cursor()).toMatchObject({ to: world.now })
    expect((await world.cursor())?.gap).toBeUndefined()
  })

  it('is another one after the message was put aside', async () => {
    const world = await make(['Alice'])
    world.objects.set(KEY, gzipSync('hello'))
    await world.push([fromS3({ keys: [KEY] })])
    await world.later(60)
    await world.push([fromS3({ keys: [KEY] })])

    expect((await world.cursor())?.gap).toMatchObject({ since: world.now, tries: 1 })
  })

  it('does not keep what was told from being forgotten', async () => {
    const world = await make(['Alice'])
    world.objects.set(KEY, gzipSync('hello'))
    world.put(logKey({ unique: 'good' }), [record()])
    await world.push([fromS3({ keys: [KEY, logKey({ unique: 'good' })] })])
    await world.tell()
    world.now = instant(AT + 30 * DAY)
    await world.forget()

    expect(await world.known()).toBe(0)
  })

  it('is nobody’s where no watch may hold the account', async () => {
    const world = await make([`Alice account:${B}`])
    world.objects.set(KEY, gzipSync('hello'))
    await world.push([fromS3({ keys: [KEY] })])

    expect(await world.cursors()).toEqual([])
  })
})

function bob(eventID: string): Fields {
  return record({ eventID, userIdentity: { type: 'IAMUser', userName: 'Bob', arn: `arn:aws:iam::${A}:user/Bob` } })
}

async function make(words: readonly string[], more: Partial<Watch> = {}) {
  const world = {
    now: instant(AT + 360_000),
    away: false,
    logged: [] as (readonly [string, object, string])[],
    objects: new Map<string, Buffer | Error>(),
    fetched: [] as string[],
    atOnce: 0,
  }
  const clock = { now: () => world.now, sleep: async () => undefined }
  const kept = makeMemoryWatches(clock)
  const store: WatchStore = {
    ...kept,
    async remember(...args) {
      if (world.away) throw new Error('the store is away')
      return kept.remember(...args)
    },
  }
  const write = (level: string) => (data: object, message: string) => void world.logged.push([level, data, message])
  const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  const accounts = [A, B].map((id) => ({ id, alias: undefined }))
  const place = { backend: 'log-files', name: 'trail', account: undefined, region: undefined } as const
  const sources = { estate: { accounts, places: [place] }, backends: new Map() } satisfies Sources
  const cover = makePushedCover({ sources: () => sources, now: clock.now, settings })
  let fetching = 0
  const getObject = async (_: string, key: string): Promise<Buffer> => {
    world.fetched.push(key)
    world.atOnce = Math.max(world.atOnce, ++fetching)
    await Promise.resolve()
    fetching -= 1
    const object = world.objects.get(key) ?? new AwsGap('missing', 'It is not there any more.')
    if (object instanceof Error) throw object
    return object
  }
  const limits = { expandedBytes: 1_500_000, ratio: 200 }
  const files = { buckets: [{ name: BUCKET }], read: (file: Named) => fetchLog(file, getObject, limits) }
  const deps = { store, settings, log, clock, cover, files }
  const watches = words.map((each, at) => ({ ...watchOf(each, `w${at}`), ...more }))
  for (const watch of watches) await store.putWatch(watch, 0)
  const sightings = () => kept.untold(TEAM, 'C0FAKE', 'now', 10_000)
  const cursors = async () => (await kept.cursors(TEAM)).map(({ row }) => row)
  return Object.assign(world, {
    put: (key: string, Records: readonly unknown[]) =>
      void world.objects.set(key, gzipSync(JSON.stringify({ Records }))),
    push: (bodies: readonly (object | string)[], sentAt?: Instant) =>
      takePushed(
        bodies.map((body, at) => ({
          id: String(at),
          body: typeof body === 'string' ? body : JSON.stringify(body),
          sentAt: sentAt ?? world.now,
        })),
        deps,
      ),
    poll: () => rememberEvents(TEAM, [event()], makeSighter(watches, settings, world.now, false), deps),
    sightings,
    untold: async () => (await sightings()).map(({ key }) => key).toSorted(),
    async tell() {
      await kept.move(
        TEAM,
        'C0FAKE',
        (await sightings()).map(({ key }) => key),
        'told',
      )
    },
    /** How often the first event is remembered, told or not. */
    known: async () => (await kept.sightings(TEAM, 'C0FAKE', [event().id])).length,
    forget: () => forgetOld(TEAM, ['C0FAKE'], deps),
    cursors,
    cursor: async () => (await cursors()).find((row) => row.place === announcedPlace(A)),
    async later(minutes: number) {
      world.now = instant(world.now + minutes * 60_000)
    },
  })
}

type Named = { readonly bucket: string; readonly key: string }

function watchOf(words: string, id: string): Watch {
  const reading = readQuestion(`watch ${words}`, { now: AT, zone: 'UTC', accounts: [] })
  if (reading.kind !== 'watch') throw new Error(words)
  const { terms } = reading.asked.question
  const own = { team: TEAM, id, channel: 'C0FAKE', owner: 'U0FAKE', since: instant(0), mutes: [] } as const
  return { ...own, terms, urgency: { kind: 'each' } }
}
