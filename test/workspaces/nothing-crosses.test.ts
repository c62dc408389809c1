import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import type { Watch } from '../../src/watch/watch.ts'
import { type Act, isEnd, perform, rounds } from './acts.ts'
import { makeMembers, type Member, startMany } from './start-many.ts'

const RUNS = { memory: 9, sqlite: 5 }

describe.each(['memory', 'sqlite'] as const)('several workspaces over one store in %s', (kind) => {
  const runs = makeMembers(RUNS[kind])
  const all = runs.flat()
  let bot: Awaited<ReturnType<typeof startMany>>
  let run = -1
  beforeAll(async () => {
    bot = await startMany(all, kind)
  })
  afterAll(() => bot.stop())

  test('nothing of one is ever seen in another, whatever is done in them at once', async () => {
    await fc.assert(
      fc.asyncProperty(rounds, async (acts) => {
        run += 1
        const members = runs[run] ?? []
        for (const each of members) {
          await bot.install(each)
          // The same id in all of them, for what each alone has.
          await bot.store.watches.putWatch(watchOf(each, bot.now(), 'w-same22', 'C1'), 0)
        }
        for (const round of acts) await doRound(round, members)
        await tellAll(
          members,
          new Set(
            acts
              .flat()
              .filter(isEnd)
              .map(({ at }) => at),
          ),
        )
        // The next run's ticks are quicker without.
        for (const each of members) await bot.uninstall(each)
        expect(await bot.teams()).toEqual([])
      }),
      { numRuns: runs.length, endOnFailure: true },
    )
    // Were nothing told at all, nothing could cross.
    expect(bot.api.calls.filter(({ text }) => text.includes('mark-')).length).toBeGreaterThan(runs.length * 10)
    expect(bot.defects).toEqual([])
  }, 60_000)

  /** Every call is over the token of a workspace in which something was done, and says nothing of another. */
  async function doRound(round: readonly Act[], members: readonly Member[]): Promise<void> {
    await bot.settle()
    const before = bot.api.calls.length
    const acked = await Promise.all(round.map((act) => perform(act, members, bot)))
    await bot.settle()
    for (const [n, text] of acked.entries()) expect(strange(text, members[round[n]?.at ?? 0])).toEqual([])
    const everyone = round.some((act) => act.kind === 'tick')
    const acting = everyone ? members : members.filter((_, at) => round.some((act) => act.at === at))
    for (const { token, text, method } of bot.api.calls.slice(before)) {
      const member = acting.find((each) => token.endsWith(each.token))
      expect([method, token, member?.token]).toEqual([method, token, expect.any(String)])
      expect([method, ...strange(text, member)]).toEqual([method])
    }
  }

  /** Those that stayed have what they had, and are told what happens; those that went have nothing, and are told nothing. */
  async function tellAll(members: readonly Member[], gone: ReadonlySet<number>): Promise<void> {
    const stayed = members.filter((_, at) => !gone.has(at))
    // Of the other watches nobody knows what was clicked: paused, muted, ended.
    const since = instant(bot.now() - 60_000)
    for (const each of stayed) await bot.store.watches.putWatch(watchOf(each, since, 'w-last22', 'C9'), 0)
    const before = new Map(members.map((each) => [each, tellings(each)]))
    for (const each of members) await bot.push(each, 'last')
    await bot.tick()
    await bot.settle()

    const told = members.filter((each) => tellings(each) > (before.get(each) ?? 0))
    expect(told).toEqual(stayed)
    expect([...(await bot.teams())].toSorted()).toEqual(stayed.map(({ team }) => team).toSorted())
  }

  function tellings({ token, mark }: Member): number {
    const posted = bot.api.calls.filter((call) => call.token === token && call.method.startsWith('chat.'))
    return posted.filter(({ text }) => text.includes(`${mark}bucket`)).length
  }
})

/** Marks and accounts of any workspace but this one. */
function strange(text: string, member: Member | undefined): readonly string[] {
  const marks = [...text.matchAll(/mark-\d+-[a-d]-/g)].map(([mark]) => mark)
  const accounts = [...text.matchAll(/\b1000000\d{5}\b/g)].map(([account]) => account)
  return [...marks.filter((mark) => mark !== member?.mark), ...accounts.filter((id) => id !== member?.account)]
}

function watchOf({ team, account }: Member, since: Watch['since'], id: string, channel: string): Watch {
  const terms = [{ not: false, predicate: { kind: 'account', value: account } as const }]
  return { team, id, channel, owner: 'U1', terms, urgency: { kind: 'each' }, mutes: [], since }
}
