import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Fields } from '../../../src/event/event.ts'
import { instant } from '../../../src/lib/instant.ts'
import { record, roleSession } from '../../made/records.ts'
import { gather, keyOf, madeFolder, named, opened, put, searchFor, zipped } from './made-folder.ts'

const AT = '2026-11-23T10:05'

describe('what is read', () => {
  const two = [numbered(1), numbered(2)]
  const text = JSON.stringify({ Records: two })
  const lines = two.map((one) => JSON.stringify(one)).join('\n')
  const looked = { Events: two.map((one) => ({ EventId: one.eventID, CloudTrailEvent: JSON.stringify(one) })) }
  const layouts: readonly (readonly [what: string, path: string, content: string | Buffer])[] = [
    ['CloudTrail’s own key', keyOf(AT), zipped(two)],
    ['the key of an organisation’s trail', keyOf(AT).replace('AWSLogs/', 'AWSLogs/o-fake123456/'), zipped(two)],
    ['a key below a prefix', `some/prefix/${keyOf(AT)}`, zipped(two)],
    ['a network activity key', keyOf(AT).replaceAll('CloudTrail', 'CloudTrail-NetworkActivity'), zipped(two)],
    ['a loose .json', 'a.json', text],
    ['a loose .json that is indented', 'a.json', JSON.stringify({ Records: two }, null, 2)],
    ['a loose .json.gz', 'deep/er/a.json.gz', zipped(two)],
    ['a bare list', 'a.json', JSON.stringify(two)],
    ['one record a line', 'a.jsonl', lines],
    ['one record a line, gzipped', 'a.jsonl.gz', gzipSync(lines)],
    ['Records in each line', 'a.jsonl', two.map((one) => JSON.stringify({ Records: [one] })).join('\r\n')],
    ['an answer of LookupEvents', 'a.json', JSON.stringify(looked)],
    ['a byte order mark', 'a.json', `\ufeff${text}`],
  ]
  for (const [what, path, content] of layouts) {
    for (const prefilter of [true, false]) {
      it(`${what}${prefilter ? '' : ', every record'}`, async () => {
        const backend = opened({ root: madeFolder({ [path]: content }), prefilter })

        const found = await gather(backend, searchFor([named('Alice')]))

        expect(found.ids).toEqual([idOf(1), idOf(2)])
        expect(found.gaps).toEqual([])
        expect(found.ledger).toEqual({ records: 2, events: 2, unreadable: 0, duplicates: 0 })
      })
    }
  }

  it('passes over digests, insights and aggregates', async () => {
    const root = madeFolder({
      [keyOf(AT)]: [numbered(1)],
      [keyOf(AT).replaceAll('CloudTrail', 'CloudTrail-Digest')]: [numbered(2)],
      [keyOf(AT).replaceAll('CloudTrail', 'CloudTrail-Insight')]: [numbered(3)],
      [keyOf(AT).replace('/CloudTrail/', '/CloudTrail-Aggregated/')]: [numbered(4)],
      'notes.txt': 'not a log',
    })

    const found = await gather(opened({ root }), searchFor())

    expect(found.ids).toEqual([idOf(1)])
    expect(found.gaps).toEqual([])
  })

  it('says that a folder holds no logs, and that a folder is not there', async () => {
    expect((await gather(opened({ root: madeFolder({}) }), searchFor())).gaps).toMatchObject([{ reason: 'missing' }])
    expect((await gather(opened({ root: '/nowhere/at/all' }), searchFor())).gaps).toMatchObject([{ reason: 'missing' }])
  })
})

describe('what is found', () => {
  it('is told once, however often it was delivered', async () => {
    const root = madeFolder({
      [keyOf(AT)]: [numbered(1), numbered(2), numbered(2)],
      [keyOf(AT, { unique: 'Again' })]: [numbered(2), numbered(3)],
      'copy.json': JSON.stringify([numbered(1)]),
    })

    const found = await gather(opened({ root, threads: 2 }), searchFor([named('Alice')]))

    expect(found.ids).toEqual([idOf(1), idOf(2), idOf(3)])
    expect(found.ledger).toEqual({ records: 6, events: 3, unreadable: 0, duplicates: 3 })
  })

  it('lies in the window, its start included and its end not', async () => {
    const times = ['09:59:59', '10:00:00', '10:29:59', '10:30:00']
    const records = times.map((time, i) => numbered(i, { eventTime: `2026-11-23T${time}Z` }))
    const window = { from: instant(Date.UTC(2026, 10, 23, 10)), to: instant(Date.UTC(2026, 10, 23, 10, 30)) }

    const found = await gather(
      opened({ root: madeFolder({ [keyOf('2026-11-23T10:35')]: records }) }),
      searchFor([], { window }),
    )

    expect(found.ids).toEqual([idOf(1), idOf(2)])
  })

  it('is not lost to the way a writer escapes JSON', async () => {
    const root = madeFolder({
      'escaped.json': JSON.stringify([numbered(1)]).replace('"Alice"', '"\\u0041lice"'),
      'slashes.json': JSON.stringify([numbered(2)]).replaceAll('/', '\\/'),
    })
    const arn = { kind: 'identity', by: 'arn', value: 'arn:aws:iam::111122223333:user/Alice', prefix: false } as const

    expect((await gather(opened({ root }), searchFor([named('Alice')]))).ids).toEqual([idOf(1), idOf(2)])
    expect((await gather(opened({ root }), searchFor([arn]))).ids).toEqual([idOf(1), idOf(2)])
  })

  it('counts what cannot be read', async () => {
    const records = [
      numbered(1),
      null,
      'text',
      numbered(2, { eventName: undefined }),
      numbered(3, { eventTime: 'yesterday' }),
    ]
    const root = madeFolder({ 'a.json': JSON.stringify(records).replace('null,"text"', 'null,{"torn":},"text"') })

    const found = await gather(opened({ root }), searchFor())

    expect(found.ids).toEqual([idOf(1)])
    expect(found.ledger).toEqual({ records: 6, events: 1, unreadable: 5, duplicates: 0 })
  })

  it('counts what stands where a record should, though the bytes were searched first', async () => {
    const root = madeFolder({ 'a.json': JSON.stringify({ Records: [JSON.stringify(numbered(1)), numbered(2)] }) })
    for (const prefilter of [true, false]) {
      const found = await gather(opened({ root, prefilter }), searchFor([named('Alice')]))
      expect(found.ledger).toEqual({ records: 2, events: 1, unreadable: 1, duplicates: 0 })
    }
  })

  it('is the same for a search of one account and Region, wherever its file lies', async () => {
    const root = madeFolder({
      [keyOf(AT, { region: 'us-east-1' })]: [
        numbered(1, { awsRegion: 'us-east-1' }),
        numbered(2, { awsRegion: 'eu-west-1' }),
      ],
      [keyOf(AT, { account: '444455556666' })]: [
        numbered(3, { recipientAccountId: '444455556666', awsRegion: 'eu-west-1' }),
      ],
      'loose.json': JSON.stringify([numbered(4, { awsRegion: 'eu-west-1' })]),
    })

    const found = await gather(opened({ root }), searchFor([], { account: '111122223333', region: 'eu-west-1' }))

    expect(found.ids).toEqual([idOf(2), idOf(4)])
    expect(found.looked).toEqual(['111122223333/eu-west-1', '111122223333/us-east-1'])
  })

  it('tells the newest event seen, matching or not, and believes no time that is later than its file', async () => {
    const trick = { requestParameters: { eventTime: '2040-01-01T00:00:00Z' } }
    const root = madeFolder({
      [keyOf('2026-11-23T10:05')]: [
        numbered(1, { eventTime: '2026-11-23T10:04:00Z', ...trick }),
        numbered(2, { eventTime: '2026-11-23T10:01:00Z', ...trick }),
      ],
      [keyOf('2026-11-22T10:05')]: [numbered(3, { eventTime: '2026-11-22T10:01:00Z' })],
    })

    const found = await gather(opened({ root }), searchFor([named('Nobody')]))

    expect(found.ids).toEqual([])
    expect(found.newest).toBe(Date.UTC(2026, 10, 23, 10, 4))
  })

  it('suggests the names that acted in the window', async () => {
    const root = madeFolder({
      [keyOf(AT)]: [
        numbered(1),
        numbered(2, { userIdentity: roleSession('Deploy', 'alice@example.com') }),
        numbered(3, { userIdentity: { type: 'IAMUser', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' } }),
        numbered(4),
        numbered(5, { eventTime: '2020-01-01T00:00:00Z', userIdentity: roleSession('Old', 'old') }),
      ],
    })
    const window = { from: instant(Date.UTC(2026, 10, 23)), to: instant(Date.UTC(2026, 10, 24)) }

    const names = await opened({ root }).seenNames?.(
      searchFor([named('alice')], { window }),
      new AbortController().signal,
    )

    expect(names).toEqual([
      { name: 'Alice', by: 'user', count: 2 },
      { name: 'Deploy', by: 'role', count: 1 },
      { name: 'alice@example.com', by: 'session', count: 1 },
    ])
  })
})

describe('what need not be opened', () => {
  const day = { from: instant(Date.UTC(2026, 10, 10)), to: instant(Date.UTC(2026, 10, 11)) }
  const root = () =>
    madeFolder({
      [keyOf('2026-11-09T23:30')]: 'broken',
      [keyOf('2026-11-09T23:50')]: [numbered(1, { eventTime: '2026-11-10T00:01:00Z' })],
      [keyOf('2026-11-10T12:00')]: [numbered(2, { eventTime: '2026-11-10T11:55:00Z' })],
      [keyOf('2026-11-11T23:00')]: [numbered(3, { eventTime: '2026-11-10T22:00:00Z' })],
      [keyOf('2026-11-12T01:00')]: 'broken',
      [keyOf('2025-11-10T12:00')]: 'broken',
      [keyOf('2026-11-10T12:00', { account: '444455556666' })]: 'broken',
    })

  it('is what was delivered before the window, or a day and more after it, and other accounts’ files', async () => {
    const found = await gather(
      opened({ root: root() }),
      searchFor([{ kind: 'account', value: '111122223333' }], { window: day }),
    )

    expect(found.ids).toEqual([idOf(1), idOf(2), idOf(3)])
    expect(found.gaps).toEqual([])
  })

  it('is less where files come later', async () => {
    const search = searchFor([{ kind: 'account', value: '111122223333' }], { window: day })
    const found = await gather(opened({ root: root(), lateMs: 2 * 86_400_000 }), search)

    expect(found.ids).toEqual([idOf(1), idOf(2), idOf(3)])
    expect(found.gaps).toMatchObject([{ reason: 'not-a-log', where: keyOf('2026-11-12T01:00') }])
  })
})

describe('what cannot be read', () => {
  it('is a gap with its name, and the rest is answered', async () => {
    const many = Array.from({ length: 200 }, (_, i) => numbered(i))
    const root = madeFolder({
      [keyOf(AT)]: [numbered(900)],
      'empty.json.gz': '',
      'text.json.gz': 'not gzip',
      'torn.json.gz': zipped(many).subarray(0, 900),
      'torn.json': JSON.stringify({ Records: [numbered(901), numbered(902)] }).slice(0, -100),
      'joined.json': `${JSON.stringify({ Records: [numbered(903)] }).slice(0, -40)}${JSON.stringify({ Records: [numbered(904)] })}`,
      'words.json': 'hello',
      'large.json.gz': gzipSync('x'.repeat(3_000_000)),
    })
    const limits = { expandedBytes: 1_000_000, ratio: 200 }
    for (const prefilter of [true, false]) {
      const found = await gather(opened({ root, limits, prefilter }), searchFor([named('Alice')]))

      expect(found.gaps.map(({ where, reason }) => `${where} ${reason}`).sort()).toEqual([
        'empty.json.gz truncated',
        'joined.json truncated',
        'large.json.gz too-large',
        'text.json.gz not-a-log',
        'torn.json truncated',
        'torn.json.gz truncated',
        'words.json not-a-log',
      ])
      expect(found.ids).toContain(idOf(900))
      expect(found.ids).toContain(idOf(901))
      expect(found.ids).toContain(idOf(0))
    }
  })

  it('is counted by reason where there is a lot of it', async () => {
    const root = madeFolder(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i}.json`, 'x'])))
    const { gaps } = await gather(opened({ root }), searchFor())
    expect(gaps).toHaveLength(51)
    expect(gaps.reduce((sum, { count }) => sum + count, 0)).toBe(60)
  })

  it('is never outside the folder', async () => {
    const outside = madeFolder({ 'secret.json': JSON.stringify([numbered(1)]) })
    const root = madeFolder({ 'inside.json': JSON.stringify([numbered(2)]) })
    symlinkSync(join(outside, 'secret.json'), join(root, 'file.json'))
    symlinkSync(outside, join(root, 'folder'))
    symlinkSync(join(root, 'inside.json'), join(root, 'again.json'))
    symlinkSync(join(root, 'nothing'), join(root, 'dangling.json'))
    symlinkSync(root, join(root, 'round'))

    const found = await gather(opened({ root }), searchFor())

    expect(found.ids).toEqual([idOf(2)])
    expect(found.gaps.map(({ where, reason }) => `${where} ${reason}`).sort()).toEqual([
      'dangling.json missing',
      'file.json outside-root',
      'folder outside-root',
    ])
  })

  it('is a link to a file that is not named like a log, since that file is not read by itself either', async () => {
    const root = madeFolder({ 'data.bin': zipped([numbered(1)]) })
    symlinkSync(join(root, 'data.bin'), join(root, 'a.json.gz'))

    const found = await gather(opened({ root }), searchFor())

    expect(found.gaps.map(({ where, reason }) => `${where} ${reason}`)).toEqual(['a.json.gz not-a-log'])
  })

  it('may be a root that is itself a link', async () => {
    const real = madeFolder({ 'a.json': JSON.stringify([numbered(1)]) })
    const root = madeFolder({})
    symlinkSync(real, join(root, 'logs'))
    expect((await gather(opened({ root: join(root, 'logs') }), searchFor())).ids).toEqual([idOf(1)])
  })

  it('is not the fault of a name that is no UTF-8', async () => {
    const root = madeFolder({})
    const folder = Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff, 0xfe])])
    mkdirSync(folder)
    writeFileSync(Buffer.concat([folder, Buffer.from('/\xfc.json', 'latin1')]), JSON.stringify([numbered(1)]))
    writeFileSync(Buffer.concat([folder, Buffer.from('/\xfd.json', 'latin1')]), '')

    const found = await gather(opened({ root }), searchFor())

    expect(found.ids).toEqual([idOf(1)])
    expect(found.gaps).toMatchObject([{ reason: 'truncated', where: '\ufffd\ufffd/\ufffd.json' }])
  })
})

describe('a search', () => {
  it('gives the same events each time, one thread or several', async () => {
    const root = madeFolder({})
    for (let file = 0; file < 40; file++)
      put(root, keyOf(AT, { unique: `F${file}` }), [numbered(file), numbered(file + 1)])
    const once = await gather(opened({ root, threads: 1 }), searchFor([named('Alice')]))
    const threads = opened({ root, threads: 3 })
    const [twice, thrice] = await Promise.all([
      gather(threads, searchFor([named('Alice')])),
      gather(threads, searchFor([named('Alice')])),
    ])

    expect(once.ids).toHaveLength(41)
    expect(twice.ids).toEqual(once.ids)
    expect(thrice.ids).toEqual(once.ids)
    expect(twice.ledger).toEqual(once.ledger)
  })

  it('tells large results in pages of a few hundred events, and how far it is', async () => {
    const filler = { requestParameters: { text: 'x'.repeat(4_000) } }
    const records = Array.from({ length: 2_000 }, (_, i) => numbered(i, filler))
    const root = madeFolder({ 'a.json.gz': zipped(records), 'b.json.gz': zipped(records) })
    let [events, largest, progress] = [0, 0, -1]
    for await (const page of opened({ root }).search(searchFor(), new AbortController().signal)) {
      events += page.events.length
      largest = Math.max(largest, page.events.length)
      expect(page.progress).toBeGreaterThanOrEqual(progress)
      progress = page.progress ?? progress
    }
    expect({ events, progress }).toEqual({ events: 2_000, progress: 1 })
    expect(largest).toBeLessThan(400)
  })

  it('ends when it is stopped, keeps what it had, says so, and the next one works', async () => {
    const root = madeFolder({})
    for (let file = 0; file < 200; file++) put(root, `${file}.json`, JSON.stringify([numbered(file)]))
    const backend = opened({ root })
    const stop = new AbortController()
    const gaps: string[] = []
    let events = 0
    for await (const page of backend.search(searchFor(), stop.signal)) {
      events += page.events.length
      gaps.push(...page.gaps.map(({ reason }) => reason))
      if (events > 0) stop.abort()
    }

    expect(gaps).toEqual(['cancelled'])
    expect(events).toBeGreaterThan(0)
    expect(events).toBeLessThan(200)
    expect((await gather(backend, searchFor())).ids).toHaveLength(200)
  })

  it('may be left in the middle of a large file, and the thread is free for the next', async () => {
    const filler = { requestParameters: { text: 'x'.repeat(40_000) } }
    const root = madeFolder({ 'a.json.gz': zipped(Array.from({ length: 200 }, (_, i) => numbered(i, filler))) })
    const backend = opened({ root })
    for await (const page of backend.search(searchFor(), new AbortController().signal))
      if (page.events.length > 0) break

    expect((await gather(backend, searchFor())).ids).toHaveLength(200)
  })

  it('that ran out of time says so', async () => {
    const stop = new AbortController()
    stop.abort(new DOMException('too late', 'TimeoutError'))
    const { gaps } = await gather(opened({ root: madeFolder({ 'a.json': '[]' }) }), searchFor(), stop.signal)
    expect(gaps).toMatchObject([{ reason: 'timeout' }])
  })

  it('answers the rest where a thread fails', async () => {
    const root = madeFolder({ 'a.json': JSON.stringify([numbered(1)]) })
    const person = { kind: 'identity', by: 'person', value: 'U1', prefix: false } as const
    const backend = opened({ root })

    const { gaps, ids } = await gather(backend, searchFor([person]))

    expect(ids).toEqual([])
    expect(gaps).toMatchObject([{ reason: 'failed', where: 'a.json' }])
    expect((await gather(backend, searchFor())).ids).toEqual([idOf(1)])
  })
})

function numbered(n: number, more: Fields = {}): Fields {
  return record({ eventID: idOf(n), ...more })
}

function idOf(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
}
