import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Event } from '../../src/event/event.ts'
import { recordHash } from '../../src/event/record-hash.ts'
import { makeCollecting } from '../../src/export/collected.ts'
import { CSV_COLUMNS, CSV_HEAD, csvField, csvLine } from '../../src/export/csv.ts'
import { evidenceHashes } from '../../src/export/evidence-hashes.ts'
import { csvFile, exportLacks, jsonLinesFile } from '../../src/export/export-file.ts'
import { fileName } from '../../src/export/file-name.ts'
import { jsonLine } from '../../src/export/json-line.ts'
import { makeLocalTime } from '../../src/export/local-time.ts'
import { makeRedact } from '../../src/policy/redact.ts'
import { ALICE, answerOf, at, call, eventsOf, evidenceOf, finding, named, WINDOW } from '../answer/made.ts'
import { event } from '../made/records.ts'
import { PLANTED } from '../policy/secrets.ts'

const redact = makeRedact()
const words = { localTime: makeLocalTime('Europe/Berlin'), alias: () => 'tools' }
const csv = (each: Event) => csvLine(redact.event(each), words)

describe('CSV', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '  =1',
    '"=1',
    '\t=1',
    '\r=1',
    '\n=1',
    '\0=1',
    '＝1',
    '＋1',
    '－1',
    '＠1',
    '|x',
    "'=1",
    '−1',
  ])('a field %j is no formula', (value) => {
    const [field] = parse(csvField(value))[0] ?? []

    expect(field).toMatch(/^('|\\u\{)/)
  })

  it('has a line for each event and a column for each value, whatever is in them (RFC 4180)', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string()), { maxLength: 8 }), (made) => {
        const events = eventsOf(
          ...made.map(([agent, name]) =>
            call('iam:CreateUser', { userAgent: agent, requestParameters: { userName: name } }),
          ),
        )
        const collecting = collect(events, (each) => csv(each))
        const rows = parse([...csvFile(collecting, ['One is missing.'])].join('').slice(1))

        expect(rows.map((row) => row.length)).toEqual([...rows.keys()].map(() => CSV_COLUMNS.length))
        expect(rows).toHaveLength(events.length + 2)
        expect(rows.at(-1)?.[0]).toBe('whodid: One is missing.')
      }),
    )
  })

  it('says when in UTC and where the asker is, with the offset, on both sides of a change of clocks', () => {
    const local = makeLocalTime('Europe/Berlin')

    expect(local(at('2026-10-25T00:30:00Z'))).toBe('2026-10-25T02:30:00+02:00')
    expect(local(at('2026-10-25T01:30:00Z'))).toBe('2026-10-25T02:30:00+01:00')
    expect(makeLocalTime('UTC')(at('2026-10-25T01:30:00Z'))).toBe('2026-10-25T01:30:00+00:00')
    expect(makeLocalTime('Asia/Kathmandu')(at('2026-10-25T01:30:00Z'))).toBe('2026-10-25T07:15:00+05:45')
  })

  it('has its columns told in docs/commands.md, in their order', () => {
    const page = readFileSync('docs/commands.md', 'utf8')
    const told = [...page.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, name]) => name)

    expect(told.filter((name) => CSV_COLUMNS.includes(name ?? ''))).toEqual(CSV_COLUMNS)
    expect(CSV_HEAD).toBe(`\uFEFF${CSV_COLUMNS.join(',')}`)
  })
})

it('JSON Lines hold whole records, each on its line, and nothing that a terminal would obey', () => {
  const found = event({ userAgent: 'a\u202Eb\u001B[31m\u2028', requestParameters: { list: ['x\ny'] } })
  const file = [
    ...jsonLinesFile(
      collect([found], (each) => jsonLine(redact.event(each))),
      ['One is missing.'],
    ),
  ].join('')
  const [line = '', rest = ''] = file.split('\n')

  expect(JSON.parse(line)).toEqual(found.record)
  expect(JSON.parse(rest)).toEqual({ whodid: { lacks: ['One is missing.'] } })
  expect(file.replaceAll('\n', '')).not.toMatch(/[\p{C}\u2028]/u)
})

it('no secret is in any file', () => {
  for (const [, secret] of PLANTED) {
    const planted = event({
      requestParameters: { name: secret, password: secret },
      userAgent: secret,
      errorMessage: secret,
    })

    expect(csv(planted) + jsonLine(redact.event(planted))).not.toContain(secret.slice(-20))
  }
})

describe('events for a file', () => {
  const many = eventsOf(...Array.from({ length: 40 }, (_, index) => call(`ec2:Call${index}`)))

  it('are the newest that fit, in order, whatever order they came in; what was let go is counted', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...many], { minLength: 40 }),
        fc.integer({ min: 1, max: 40 }),
        (shuffled, most) => {
          const byCount = collect(shuffled, ({ id }) => id, { events: most, bytes: 1e9 })
          const byBytes = collect(shuffled, ({ id }) => id, { events: 1e9, bytes: most * 13 })

          for (const { lines, dropped, taken } of [byCount, byBytes]) {
            expect(lines.map(({ id }) => id)).toEqual(
              many
                .toReversed()
                .slice(0, most)
                .map(({ id }) => id),
            )
            expect([dropped, taken]).toEqual([40 - most, 40])
          }
        },
      ),
      { numRuns: 30 },
    )
  })

  it('that are left out are said: too many, only counted, places that did not answer', () => {
    const answer = answerOf(many, {
      evidence: evidenceOf(many, { findings: [finding(), finding({ complete: false })] }),
    })

    expect(exportLacks(answer, { taken: 30, dropped: 5 })).toEqual([
      '5 older events are not in the file, which holds at most 200,000 events or 50 MB.',
      '10 events were only counted where they are, not handed out one by one.',
      'Incomplete: 1 of 2 places answered in full.',
    ])
    expect(exportLacks(answerOf(many), { taken: 40, dropped: 0 })).toEqual([])
  })

  it('have hashes that do not depend on their order, nor on that of their fields', () => {
    const hashes = (events: readonly Event[]) =>
      evidenceHashes(collect(events, () => '').lines, (text) => recordHash({ text }))
    const turned = many
      .toReversed()
      .map((each) => ({ ...each, record: Object.fromEntries(Object.entries(each.record).toReversed()) }))

    expect(hashes(turned)).toEqual(hashes(many))
    expect(hashes(many.slice(1))).not.toEqual(hashes(many))
  })
})

it('a file’s name is made of letters, digits, dots and dashes, whatever was asked', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      expect(fileName({ terms: [named(value)], window: WINDOW }, 'csv')).toMatch(/^whodid-[A-Za-z0-9-]{1,80}\.csv$/)
    }),
  )
  expect(fileName({ ...ALICE, terms: [named('arn:aws:iam::111122223333:role/../../Admin')] }, 'md')).toBe(
    'whodid-Admin-20261122T1400Z-20261123T1400Z.md',
  )
})

function collect(
  events: readonly Event[],
  lineOf: (event: Event) => string,
  limits?: { events: number; bytes: number },
) {
  const collecting = makeCollecting(redact, lineOf, ({ record }) => recordHash(record), limits)
  for (const each of events) collecting.add(each)
  return collecting.done()
}

/** A reader of RFC 4180, to see what a spreadsheet sees. */
function parse(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (quoted === undefined && bare === '' && end === '') break
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? '')
    if (end === '\r\n') rows.push([])
  }
  return rows.filter((row) => row.length > 0)
}
