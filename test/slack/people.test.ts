import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeClient } from '../../src/slack/client.ts'
import { makePeople } from '../../src/slack/people.ts'
import { makeFakeClock } from './fake-clock.ts'
import { inTurn, refuse, reply, startWebApi } from './fake-web-api.ts'
import { makeQuietLog } from './quiet-log.ts'

const asker = { team: 'T00FAKE', person: 'U00ALICE' }
const user = { id: 'U00ALICE', tz: 'Europe/Berlin', profile: { email: 'alice@example.com', display_name: 'Alice' } }
const NOBODY = { zone: undefined, email: undefined, name: undefined, standing: undefined }

let api: Awaited<ReturnType<typeof startWebApi>>
beforeEach(async () => {
  api = await startWebApi((_, response) => reply(response, { ok: true, user }))
})
afterEach(() => api.close())

test('a person is asked for once in five minutes, however many ask at once', async () => {
  const { people, clock } = makeThem()

  const [first] = await Promise.all([people.look(asker), people.look(asker), people.look(asker)])
  await clock.pass(5 * 60_000 - 1)
  await people.look(asker)

  expect(first).toEqual({ zone: 'Europe/Berlin', email: 'alice@example.com', name: 'Alice', standing: 'member' })
  expect(api.calls).toHaveLength(1)
  await clock.pass(1)
  await people.look(asker)
  expect(api.calls).toHaveLength(2)
})

test('what Slack does not tell is undefined', async () => {
  api.does((_, response) => reply(response, { ok: true, user: { id: 'U00ALICE', real_name: 'Alice A', profile: {} } }))

  expect(await makeThem().people.look(asker)).toEqual({
    zone: undefined,
    email: undefined,
    name: 'Alice A',
    standing: 'member',
  })
})

test.each(['missing_scope', 'user_not_found', 'internal_error'])(
  '%s tells nothing, fails nothing, and is not remembered',
  async (error) => {
    api.does(inTurn(refuse(error), (_, response) => reply(response, { ok: true, user })))
    const { people } = makeThem()

    expect(await people.look(asker)).toEqual(NOBODY)
    expect(await people.look(asker)).toMatchObject({ name: 'Alice', standing: 'member' })
  },
)

function makeThem() {
  const clock = makeFakeClock()
  const log = makeQuietLog()
  return { clock, people: makePeople(makeClient({ token: 'xoxb-fake', apiUrl: api.apiUrl }, log), clock, log) }
}

test.each<[string, string, object, string | undefined, string]>([
  ['who is of it', 'T00FAKE', { team_id: 'T00FAKE' }, undefined, 'member'],
  ['of another company, in a channel that both share', 'T00FAKE', { team_id: 'T00OTHER' }, 'T00OTHER', 'stranger'],
  ['of whom Slack says it beside what they did alone', 'T00FAKE', {}, 'T00OTHER', 'stranger'],
  ['of another workspace of the organization', 'E1.T1', grid('T2', 'T2'), 'T2', 'stranger'],
  ['of several workspaces of the organization', 'E1.T1', grid('T2', 'T2', 'T1'), 'T2', 'member'],
  ['of the organization, asking in none of its workspaces', 'E1', grid('T2', 'T2'), 'T2', 'member'],
  ['of another organization, asking in none of its workspaces', 'E2', grid('T2', 'T2'), 'T2', 'stranger'],
])('someone %s: in %s, %j from %s is a %s', async (_, team, more, home, standing) => {
  api.does((_call, response) => reply(response, { ok: true, user: { ...user, ...more } }))

  expect((await makeThem().people.look({ ...asker, team, home })).standing).toBe(standing)
})

function grid(own: string, ...teams: string[]): object {
  return { team_id: own, enterprise_user: { enterprise_id: 'E1', teams } }
}
