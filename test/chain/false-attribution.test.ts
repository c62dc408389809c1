import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeRandom } from '../../demo/world/random.ts'
import type { Chain } from '../../src/chain/chain.ts'
import { makeClues } from '../../src/chain/clues.ts'
import { makeChain } from '../../src/chain/make-chain.ts'
import { makeSightings } from '../../src/chain/sightings.ts'
import type { Event } from '../../src/event/event.ts'
import { instant } from '../../src/lib/instant.ts'
import { type Actor, eventsOf, makeStory, PROD, STAGING, TOOLS } from './made-story.ts'

/** What really happened: who did each event, origin first, each by unique id and session name. */
type Truth = ReadonlyMap<string, readonly string[]>

const ACCOUNTS = [TOOLS, STAGING, PROD]

/** People who take each other's names, in the same seconds, in the console and out of it. */
const steps = fc.array(
  fc.record({
    who: fc.nat(20),
    role: fc.nat(2),
    after: fc.nat(3),
    named: fc.constantFrom('alice', 'ci'),
    inConsole: fc.boolean(),
    noSharedId: fc.boolean(),
    forwards: fc.boolean(),
  }),
  { minLength: 3, maxLength: 12 },
)

it('nobody is called proven or likely who was not behind it, whatever is hidden and in whatever order it comes', () => {
  let attributed = 0
  fc.assert(
    fc.property(steps, fc.subarray(ACCOUNTS), fc.nat(), (some, refused, order) => {
      const { events, truth } = tell(some)
      const seen = events.filter(({ account }) => !refused.includes(account))
      const gaps = refused.map((account) => ({ account, where: account, reason: 'denied', detail: '' }))
      for (const subject of truth.keys()) {
        const chain = chainOf(shuffled([...seen, ...seen], order), subject, gaps)
        if (chain === undefined) continue
        attributed += wrong(chain, truth.get(subject) ?? []).checked
        expect(wrong(chain, truth.get(subject) ?? []).found).toEqual([])
      }
    }),
    { numRuns: 300 },
  )
  expect(attributed).toBeGreaterThan(1_500)
})

it('no session is shown under two chains, and none is left out', () => {
  fc.assert(
    fc.property(steps, fc.nat(), (some, order) => {
      const { events, truth } = tell(some)
      const sightings = makeSightings()
      for (const event of shuffled(events, order)) sightings.add(event, truth.has(event.id))
      const clues = makeClues(sightings.list(), [])
      const counted = [...clues.sessions.values()].reduce((sum, { counts }) => sum + (counts?.events ?? 0), 0)
      const byKey = Map.groupBy(
        events.filter(
          ({ actor, fromConsole }) => !fromConsole && actor.keyId !== undefined && actor.invokedBy === undefined,
        ),
        ({ actor }) => actor.keyId,
      )

      expect(counted).toBe(truth.size)
      for (const same of byKey.values()) expect(new Set(same.map(clues.sessionOf)).size).toBe(1)
    }),
    { numRuns: 300 },
  )
})

function tell(
  some: readonly {
    who: number
    role: number
    after: number
    named: string
    inConsole: boolean
    noSharedId: boolean
    forwards: boolean
  }[],
) {
  const story = makeStory('P')
  const truth = new Map<string, readonly string[]>()
  const roles = ACCOUNTS.map((account, at) => story.role(`Role${at}`, account))
  const people: { readonly actor: Actor; readonly path: readonly string[]; readonly since: number }[] = []
  for (const [at, account] of [TOOLS, TOOLS, PROD].entries()) {
    const user = story.user(at === 2 ? 'bob' : 'alice', account)
    people.push({ actor: user.byKey(), path: [user.id], since: 0 })
    people.push({ actor: user.signIn(0), path: [user.id], since: 0 })
  }
  for (const { who, role, after, named, inConsole, noSharedId, forwards } of some) {
    const caller = people[who % people.length]
    const taken = roles[role]
    if (caller === undefined || taken === undefined || caller.path.length > 4) continue
    const since = caller.since + after
    const actor = story.assume(caller.actor, since, taken, named, { noSharedId })
    const path = [...caller.path, `${taken.id}:${named}`]
    const used = inConsole ? story.inConsole(actor) : actor
    people.push({ actor: used, path, since })
    truth.set(story.act(used, since + 60), path)
    if (forwards) {
      const { console: _, ...plain } = story.forwarded(actor)
      truth.set(story.act(plain, since + 61), path)
    }
  }
  return { events: eventsOf(story.records), truth: truth as Truth }
}

function chainOf(
  events: readonly Event[],
  subject: string,
  unseen: readonly { account: string; where: string; reason: string; detail: string }[],
): Chain | undefined {
  const sightings = makeSightings()
  for (const event of events) sightings.add(event, event.id === subject)
  const looked = {
    what: ['issue', 'caller', 'copy', 'sign-in', 'name'] as const,
    from: instant(-8.64e15),
    to: instant(8.64e15),
    unseen,
  }
  const clues = makeClues(sightings.list(), [looked])
  const session = [...clues.sessions.values()].find(({ counts }) => counts !== undefined)
  return session === undefined ? undefined : makeChain(session, clues)
}

/** Steps that are called proven or likely, and are not what happened. */
function wrong(
  { hops }: Chain,
  truth: readonly string[],
): { readonly found: readonly string[]; readonly checked: number } {
  const found: string[] = []
  let checked = 0
  let sure = true
  for (let back = 1; back <= hops.length && sure; back++) {
    const hop = hops[hops.length - back]
    const real = truth[truth.length - back]
    if (hop === undefined) break
    if (back === hops.length) sure = hop.confidence === 'proven' || hop.confidence === 'likely'
    if (!sure || hop.who.kind === 'nobody' || hop.who.kind === 'account' || hop.who.kind === 'name') break
    const said = hop.who.session === undefined ? hop.who.uniqueId : `${hop.who.uniqueId}:${hop.who.session}`
    checked++
    if (said !== real) found.push(`${said} instead of ${real}`)
    if (back === hops.length && truth.length !== back) found.push(`${said} called the origin`)
    sure = hop.confidence === 'proven' || hop.confidence === 'likely'
  }
  return { found, checked }
}

function shuffled<Item>(items: readonly Item[], seed: number): readonly Item[] {
  const random = makeRandom('shuffle', seed)
  return items
    .map((item) => [random.int(0, 1_000_000), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item)
}
