import { describe, expect, it } from 'vitest'
import { describeWorld, makeWorld } from '../../demo/world/make-world.ts'
import { trace, type TraceSubject } from '../../src/job/trace.ts'
import { traceOpened } from '../../src/job/trace-opened.ts'
import { type Instant, instant } from '../../src/lib/instant.ts'
import type { Predicate, Question } from '../../src/question/question.ts'
import { memoryPlaces } from './memory-places.ts'
import { eventsOf, makeStory, PROD, REGIONS, sayChain, type Story, TEN, TOOLS } from './made-story.ts'

const HOUR = 3_600_000
const ACCOUNTS = [TOOLS, PROD].map((id) => ({ id, alias: undefined }))
const WINDOW = { from: instant(TEN - HOUR), to: instant(TEN + HOUR) }

describe('a key', () => {
  it('that was given out and never used goes back to who got it', async () => {
    const story = makeStory('K1')
    const taken = story.assume(story.user('alice', TOOLS).byKey(), 0, story.role('ProdAdmin', PROD), 'alice')

    const { chains } = await traced(story, { kind: 'key', key: keyOf(taken), window: WINDOW })

    expect(chains.map(sayChain)).toEqual(['iam-user:alice access key proven > role:ProdAdmin AssumeRole proven'])
  })

  it('of a user that somebody else made says who made it, and not that they used it', async () => {
    const story = makeStory('K2')
    const admin = story.assume(story.user('mallory', TOOLS).byKey(), 0, story.role('ProdAdmin', PROD), 'support')
    const backup = story.user('backup', PROD)
    const key = story.createKey(admin, 300, 'backup', PROD)
    story.act(backup.byKey(key), 3000)

    const { chains } = await traced(story, { kind: 'key', key, window: WINDOW })

    expect(chains.map(sayChain)).toEqual(['iam-user:backup access key proven'])
    expect(sayChain({ hops: chains[0]?.keyMade?.hops ?? [] })).toBe(
      'iam-user:mallory access key proven > role:ProdAdmin AssumeRole proven',
    )
  })

  it('that was made and never used is told with who made it', async () => {
    const story = makeStory('K3')
    const key = story.createKey(story.user('mallory', PROD).byKey(), 300, 'backup', PROD)

    const { chains } = await traced(story, { kind: 'key', key, window: WINDOW })

    expect(chains.map(sayChain)).toEqual(['iam-user:backup access key proven'])
    expect(chains[0]?.keyMade?.hops).toMatchObject([{ who: { name: 'mallory' } }])
  })

  it('that the user made has no other maker', async () => {
    const story = makeStory('K4')
    const alice = story.user('alice', TOOLS)
    const key = story.createKey(alice.byKey(), 300, 'alice', TOOLS)
    story.act(alice.byKey(key), 600)

    const { chains } = await traced(story, { kind: 'key', key, window: WINDOW })

    expect(chains).toMatchObject([{ keyMade: undefined }])
  })

  it('of a console sitting stands for the whole sitting', async () => {
    const story = makeStory('K5')
    const alice = story.user('alice', TOOLS).signIn(0)
    story.act(alice, 10)
    story.act(alice, 20)
    const key = eventsOf(story.records).find(({ name }) => name === 'DescribeInstances')?.actor.keyId ?? ''

    const { chains } = await traced(story, { kind: 'key', key, window: WINDOW })

    expect(chains.map(sayChain)).toEqual(['iam-user:alice console sign-in proven'])
  })

  it('that nobody saw gives no chain', async () => {
    const story = makeStory('K6')

    expect((await traced(story, { kind: 'key', key: 'ASIAFAKE', window: WINDOW })).chains).toEqual([])
  })
})

describe('a session', () => {
  it('of a name that was used again is the one that was made then', async () => {
    const story = makeStory('S1')
    const deploy = story.role('Deploy', TOOLS)
    const first = story.assume(story.user('alice', TOOLS).byKey(), 0, deploy, 'ci')
    story.act(first, 10)
    story.act(story.assume(story.user('bob', TOOLS).byKey(), 600, deploy, 'ci'), 700)
    const arn = String(first.identity.arn)

    const one = await traced(story, { kind: 'session', arn, start: instant(TEN), window: WINDOW })
    const both = await traced(story, { kind: 'session', arn, start: undefined, window: WINDOW })

    expect(one.chains.map(sayChain)).toEqual(['iam-user:alice access key proven > role:Deploy AssumeRole proven'])
    expect(both.chains).toHaveLength(2)
  })

  it('of Identity Center has the user’s id from any event of it, and two ids are two people', async () => {
    const story = makeStory('S2')
    const set = story.role('AWSReservedSSO_Developer_0a1b2c3d4e5f6071', PROD, 'aws-reserved/sso.amazonaws.com/')
    const behalf = (userId: string) => ({
      onBehalfOf: { userId, identityStoreArn: 'arn:aws:identitystore::111122223333:identitystore/d-1' },
    })
    const before = story.session(set, 'dana@example.com', 0)
    const again = story.session(set, 'dana@example.com', 900)
    for (const [actor, id] of [
      [before, 'u-1'],
      [again, 'u-2'],
    ] as const) {
      story.act(actor, 1000)
      story.act({ ...actor, identity: { ...actor.identity, ...behalf(id) } }, 1001)
    }

    const { chains } = await traced(story, {
      kind: 'question',
      question: asking({ kind: 'identity', by: 'name', value: 'dana@example.com', prefix: false }),
    })

    expect(
      chains
        .map(({ counts, hops }) => [counts?.events, hops[0]?.who.uniqueId ?? ''])
        .sort(([, a], [, b]) => (String(a) < String(b) ? -1 : 1)),
    ).toEqual([
      [2, 'u-1'],
      [2, 'u-2'],
    ])
  })
})

describe('the asking', () => {
  it('is done for all sessions at once: a question each round, however many there are', async () => {
    const story = makeStory('A1')
    const alice = story.user('alice', TOOLS).byKey()
    for (let at = 0; at < 20; at++) {
      const deploy = story.assume(alice, at * 10, story.role('Deploy', TOOLS), `run-${at}`)
      story.act(story.assume(deploy, at * 10 + 5, story.role('ProdAdmin', PROD), `run-${at}`), 600)
    }
    let searches = 0

    const { chains, asked } = await traced(
      story,
      { kind: 'question', question: asking({ kind: 'identity', by: 'role', value: 'ProdAdmin', prefix: false }) },
      { onSearch: () => searches++ },
    )

    expect(chains).toHaveLength(20)
    expect(chains.every(({ confidence }) => confidence === 'proven')).toBe(true)
    // The sessions, what opened them (both steps lie in one window), who made Alice's key.
    expect(asked).toMatchObject({ rounds: 3, questions: 3 })
    expect(asked.searches).toBe(searches)
  })

  it.each([
    ['questions', { questions: 1 }, 'questions'],
    ['rounds', { rounds: 1 }, 'rounds'],
    ['chains', { chains: 1 }, 'chains'],
    ['hops', { hops: 1 }, 'hops'],
  ] as const)('ends at a bound of %s, and says so', async (_, limits, kind) => {
    const story = makeStory('A2')
    const alice = story.user('alice', TOOLS).byKey()
    for (const at of [0, 6000]) {
      const deploy = story.assume(alice, at - 3600, story.role('Deploy', TOOLS), 'ci')
      story.act(story.assume(deploy, at - 3500, story.role('ProdAdmin', PROD), 'ci'), at - 3400)
    }
    const question = asking({ kind: 'identity', by: 'role', value: 'ProdAdmin', prefix: false })

    const { bounds, chains } = await traced(story, { kind: 'question', question }, { limits })

    expect(bounds.map((bound) => bound.kind)).toContain(kind)
    const sure = chains.filter(({ confidence }) => confidence === 'proven')
    expect(sure).toHaveLength(kind === 'chains' ? 1 : 0)
    expect(chains).toHaveLength(kind === 'chains' ? 1 : 2)
  })

  it('ends when it is stopped, and calls nothing proven that it did not look for', async () => {
    const story = makeStory('A3')
    const subject = story.act(story.assume(story.user('alice', TOOLS).byKey(), 0, story.role('Deploy', TOOLS), 'a'), 10)
    const events = eventsOf(story.records).filter(({ id }) => id === subject)

    const { bounds, chains } = await traced(story, { kind: 'events', events }, { signal: AbortSignal.abort() })

    expect(bounds).toEqual([{ kind: 'cancelled' }])
    expect(chains.map(sayChain)).toEqual(['name:a not seen claimed -issue:not-looked > role:Deploy not seen claimed'])
  })

  it('gives plain data', async () => {
    const story = makeStory('A4')
    story.act(story.assume(story.user('alice', TOOLS).byKey(), 0, story.role('Deploy', TOOLS), 'a'), 10)

    const found = await traced(story, {
      kind: 'question',
      question: asking({ kind: 'identity', by: 'role', value: 'Deploy', prefix: false }),
    })

    expect(JSON.parse(JSON.stringify(found))).toEqual(JSON.parse(JSON.stringify(structuredClone(found))))
  })
})

describe('the demo’s incident', () => {
  const now = instant(Date.UTC(2026, 10, 23, 18))
  const world = makeWorld({ now, seed: 1, days: 2 })
  const { accounts, incident } = describeWorld(world)
  const records = [...world.happenings()].map(({ record }) => record)
  const sources = memoryPlaces(eventsOf(records), { accounts, regions: REGIONS })
  const deps = { sources, signal: new AbortController().signal, askedAt: now, asker: 'whodid' }
  const day = { from: instant(now - 24 * HOUR), to: now }

  it.each(incident.hops)('the session $sessionName with $key goes back to the leaked key', async (hop) => {
    const { chains, bounds } = await trace({ kind: 'key', key: hop.key, window: day }, deps)

    expect(bounds).toEqual([])
    expect(chains).toMatchObject([{ confidence: 'proven' }])
    const [chain] = chains
    expect(chain?.hops[0]).toMatchObject({ key: incident.leakedKey, who: { kind: 'iam-user', name: 'Alice' } })
    expect(chain?.hops[0]?.from?.address).toBe(incident.addresses[0])
    expect(hop.issuedBy).toContain(chain?.hops.at(-1)?.evidence[0]?.event)
  })

  it('the key that was made for another user was made by way of the leaked one', async () => {
    const { chains } = await trace({ kind: 'key', key: incident.newKey.id, window: day }, deps)

    expect(chains).toMatchObject([{ hops: [{ who: { name: incident.newKey.userName } }] }])
    expect(chains[0]?.keyMade?.evidence.event).toBe(incident.newKey.createdBy)
    expect(chains[0]?.keyMade?.hops[0]?.key).toBe(incident.leakedKey)
    expect(chains[0]?.keyMade?.hops.map(({ confidence }) => confidence)).toEqual(['proven', 'proven', 'proven'])
  })

  it('what was done through Alice’s roles holds the chain that took another name', async () => {
    const question = asking({ kind: 'identity', by: 'name', value: 'Alice', prefix: false }, day)

    const { opened, bounds } = await traceOpened(question, deps)

    expect(bounds).toEqual([])
    expect(opened?.through.flatMap(({ keys }) => keys)).toEqual(
      expect.arrayContaining(incident.hops.map(({ key }) => key)),
    )
    expect(opened?.onlyNamed).toEqual([])
    expect(opened?.direct?.events).toBeGreaterThan(50)
  })
})

function asking(predicate: Predicate, window: { from: Instant; to: Instant } = WINDOW): Question {
  return { terms: [{ not: false, predicate }], window }
}

function keyOf(actor: { readonly identity: { readonly [field: string]: unknown } }): string {
  return String(actor.identity.accessKeyId)
}

function traced(
  story: Story,
  subject: TraceSubject,
  more: { readonly onSearch?: () => void; readonly signal?: AbortSignal; readonly limits?: object } = {},
) {
  const { onSearch, signal = new AbortController().signal, limits } = more
  const sources = memoryPlaces(eventsOf(story.records), {
    accounts: ACCOUNTS,
    regions: REGIONS,
    ...(onSearch && { onSearch }),
  })
  return trace(subject, { sources, signal, askedAt: WINDOW.to, asker: 'whodid', ...(limits && { limits }) })
}
