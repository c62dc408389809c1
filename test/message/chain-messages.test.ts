import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONFIDENCES, HOWS, type Chain, type Hop, type Missing, type Who } from '../../src/chain/chain.ts'
import type { Bound, Trace } from '../../src/chain/trace.ts'
import { trace } from '../../src/job/trace.ts'
import { traceOpened } from '../../src/job/trace-opened.ts'
import { instant } from '../../src/lib/instant.ts'
import { characters } from '../../src/message/block-limits.ts'
import { chainMessages, chainParagraphs } from '../../src/message/chain-messages.ts'
import type { Message } from '../../src/message/message.ts'
import { terminalText } from '../../src/message/terminal-text.ts'
import { validateMessage } from '../../src/message/validate-blocks.ts'
import type { Predicate, Question } from '../../src/question/question.ts'
import { memoryPlaces } from '../chain/memory-places.ts'
import { eventsOf, makeStory, PROD, REGIONS, type Story, TEN, TOOLS } from '../chain/made-story.ts'

const ACCOUNTS = [
  { id: TOOLS, alias: 'tools' },
  { id: PROD, alias: 'prod' },
]
const WINDOW = { from: instant(TEN - 3_600_000), to: instant(TEN + 3_600_000) }

describe('the message', () => {
  it('tells the chain in a line, and each step with when, from where, how sure and why', async () => {
    const { root, thread } = chainMessages(await twoHops(), { asker: 'U00ALICE', subject: 'role ProdAdmin' })

    expect(root.text).toContain('Who was behind it: role ProdAdmin')
    expect(root.text).toContain('alice (IAM user) in tools → Deploy in tools → ProdAdmin in prod')
    expect(root.text).toMatch(
      /• alice \(IAM user\) in tools · access key AKIA\w+ from 192\.0\.2\.24 · proven: AWS checked/,
    )
    expect(root.text).toMatch(
      /• ProdAdmin in prod, session support · AssumeRole ASIA\w+ · 2026-11-23 10:01:00 UTC from 192\.0\.2\.24 · proven: the call gave out this very key/,
    )
    expect(root.text).toContain('Who held them, no event can tell.')
    expect(thread[0]?.text).toMatch(
      /shown by AssumeRole M1-event-\d+, tools us-east-1.*responseElements\.credentials\.accessKeyId/,
    )
    expect([root, ...thread].flatMap(harmOf)).toEqual([])
  })

  it('says what is missing, in whose trail it would be, when, and why it is not here', async () => {
    const story = makeStory('M2')
    story.act(story.assume(story.user('alice', TOOLS).byKey(), 0, story.role('ProdAdmin', PROD), 'alice'), 10)
    const denied = await traced(story, { kind: 'identity', by: 'role', value: 'ProdAdmin', prefix: false }, [TOOLS])
    const unseen = makeStory('M3')
    unseen.act(
      unseen.assume(unseen.user('alice', TOOLS).byKey(), 0, unseen.role('ProdAdmin', PROD), 'alice', {
        hidden: 'both',
      }),
      10,
    )
    const claimed = await traced(unseen, { kind: 'identity', by: 'role', value: 'ProdAdmin', prefix: false })

    const [gap, claim] = [denied, claimed].map((each) => chainMessages(each, {}).root.text)

    expect(gap).toMatch(/someone in tools \(AIDA\w+\) → ProdAdmin in prod\nunknown/)
    expect(gap).toMatch(
      /Missing: the caller’s own copy of the call, in the trail of tools, any Region, .*did not answer in full, first of all 222233334444/,
    )
    expect(gap).toContain('Incomplete: ')
    expect(claim).toMatch(/“alice” \(a chosen name\) → ProdAdmin in prod\nclaimed/)
    expect(claim).toMatch(
      /Missing: the call that gave out ASIA\w+, in the trail of prod or of the caller’s account, .*looked for and is not there/,
    )
  })

  it('names several that fit as candidates, and no one of them as the answer', async () => {
    const story = makeStory('M4')
    const admin = story.role('ProdAdmin', TOOLS)
    story.assume(story.user('bob', TOOLS).signIn(-60), 300, admin, 'ops')
    story.act(story.inConsole(story.assume(story.user('alice', TOOLS).signIn(-90), 301, admin, 'ops')), 400)

    const { root } = chainMessages(
      await traced(story, { kind: 'identity', by: 'role', value: 'ProdAdmin', prefix: false }),
      {},
    )

    expect(root.text).toContain('not known → ProdAdmin in tools\nunknown')
    expect(root.text).toMatch(/Candidates, not answers: (bob|alice).*; (bob|alice)/)
  })

  it('does not tell the same user from two addresses as one', async () => {
    const story = makeStory('M5')
    const alice = story.user('alice', TOOLS).byKey()
    const thief = { ...alice, address: '203.0.113.66' }
    const deploy = story.role('Deploy', TOOLS)
    for (const caller of [alice, thief]) story.act(story.assume(caller, 0, deploy, 'alice'), 10)

    const { root } = chainMessages(
      await traced(story, { kind: 'identity', by: 'role', value: 'Deploy', prefix: false }),
      {},
    )

    expect(root.text).toContain('2 chains behind 2 sessions')
    expect(root.text).toContain('203.0.113.66')
    expect(root.text).toContain('192.0.2.24')
  })

  it('of what became of sessions counts what is direct, through roles, and only under the name', async () => {
    const story = makeStory('M6')
    const alice = story.user('alice', TOOLS).byKey()
    story.act(alice, 5)
    story.act(story.assume(alice, 0, story.role('Deploy', TOOLS), 'alice'), 10)
    story.act(story.assume(story.user('mallory', TOOLS).byKey(), 20, story.role('Deploy', TOOLS), 'alice'), 30)
    const question = asking({ kind: 'identity', by: 'name', value: 'alice', prefix: false })

    const { root } = chainMessages(await traceOpened(question, depsOf(story)), {})

    expect(root.text).toContain('Directly: 2 events, 0 writes, 0 refused.')
    expect(root.text).toContain('Through sessions it opened: 1 event in 1 session.')
    expect(root.text).toContain('Only under the name: 1 event in 1 session. Nothing shows that these are theirs.')
    expect(root.text).toContain('mallory (IAM user) in tools → Deploy in tools')
  })

  it('about nothing says so', async () => {
    const { root, thread } = chainMessages(
      await traced(makeStory('M7'), { kind: 'identity', by: 'key', value: 'ASIAX', prefix: false }),
      {},
    )

    expect(root.text).toContain('Nothing to trace')
    expect(thread).toEqual([])
    expect(harmOf(root)).toEqual([])
  })
})

const EVIL = [
  '<!channel>',
  '<@U00MALLORY>',
  '<http://evil.example|Fix now>',
  'https://evil.example/',
  '*bold* `code`',
  ':skull:',
  '\u202Egnp.exe',
  '\u001B[31mred',
  'a\nb',
  '&lt;',
  '\uD83D',
  '',
  'x'.repeat(5_000),
]
const text = fc.oneof(fc.constantFrom(...EVIL), fc.string({ unit: 'binary', maxLength: 100 }))
const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const time = fc.integer({ min: 0, max: 4e12 }).map(instant)

const anyWho: fc.Arbitrary<Who> = fc.record({
  kind: fc.constantFrom(
    'iam-user',
    'root',
    'role',
    'federated-user',
    'identity-center-user',
    'saml-user',
    'web-identity',
    'service',
    'instance',
    'workload',
    'directory-user',
    'account',
    'name',
    'nobody',
  ),
  name: text,
  account: some(text),
  session: some(text),
  uniqueId: some(text),
  provider: some(text),
  mfa: some(fc.boolean()),
  sourceIdentity: some(text),
})
const anyMissing: fc.Arbitrary<Missing> = fc.record({
  why: fc.constantFrom('not-looked', 'not-found', 'gap', 'ambiguous', 'contradicted', 'cycle', 'bound'),
  what: fc.constantFrom('issue', 'caller', 'copy', 'sign-in', 'name', 'key-made'),
  key: some(text),
  account: some(text),
  from: time,
  to: time,
  unseen: fc.array(fc.record({ account: some(text), where: text, reason: text, detail: text }), { maxLength: 2 }),
  uniqueId: some(text),
})
const anyHop: fc.Arbitrary<Hop> = fc.record({
  who: anyWho,
  how: fc.constantFrom(...HOWS),
  session: some(text),
  at: some(time),
  key: some(text),
  from: some(fc.record({ address: text, agent: text })),
  evidence: fc.array(
    fc.record({
      event: text,
      name: text,
      account: text,
      region: text,
      time,
      fields: fc.constant(['userIdentity.arn']),
    }),
    { maxLength: 3 },
  ),
  confidence: fc.constantFrom(...CONFIDENCES),
  missing: fc.array(anyMissing, { maxLength: 3 }),
  candidates: fc.array(fc.record({ who: anyWho, event: text, time }), { maxLength: 9 }),
})
const anyChain: fc.Arbitrary<Chain> = fc.record({
  session: text,
  keys: fc.constant([]),
  counts: fc.constant(undefined),
  forwarded: fc.constant(undefined),
  joined: fc.constant(undefined),
  hops: fc.array(anyHop, { minLength: 1, maxLength: 8 }),
  confidence: fc.constantFrom(...CONFIDENCES),
  keyMade: some(
    fc.record({
      evidence: fc.constant({
        event: 'e',
        name: 'CreateAccessKey',
        account: '',
        region: '',
        time: instant(0),
        fields: [],
      }),
      hops: fc.array(anyHop, { minLength: 1, maxLength: 7 }),
    }),
  ),
})
const anyBound: fc.Arbitrary<Bound> = fc.constantFrom(
  { kind: 'hops', most: 6 },
  { kind: 'chains', most: 50, left: 2 },
  { kind: 'cancelled' },
  { kind: 'actors', most: 1, left: 9 },
  { kind: 'rounds', most: 8 },
)
const anyTrace: fc.Arbitrary<Trace> = fc.record({
  chains: fc.array(anyChain, { maxLength: 9 }),
  opened: fc.constant(undefined),
  counts: fc.constant({ events: 1 }),
  accounts: fc.array(fc.record({ id: text, alias: some(text) }), { maxLength: 3 }),
  asked: fc.constant({ rounds: 1, questions: 1, searches: 1 }),
  bounds: fc.array(anyBound, { maxLength: 5 }),
  unseen: fc.array(fc.record({ account: some(text), where: text, reason: text, detail: text }), { maxLength: 3 }),
  lookBack: fc.constant({ session: 43_200_000, keyMade: 86_400_000 }),
})

describe('whatever events hold', () => {
  it('every message is one that Slack takes, and can ping or link nobody', () => {
    fc.assert(
      fc.property(anyTrace, text, (found, subject) => {
        const { root, thread } = chainMessages(found, { subject })

        expect([root, ...thread].flatMap(harmOf)).toEqual([])
      }),
      { numRuns: 25, endOnFailure: true },
    )
  })

  it('a terminal is sent no control character', () => {
    fc.assert(
      fc.property(anyTrace, (found) => {
        const said = chainParagraphs(found)
          .map((parts) => terminalText(parts, 'UTC', { width: 80, colour: false }))
          .join('\n')

        expect(said.replaceAll('\n', '')).not.toMatch(/[\p{C}]/u)
      }),
      { numRuns: 8, endOnFailure: true },
    )
  })
})

/** What is wrong with a message, in words. */
function harmOf(message: Message): readonly unknown[] {
  const said = JSON.stringify(message.blocks)
  return [
    ...validateMessage(message),
    ...(said.length < 13_200 ? [] : [`its blocks are too long: ${said.length}`]),
    ...(message.text !== '' && characters(message.text) <= 3_900 ? [] : ['its text is empty or too long']),
    ...(/[<>]|:\/\//.test(message.text) ? ['its text holds markup'] : []),
    ...harmIn(message.blocks),
  ]
}

const KINDS = new Set([
  'header',
  'plain_text',
  'rich_text',
  'rich_text_section',
  'rich_text_list',
  'text',
  'date',
  'user',
  'divider',
])

/** Nothing but kinds in which text means nothing; and nobody mentioned but the asker. */
function harmIn(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  const harm = Object.values(value).flatMap(harmIn)
  if ('type' in value && !KINDS.has(String(value.type))) harm.push(value.type)
  if ('type' in value && value.type === 'plain_text' && !('emoji' in value && value.emoji === false)) harm.push(value)
  if ('user_id' in value && value.user_id !== 'U00ALICE') harm.push(value)
  return harm
}

function asking(predicate: Predicate): Question {
  return { terms: [{ not: false, predicate }], window: WINDOW }
}

function depsOf(story: Story, refuses: readonly string[] = []) {
  const sources = memoryPlaces(eventsOf(story.records), { accounts: ACCOUNTS, regions: REGIONS, refuses })
  return { sources, signal: new AbortController().signal, askedAt: WINDOW.to, asker: 'whodid' }
}

function traced(story: Story, predicate: Predicate, refuses: readonly string[] = []): Promise<Trace> {
  return trace({ kind: 'question', question: asking(predicate) }, depsOf(story, refuses))
}

function twoHops(): Promise<Trace> {
  const story = makeStory('M1')
  const deploy = story.assume(story.user('alice', TOOLS).byKey(), 0, story.role('Deploy', TOOLS), 'alice')
  story.act(story.assume(deploy, 60, story.role('ProdAdmin', PROD), 'support'), 100)
  return traced(story, { kind: 'identity', by: 'role', value: 'ProdAdmin', prefix: false })
}
