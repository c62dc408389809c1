import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import type { Term } from '../../src/question/question.ts'
import { readWatches } from '../../src/watch/read-yaml.ts'
import type { Urgency, Watch } from '../../src/watch/watch.ts'
import { sayWatches } from '../../src/watch/yaml.ts'
import { questions } from '../question/generated.ts'

const NOW = instant(Date.UTC(2026, 10, 23, 14, 2))

const alice: Watch = {
  team: 'T00FAKE',
  id: 'w1',
  channel: 'C00FAKE',
  owner: 'U00FAKE',
  terms: [
    { not: false, predicate: { kind: 'identity', by: 'name', value: 'Alice', prefix: false } },
    { not: false, predicate: { kind: 'access', value: 'writes' } },
    { not: true, predicate: { kind: 'event', value: 'ConsoleLogin', prefix: false } },
    { not: false, predicate: { kind: 'account', value: '012345678901' } },
  ],
  urgency: { kind: 'daily', hour: 9, zone: 'Europe/Berlin' },
  since: NOW,
  mutes: [[{ not: false, predicate: { kind: 'event', value: 'Put', prefix: true } }]],
}

describe('watches as YAML', () => {
  test('can be read', () => {
    const anyone: Watch = { ...alice, id: 'w2', terms: [], via: ['athena'], urgency: { kind: 'each' }, mutes: [] }
    const paused: Watch = { ...anyone, id: 'w3', hold: { kind: 'paused', at: NOW, until: undefined } }

    expect(
      sayWatches([paused, anyone, alice]),
    ).toBe(`# Watches of whodid: what each channel is told about, in words as they are typed after "watch".
# docs/keeping.md says what each line means.
watches:
  - team: T00FAKE
    channel: C00FAKE
    id: w1
    owner: U00FAKE
    watch: Alice writes not event:ConsoleLogin account:012345678901
    tell: daily at 9 Europe/Berlin
    since: 2026-11-23T14:02:00Z
    mutes:
      - event:Put*
  - team: T00FAKE
    channel: C00FAKE
    id: w2
    owner: U00FAKE
    watch: anyone via:athena
    tell: each
    since: 2026-11-23T14:02:00Z
  - team: T00FAKE
    channel: C00FAKE
    id: w3
    owner: U00FAKE
    watch: anyone via:athena
    tell: each
    since: 2026-11-23T14:02:00Z
    paused: until resumed
`)
  })

  test('are the same when they are read back', () => {
    fc.assert(
      fc.property(watches, (watches) => {
        expect(readWatches(sayWatches(watches), NOW)).toEqual({ kind: 'read', watches: sorted(watches) })
      }),
      { numRuns: 300 },
    )
  })

  test('are the same text whatever their order', () => {
    fc.assert(
      fc.property(watches, (watches) => {
        expect(sayWatches(watches.toReversed())).toBe(sayWatches(watches))
      }),
      { numRuns: 50 },
    )
  })

  test('leave out what has ended, and what changes by itself', () => {
    const suspended: Watch = {
      ...alice,
      hold: { kind: 'suspended', at: NOW, reason: 'archived', told: true },
    }

    expect(sayWatches([suspended, { ...alice, id: 'w2', ended: NOW }])).toBe(sayWatches([alice]))
    expect(readWatches(sayWatches([]), NOW)).toEqual({ kind: 'read', watches: [] })
  })

  const GOOD = sayWatches([alice])
  test.each<[string, string, string, string]>([
    [
      'words that are not understood',
      'watch: Alice writes',
      'watch: Alice region:nowhere',
      'line 8: watch: "Alice region:nowhere',
    ],
    [
      'a time',
      'watch: Alice writes',
      'watch: Alice 24h',
      'line 8: watch: "Alice 24h not event:ConsoleLogin account:012345678901": no time is expected, a watch goes on',
    ],
    [
      'nobody',
      /watch: .*/.exec(GOOD)?.[0] ?? '',
      'watch: ""',
      'line 8: watch: someone or something is expected, or anyone',
    ],
    [
      'someone of Slack',
      'watch: Alice writes',
      'watch: <@U00FAKE1> writes',
      'line 8: watch: "<@U00FAKE1> writes not event:ConsoleLogin account:012345678901": a name or an e-mail',
    ],
    [
      'another urgency',
      'daily at 9',
      'daily at 25',
      'line 9: tell: each, hourly, stands-out, first, or daily at 9 Europe/Berlin is expected',
    ],
    ['a zone that is none', 'Europe/Berlin', 'Berlin', 'line 9: tell: each, hourly'],
    [
      'no time',
      'since: 2026-11-23T14:02:00Z',
      'since: yesterday',
      'line 10: since: a time such as 2026-11-23T14:02:00Z',
    ],
    ['a day that is none', '2026-11-23T14:02:00Z', '2026-13-23T14:02:00Z', 'line 10: since: a time'],
    [
      'a word misspelt',
      '    owner:',
      '    ownr:',
      'line 7: ownr: there is no such thing here; team, channel, id, owner',
    ],
    ['something missing', '    owner: U00FAKE\n', '', "line 4: owner: a person's id in Slack, U…, as text is expected"],
    ['a mute that is not understood', 'event:Put*', 'region:nowhere', 'line 12: mutes: "region:nowhere"'],
    ['mutes that are no list', '\n      - event:Put*', ' all', 'line 11: mutes: a list of words is expected'],
    ['a number for an id', 'id: w1', 'id: 17', "line 6: id: the watch's own id, as text is expected"],
    [
      'a pause without an end',
      '    since:',
      '    paused: for a while\n    since:',
      'line 10: paused: until resumed, or until 2026-11-24T08:00:00Z is expected',
    ],
    ['an entry that is none', '  - team', '  - Alice\n  - team', 'line 4: a watch is expected: team, channel'],
    ['another file', 'watches:', 'clocks:', 'line 3: watches: a list of watches is expected'],
    ['broken YAML', 'id: w1', 'id: "w1', 'line '],
  ])('%s is told with its line and what is expected', (_, right, wrong, said) => {
    const text = GOOD.replace(right, wrong)
    expect(text).not.toBe(GOOD)

    const read = readWatches(text, NOW)
    expect(read.kind === 'unclear' ? read.problems.join('\n') : 'read').toContain(said)
  })

  test('say everything that is wrong at once, and take nothing', () => {
    const text = GOOD.replace('daily at 9', 'daily at 99').replace('writes', '24h')

    expect(readWatches(text, NOW)).toEqual({
      kind: 'unclear',
      problems: [expect.stringMatching(/^line 8: watch:/), expect.stringMatching(/^line 9: tell:/)],
    })
  })

  test('one id twice in a workspace is told with both lines, in two workspaces it is two', () => {
    const other = { ...alice, team: 'T00OTHER' }
    const twice = GOOD + GOOD.slice(GOOD.indexOf('  - team'))

    expect(readWatches(twice, NOW)).toEqual({
      kind: 'unclear',
      problems: ['line 15: id: another than that of line 6 is expected'],
    })
    expect(readWatches(sayWatches([alice, other]), NOW).kind).toBe('read')
  })

  test('whatever the text, nothing is thrown', () => {
    const pieces = fc.constantFrom(
      'watches:',
      '\n',
      '  - ',
      'id: ',
      'team: T',
      '"',
      '{',
      '[',
      '&a ',
      '*a',
      '!!map ',
      '? ',
      '|',
      ': ',
      '%YAML 9',
      '---',
    ) // prettier-ignore
    const text = fc.array(fc.oneof(pieces, fc.string({ maxLength: 6 })), { maxLength: 30 }).map((all) => all.join(''))
    fc.assert(
      fc.property(text, (text) => {
        expect(['read', 'unclear']).toContain(readWatches(text, NOW).kind)
      }),
      { numRuns: 500 },
    )
  })
})

const id = fc.oneof(
  fc.stringMatching(/^[A-Z0-9]{1,12}$/),
  fc.constantFrom('1e3', 'null', '~', '012', 'yes', '- a', 'a: b', '#', '"', '\n', 'é'),
)
const isPerson = ({ predicate }: Term) => predicate.kind === 'identity' && predicate.by === 'person'
const terms = questions.map((question) => question.terms.filter((term) => !isPerson(term)))
const urgency: fc.Arbitrary<Urgency> = fc.oneof(
  fc.constantFrom('each', 'hourly', 'stands-out', 'first').map((kind) => ({ kind })),
  fc.record({
    kind: fc.constant('daily' as const),
    hour: fc.nat(23),
    zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata'),
  }),
)
const time = fc.integer({ min: 0, max: 4e12 }).map(instant)
const watch: fc.Arbitrary<Watch> = fc
  .record({
    named: fc.record({ team: id, id, channel: id, owner: id }),
    asked: questions,
    terms,
    urgency,
    since: time,
    mutes: fc.array(
      terms.filter((all) => all.length > 0),
      { maxLength: 2 },
    ),
    until: fc.option(fc.option(time, { nil: undefined }), { nil: null }),
  })
  .map(({ named, asked: { via }, until, ...rest }) => ({
    ...named,
    ...rest,
    ...(via && { via }),
    ...(until !== null && { hold: { kind: 'paused' as const, at: NOW, until } }),
  }))
const watches = fc.uniqueArray(watch, { maxLength: 4, selector: ({ team, id }) => JSON.stringify([team, id]) })

function sorted(watches: readonly Watch[]): Watch[] {
  const place = ({ team, channel, id }: Watch) => JSON.stringify([team, channel, id])
  return watches.toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
}
