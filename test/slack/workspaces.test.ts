import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Installations, Installed } from '../../src/slack/installations.ts'
import { installedWorkspaces } from '../../src/slack/workspaces.ts'
import { makeFakeClock } from './fake-clock.ts'
import { ok, refuse, startWebApi } from './fake-web-api.ts'
import { makeQuietLog } from './quiet-log.ts'

let api: Awaited<ReturnType<typeof startWebApi>>
let installed: Map<string, Installed>
beforeEach(async () => {
  api = await startWebApi(ok)
  installed = new Map()
})
afterEach(() => api.close())

const hello = { text: 'hello', blocks: [] }

test('each workspace is spoken to over its own token', async () => {
  const { workspaces } = make({ T1: 'xoxb-one', T2: 'xoxb-two' })
  for (const team of ['T1', 'T2', 'T1']) await (await workspaces.of(team))?.outbox.post({ channel: 'C1' }, hello, team)

  // The same message of T1 is posted once, and that of T2 by itself.
  expect(api.calls.map(({ token }) => token)).toEqual(['xoxb-one', 'xoxb-two'])
})

test('where the bot is not installed there is nothing, also where it was a moment ago', async () => {
  const { workspaces } = make({ T1: 'xoxb-one' })

  expect(await workspaces.of('T1')).toBeDefined()
  installed.delete('T1')
  expect(await workspaces.of('T1')).toBeUndefined()
  expect(await workspaces.of('T2')).toBeUndefined()
})

test('a workspace stays open as long as its token is the same, and the pace of its channels longer', async () => {
  const { workspaces, clock } = make({ T1: 'xoxb-one' })
  const first = await workspaces.of('T1')
  expect(await workspaces.of('T1')).toBe(first)

  await first?.outbox.post({ channel: 'C1' }, hello, 'a')
  install('T1', 'xoxb-new')
  const renewed = await workspaces.of('T1')
  const posting = renewed?.outbox.post({ channel: 'C1' }, hello, 'b')
  await clock.pass(1_000)
  expect(api.calls.map(({ token }) => token)).toEqual(['xoxb-one'])
  await clock.pass(200)
  await posting
  expect(api.calls.map(({ token }) => token)).toEqual(['xoxb-one', 'xoxb-new'])
})

test('so many are held open at once; the one used longest ago is opened anew', async () => {
  const { workspaces } = make({ T1: 'xoxb-one', T2: 'xoxb-two', T3: 'xoxb-three' }, 2)
  const [one, two] = [await workspaces.of('T1'), await workspaces.of('T2')]
  expect(await workspaces.of('T1')).toBe(one)
  await workspaces.of('T3')

  expect(await workspaces.of('T1')).toBe(one)
  expect(await workspaces.of('T2')).not.toBe(two)
})

test('the token of a whole organization is used with the workspace it is used in', async () => {
  const { workspaces } = make({})
  install('E1.T2', 'xoxb-org', true)
  await (await workspaces.of('E1.T2'))?.people.look({ team: 'E1.T2', person: 'U1' })

  expect(api.calls).toMatchObject([{ method: 'users.info', token: 'xoxb-org', form: { team_id: 'T2' } }])
})

test('a token that Slack refuses is known as refused, until it is taken again or ten minutes have gone', async () => {
  const { workspaces, clock } = make({ T1: 'xoxb-one' })
  const open = await workspaces.of('T1')
  const ask = () => open?.people.look({ team: 'T1', person: 'U1' })
  expect(open?.isRefused()).toBe(false)

  api.does(refuse('missing_scope'))
  await ask()
  expect(open?.isRefused()).toBe(false)
  api.does(refuse('token_revoked'))
  await ask()
  expect(open?.isRefused()).toBe(true)
  await clock.pass(10 * 60_000)
  expect(open?.isRefused()).toBe(false)
  await ask()
  api.does(ok)
  await ask()
  expect(open?.isRefused()).toBe(false)
})

test('a workspace counts as installed by its own installation or that of its organization', async () => {
  const { workspaces } = make({ T1: 'xoxb-one', 'E1.T2': 'xoxb-two', E3: 'xoxb-org' })

  const asked = ['T1', 'T2', 'E1.T1', 'E1.T2', 'E1', 'E3', 'E3.T9', 'T9', '']
  expect(await workspaces.installedIn(asked)).toEqual(['T1', 'E1.T2', 'E3', 'E3.T9'])
})

function install(team: string, token: string, orgWide = false): void {
  installed.set(team, { token, botUserId: 'U00BOT', orgWide })
}

function make(teams: Readonly<Record<string, string>>, most?: number) {
  const clock = makeFakeClock()
  for (const [team, token] of Object.entries(teams)) install(team, token)
  const installations: Installations = {
    of: async ({ enterprise, team }) => installed.get([enterprise, team].filter(Boolean).join('.')),
    async all() {
      return [...installed.keys()].map((name) => {
        const [first = '', second] = name.split('.')
        if (second !== undefined) return { enterprise: first, team: second }
        return first.startsWith('E') ? { enterprise: first, team: '' } : { enterprise: undefined, team: first }
      })
    },
    gone: async () => undefined,
  }
  const outside = { clock, log: makeQuietLog(), validate: () => [] }
  return { clock, workspaces: installedWorkspaces(installations, { apiUrl: api.apiUrl }, outside, most) }
}
