import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RULES } from '../../src/event/stands-out-rules.ts'
import { makeWatchMessages } from '../../src/job/watch-messages.ts'
import { instant } from '../../src/lib/instant.ts'
import type { Message } from '../../src/message/message.ts'
import { validateMessage } from '../../src/message/validate-blocks.ts'
import { watchChangedMessage } from '../../src/message/watch-changed.ts'
import { watchesMessage, watchStandsMessage } from '../../src/message/watch-list.ts'
import { watchSetMessage } from '../../src/message/watch-set.ts'
import { makeRedact } from '../../src/policy/redact.ts'
import { WATCH_SETTINGS } from '../../src/watch/settings.ts'
import { rootsAfter } from '../../src/watch/roots.ts'
import { emptyBook } from '../../src/watch/book.ts'
import type { Content, Sighting, Telling, Watch } from '../../src/watch/watch.ts'

const NOW = instant(Date.UTC(2026, 10, 23, 14, 2))
const messages = makeWatchMessages({
  carrier: { carry: async (team, words) => `q1.${team}-${hash(words)}`, read: async () => undefined },
  redact: makeRedact(),
  account: (id) => (id === '111122223333' ? 'prod' : id),
})

const EVIL = [
  '<!channel>',
  '<@U00MALLORY>',
  '*bold* `code` ```',
  ':skull:',
  '\u202Egnp.exe',
  '',
  'x'.repeat(200),
  '\uD83D',
]
const text = fc.oneof(fc.constantFrom(...EVIL), fc.string({ unit: 'binary', maxLength: 200 }), fc.constant('Alice'))

const anySighting: fc.Arbitrary<Sighting> = fc
  .record({
    seconds: fc.integer({ min: 0, max: 90_000 }),
    who: text,
    name: text,
    source: fc.oneof(text, fc.constant('iam.amazonaws.com')),
    account: fc.oneof(text, fc.constant('111122223333')),
    region: text,
    address: text,
    target: fc.option(text, { nil: undefined }),
    error: fc.option(text, { nil: undefined }),
    write: fc.boolean(),
    rules: fc.subarray([...RULES.map(({ id }) => id), 'a-rule-of-old'], { maxLength: 2 }),
    late: fc.boolean(),
    watch: fc.constantFrom('w-aaaa', 'w-bbbb', 'w-cccc', 'w-dddd', 'w-gone'),
  })
  .map(({ seconds, rules, late, watch, ...said }) => ({
    key: `e${seconds}`,
    event: `e${seconds}`,
    time: instant(NOW - seconds * 1_000),
    seenAt: NOW,
    watches: [watch],
    lane: 'now',
    said,
    standsOut: rules,
    late,
  }))

describe('whatever happens, the message of a watch', () => {
  it('is one that Slack takes, and nothing in it is markup: events', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anySighting, { minLength: 1, maxLength: 20 }),
        fc.boolean(),
        async (sightings, perhaps) => {
          const opened = telling({ kind: 'events', watch: 'w-aaaa', who: 'x', root: undefined, keys: [] }, perhaps)
          const more = telling({ kind: 'events', watch: 'w-aaaa', who: 'x', root: 'k', keys: [] }, perhaps)
          expectTaken(await messages.telling(opened, sightings, WATCHES))
          expectTaken(await messages.telling(more, sightings, WATCHES))
          const [root] = rootsAfter(emptyBook('T1', 'C1'), opened, '1', sightings, NOW, WATCH_SETTINGS)
          expectTaken(await messages.root({ ...root!, count: 12_345 }, sightings, WATCHES.get('w-aaaa')))
          const gone = await messages.root(root!, sightings, undefined)
          expectTaken(gone)
          expect(gone.blocks.some(({ type }) => type === 'actions')).toBe(false)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('is one that Slack takes: digests of any size, with every rule that was met named', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anySighting, { minLength: 1, maxLength: 300 }),
        fc.constantFrom('due' as const, 'burst' as const, 'flood' as const, 'held' as const),
        async (sightings, why) => {
          const message = await messages.telling(telling({ kind: 'digest', why, keys: [] }, false), sightings, WATCHES)
          expectTaken(message)
          const titles = new Map(RULES.map(({ id, title }) => [id, title]))
          const blocks = JSON.stringify(message.blocks)
          for (const { standsOut } of sightings) {
            for (const rule of standsOut) {
              expect(blocks).toContain(JSON.stringify(titles.get(rule) ?? 'Stands out').slice(1, -1))
            }
          }
        },
      ),
      { numRuns: 100 },
    )
  })

  it('is one that Slack takes: notices', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 200 }), async (places) => {
        const notices = places.flatMap(([place, detail]) => [
          { kind: 'gap', place, since: NOW, from: NOW, reason: 'denied', detail } as const,
          { kind: 'gap-over', place, since: NOW, from: NOW } as const,
        ])
        expectTaken(await messages.telling(telling({ kind: 'notice', notices }, true), [], WATCHES))
      }),
      { numRuns: 50 },
    )
    const notices = [
      { kind: 'suspended', watch: 'w-aaaa', at: NOW, reason: 'archived' } as const,
      { kind: 'slowed', since: NOW } as const,
    ]
    const message = await messages.telling(telling({ kind: 'notice', notices }, false), [], WATCHES)
    expectTaken(message)
    expect(message.text).toMatch(/Your watch is suspended: its channel is archived/)
  })

  it('says that it may be a repeat', async () => {
    for (const content of [
      { kind: 'digest', why: 'due', keys: [] },
      { kind: 'events', watch: 'w-aaaa', who: 'x', root: undefined, keys: [] },
      { kind: 'events', watch: 'w-aaaa', who: 'x', root: 'k', keys: [] },
    ] satisfies Content[]) {
      const [sighting] = fc.sample(anySighting, 1)
      const said = await messages.telling(telling(content, true), [sighting!], WATCHES)
      expect(said.text).toContain('This may be a repeat')
    }
  })

  it('holds no secret that an event held', async () => {
    const [any] = fc.sample(anySighting, 1)
    const secret = 'xoxb-123456789012-abcdefghijklmnopqrstuvwx'
    const sighting = { ...any!, said: { ...any!.said, target: secret, error: secret, who: secret, address: secret } }
    const message = await messages.telling(
      telling({ kind: 'events', watch: 'w-aaaa', who: secret, root: undefined, keys: [] }, false),
      [sighting],
      WATCHES,
    )
    expect(JSON.stringify(message)).not.toContain(secret)
  })
})

describe('what is said of watches', () => {
  const any = [...watchesToSay()]
  it.each(any)('of %s is one that Slack takes', (_, watch) => {
    const token = 'q1.token'
    const set = { watch, token, lookMinutes: 2, plan: 'In 3 places.', dollarsADay: 12, narrowed: true, changed: false }
    expectTaken(watchSetMessage({ ...set, preview: { kind: 'counting' } }))
    const counted = { kind: 'counted', events: 12_345, messages: 900, standOut: 3, partly: true } as const
    const said = watchSetMessage({ ...set, preview: counted })
    expectTaken(said)
    expect(said.text).toMatch(/at least 12,345 events in about 900 messages, of which 3 stand out[^]*That is a lot/)
    expectTaken(watchStandsMessage(watch, token, NOW))
    for (const change of [
      { kind: 'unwatch' },
      { kind: 'pause', until: NOW },
      { kind: 'resume' },
      { kind: 'mute', words: 'event:Put*' },
    ] as const)
      expectTaken(watchChangedMessage(watch, change, 'U00BOB', token))
  })

  it('lists any number of watches, those that do not fit by their ids', () => {
    const watches = Array.from({ length: 300 }, (_, at) => ({
      ...WATCHES.get('w-aaaa')!,
      id: `w-${String(at).padStart(4, '0')}`,
    }))
    const message = watchesMessage(
      watches.map((watch) => ({ watch, token: `q1.${watch.id}` })),
      NOW,
    )
    expectTaken(message)
    expect(message.text).toMatch(/^300 watches in this channel/)
    for (const { id } of watches) expect(JSON.stringify(message.blocks)).toContain(id)
    expectTaken(watchesMessage([], NOW))
  })
})

function expectTaken(message: Message): void {
  expect(validateMessage(message)).toEqual([])
  const marked = JSON.stringify(message.blocks).match(/"type":"mrkdwn"/)
  expect(marked).toBeNull()
  expect(message.text).not.toMatch(/<[!@#]/)
}

function telling(content: Content, perhapsRepeated: boolean): Telling {
  const to = { kind: 'channel' } as const
  const at = { first: NOW, at: NOW, again: NOW }
  return { key: 'whodid.T1.C1.1', to, content, state: 'intent', attempts: 1, ...at, perhapsRepeated }
}

function hash(words: string): string {
  return Array.from(words)
    .reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1e9, 7)
    .toString(36)
}

function watchOf(id: string, more: Partial<Watch> = {}): Watch {
  const predicate = { kind: 'identity', by: 'name', value: `Alice-${id}`, prefix: false } as const
  return {
    team: 'T1',
    id,
    channel: 'C1',
    owner: 'U1',
    terms: [{ not: false, predicate }],
    urgency: { kind: 'each' },
    since: NOW,
    mutes: [],
    ...more,
  }
}

function* watchesToSay(): Iterable<[string, Watch]> {
  const long = { kind: 'resource', value: 'x'.repeat(1_024) } as const
  yield ['one', watchOf('w-aaaa')]
  yield ['one that is paused', watchOf('w-aaaa', { hold: { kind: 'paused', at: NOW, until: NOW } })]
  yield [
    'one that is suspended',
    watchOf('w-aaaa', { hold: { kind: 'suspended', at: NOW, reason: 'shared', told: true } }),
  ]
  yield ['one of anyone', watchOf('w-aaaa', { terms: [], urgency: { kind: 'daily', hour: 9, zone: 'Europe/Berlin' } })]
  yield ['one with long words', watchOf('w-aaaa', { terms: [{ not: false, predicate: long }] })]
  yield [
    'one with many mutes',
    watchOf('w-aaaa', { mutes: Array.from({ length: 20 }, () => [{ not: false, predicate: long }]) }),
  ]
}

const WATCHES: ReadonlyMap<string, Watch> = new Map(
  ['w-aaaa', 'w-bbbb', 'w-cccc', 'w-dddd'].map((id) => [id, watchOf(id)]),
)
