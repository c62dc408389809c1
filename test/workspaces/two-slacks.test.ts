import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { quickClock } from '../journeys/quick-clock.ts'
import { putLogFile } from '../journeys/put-log-file.ts'
import { instant } from '../../src/lib/instant.ts'
import { openStore } from '../../src/stores/open-store.ts'
import { type Running, start } from '../../src/wire.ts'
import { openInLambda } from '../lambda/run-in-lambda.ts'
import { makeQuietLog } from '../slack/quiet-log.ts'
import { configOf, eventOf, installInto, makeMembers, type Member, writeLogs } from './start-many.ts'
import { startTwoSlacks } from './two-slacks.ts'

/** One in no organization, one in an organization. The people, channels and the bot have the same ids in both. */
const [one, other] = (makeMembers(1)[0] ?? []) as [Member, Member]
const CHANNEL = 'C00INCIDENTS'

let folder: string
let two: Awaited<ReturnType<typeof startTwoSlacks>>
let bot: Running
const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  await bot.stop()
  await two.close()
  for (const end of ends.splice(0)) await end()
  await rm(folder, { recursive: true, force: true })
})

describe.each(['socket', 'http', 'lambda'] as const)('one bot in two workspaces: %s', (place) => {
  it('answers and watches in each by itself, and goes on in one when the other throws it out', async () => {
    folder = await mkdtemp(join(tmpdir(), 'whodid-two-'))
    const clock = quickClock(6)
    const now = () => instant(Math.round(clock.now()))
    const sleep = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve))
    const logs = join(folder, 'logs')
    writeLogs(logs, [one, other], now())
    const mode: 'socket' | 'http' = place === 'socket' ? 'socket' : 'http'
    two = await startTwoSlacks(mode, [one, other], clock)
    const [slack, otherSlack] = two.slacks
    if (slack === undefined || otherSlack === undefined) throw new Error('there are not two')
    const { slack: settings, ...rest } = configOf([one, other], logs, two.apiUrl)
    const { appToken, signingSecret } = slack
    const config = {
      ...rest,
      slack: { ...settings, mode, port: 0, oauth: { ...settings.oauth!, port: 0 } },
      watches: { ...rest.watches, tickSeconds: 1, lookSeconds: 10 },
      store: { file: join(folder, 'whodid.db') },
      secrets: { ...rest.secrets, appToken, signingSecret },
    }
    const inLambda = place === 'lambda' ? await openInLambda() : undefined
    ends.push(async () => inLambda?.stop())
    const kind = inLambda?.store ?? ({ kind: 'sqlite', file: config.store.file } as const)
    const store = await openStore(kind, { now, sleep })
    for (const each of [one, other]) await installInto(store, each, now())
    store.close()
    const log = makeQuietLog()
    const run = inLambda?.run ?? start
    bot = await run(config, { clock: { now, sleep }, log, responseOrigins: two.slacks.map(({ url }) => url) })
    for (const each of two.slacks) each.setRequestUrl(`http://127.0.0.1:${bot.port}/slack/events`)

    // At once in both.
    await Promise.all(two.slacks.map((each) => each.as('@bob').command('/whodid', 'Alice 24h', { channel: CHANNEL })))
    await Promise.all(two.slacks.map((each) => each.as('@bob').mention('watch Alice', { channel: CHANNEL })))
    await bot.idle()
    expect([slack, otherSlack].map((each) => each.state.messages.length > 2)).toEqual([true, true])
    expect(said(slack)).toMatch(new RegExp(`${one.mark}bucket`))
    expect(said(otherSlack)).toMatch(new RegExp(`${other.mark}bucket`))

    const happens = (member: Member, name: string) =>
      putLogFile(logs, { account: member.account, organisation: 'o-fake', at: now() }, [
        eventOf(member.account, member.mark, name, now() + 1_000),
      ])
    const before = two.slacks.map((each) => each.state.messages.length)
    await Promise.all([happens(one, 'new1'), happens(other, 'new1')])
    await slack.until(() => slack.state.messages.length > (before[0] ?? 0), 20_000)
    await otherSlack.until(() => otherSlack.state.messages.length > (before[1] ?? 0), 20_000)

    await otherSlack.uninstall()
    await otherSlack.until(() => log.lines.some(({ message }) => message.startsWith('the bot was uninstalled')))
    const [last, gone] = two.slacks.map((each) => each.state.messages.length)
    await Promise.all([happens(one, 'new2'), happens(other, 'new2')])
    await slack.as('@bob').command('/whodid', 'Alice 24h', { channel: CHANNEL })
    await bot.idle()
    await slack.until(() => slack.state.messages.length > (last ?? 0) + 2, 20_000)

    expect(otherSlack.state.messages).toHaveLength(gone ?? 0)
    expect(said(slack)).not.toMatch(new RegExp(`${other.mark}|${other.account}`))
    expect(said(otherSlack)).not.toMatch(new RegExp(`${one.mark}|${one.account}`))
    expect(two.slacks.map(({ problems }) => problems)).toEqual([[], []])
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([])
  }, 60_000)
})

/** Everything that was ever sent to a workspace. */
function said({ exchanges }: { readonly exchanges: readonly object[] }): string {
  return JSON.stringify(exchanges)
}
