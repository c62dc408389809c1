import { describe, expect, it } from 'vitest'
import { traceOpened } from '../../src/job/trace-opened.ts'
import { instant } from '../../src/lib/instant.ts'
import type { Predicate, Question, Term } from '../../src/question/question.ts'
import { memoryPlaces } from './memory-places.ts'
import { eventsOf, makeStory, PROD, REGIONS, sayChain, type Story, TEN, TOOLS } from './made-story.ts'

const HOUR = 3_600_000
const ACCOUNTS = [TOOLS, PROD].map((id) => ({ id, alias: undefined }))
const IDP = 'arn:aws:iam::444455556666:saml-provider/examplecorp-idp'
const WRITE = { eventName: 'RunInstances', readOnly: false }

const named = (value: string): Predicate => ({ kind: 'identity', by: 'name', value, prefix: false })
const byRole = (value: string): Predicate => ({ kind: 'identity', by: 'role', value, prefix: false })
const term = (predicate: Predicate): Term => ({ not: false, predicate })

describe('what an identity did itself, and what through the sessions that it opened', () => {
  it('is counted apart, however often the session changed its name', async () => {
    const story = makeStory('O1')
    const alice = story.user('alice', TOOLS).byKey()
    const deploy = story.assume(alice, 0, story.role('Deploy', TOOLS), 'alice')
    const admin = story.assume(deploy, 60, story.role('ProdAdmin', PROD), 'aws-support')
    story.act(alice, 10)
    for (const at of [100, 101, 102]) story.act(deploy, at)
    for (const at of [200, 201]) story.act(admin, at, WRITE)

    const { opened, bounds } = await openedBy(story, [named('alice')])

    // Her own call, and taking Deploy.
    expect(opened?.direct).toMatchObject({ events: 2, writes: 0 })
    expect(opened?.through.map(({ counts, hops }) => [counts?.events, counts?.writes, hops.length])).toEqual([
      [4, 0, 2],
      [2, 2, 3],
    ])
    expect(opened?.onlyNamed).toEqual([])
    expect(bounds).toEqual([])
  })

  it('a session that carries her name and was opened by somebody else is not hers, and says whose', async () => {
    const story = makeStory('O2')
    story.act(story.user('alice', TOOLS).byKey(), 10)
    const forged = story.assume(story.user('mallory', TOOLS).byKey(), 0, story.role('Deploy', TOOLS), 'alice')
    const unseen = story.assume(story.user('eve', TOOLS).byKey(), 300, story.role('Deploy', TOOLS), 'alice', {
      hidden: 'both',
    })
    story.act(forged, 100)
    story.act(unseen, 400)
    // What the forged session opens is not hers either, whatever it is called.
    story.act(story.assume(forged, 150, story.role('ProdAdmin', PROD), 'bot'), 200)
    story.act(story.assume(forged, 250, story.role('ProdAdmin', PROD), 'alice'), 260)

    const { opened } = await openedBy(story, [named('alice')])

    expect(opened?.direct?.events).toBe(1)
    expect(opened?.through).toEqual([])
    expect(opened?.onlyNamed.map(sayChain).sort()).toEqual([
      'iam-user:mallory access key proven > role:Deploy AssumeRole proven',
      'iam-user:mallory access key proven > role:Deploy AssumeRole proven > role:ProdAdmin AssumeRole proven',
      'name:alice not seen claimed -issue:not-found > role:Deploy not seen claimed',
    ])
  })

  it('counts what was done in the window by a session that was opened before it', async () => {
    const story = makeStory('O3')
    const alice = story.user('alice', TOOLS).byKey()
    const deploy = story.assume(alice, -5 * 3600, story.role('Deploy', TOOLS), 'nightly')
    story.act(deploy, -4 * 3600)
    story.act(deploy, 100)

    const { opened } = await openedBy(story, [named('alice')])

    expect(opened?.direct).toBeUndefined()
    expect(opened?.through.map(({ counts }) => counts?.events)).toEqual([1])
  })

  it('counts what somebody did who came through an identity provider, in the console too', async () => {
    const story = makeStory('O4')
    const analyst = story.role('Analyst', PROD)
    const grace = story.assume(story.saml('grace@example.com', IDP), 0, analyst, 'grace@example.com', {
      call: 'AssumeRoleWithSAML',
    })
    story.act(story.inConsole(grace), 100)
    story.act(story.inConsole(grace), 110)

    const { opened } = await openedBy(story, [named('grace@example.com')])

    expect(opened?.through.map(({ counts, confidence }) => [counts?.events, confidence])).toEqual([[2, 'likely']])
    expect(opened?.onlyNamed).toEqual([])
  })

  it('follows every session and counts only what else was asked for', async () => {
    const story = makeStory('O5')
    const alice = story.user('alice', TOOLS).byKey()
    const deploy = story.assume(alice, 0, story.role('Deploy', TOOLS), 'ci')
    const admin = story.assume(deploy, 60, story.role('ProdAdmin', PROD), 'ci')
    story.act(deploy, 100)
    story.act(admin, 100)
    story.act(admin, 101, WRITE)

    const { opened } = await openedBy(story, [named('alice'), { kind: 'access', value: 'writes' }])

    expect(opened?.direct).toBeUndefined()
    expect(opened?.through.map(({ counts }) => counts)).toMatchObject([{ events: 1, writes: 1 }])
  })

  it('asked about a role, what was done in it is its own and what its sessions opened is through it', async () => {
    const story = makeStory('O6')
    const deploy = story.assume(story.user('alice', TOOLS).byKey(), 0, story.role('Deploy', TOOLS), 'ci')
    story.act(deploy, 30)
    story.act(story.assume(deploy, 60, story.role('ProdAdmin', PROD), 'ci'), 100)

    const { opened } = await openedBy(story, [byRole('Deploy')])

    expect(opened?.direct?.events).toBe(2)
    expect(opened?.through.map(({ counts }) => counts?.events)).toEqual([1])
  })
})

function openedBy(story: Story, predicates: readonly Predicate[]) {
  const sources = memoryPlaces(eventsOf(story.records), { accounts: ACCOUNTS, regions: REGIONS })
  const window = { from: instant(TEN - HOUR), to: instant(TEN + HOUR) }
  const question: Question = { terms: predicates.map(term), window }
  const deps = { sources, signal: new AbortController().signal, askedAt: window.to, asker: 'whodid' }
  return traceOpened(question, deps)
}
