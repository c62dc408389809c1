import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeClient } from '../../src/slack/client.ts'
import { whoAmI } from '../../src/slack/who-am-i.ts'
import { makeHastyClock } from './fake-clock.ts'
import { inTurn, ok, refuse, reply, startWebApi } from './fake-web-api.ts'
import { makeQuietLog } from './quiet-log.ts'

let api: Awaited<ReturnType<typeof startWebApi>>
beforeEach(async () => {
  api = await startWebApi()
})
afterEach(() => api.close())

test('a Slack that is out of order for a while is waited for', async () => {
  api.does(
    inTurn(
      (_, response) => reply(response, {}, 500),
      (_, response) => response.destroy(),
      refuse('fatal_error'),
      ok,
    ),
  )

  expect(await ask()).toEqual({ userId: 'U00BOT', botId: 'B00BOT', team: 'T00FAKE' })
  expect(api.calls).toHaveLength(4)
})

test('but not for ever', async () => {
  api.does((_, response) => reply(response, {}, 500))

  await expect(ask()).rejects.toThrow('HTTP 500')
  expect(api.calls).toHaveLength(6)
})

test.each([
  ['a revoked token', refuse('token_revoked'), 'token_revoked'],
  [
    "a person's token",
    (_: unknown, response: Parameters<typeof reply>[0]) => reply(response, { ok: true, user_id: 'U00ALICE' }),
    'not the token of a bot',
  ],
])('%s is refused at once', async (_, script, said) => {
  api.does(script)

  await expect(ask()).rejects.toThrow(said)
  expect(api.calls).toHaveLength(1)
})

function ask() {
  const log = makeQuietLog()
  return whoAmI(makeClient({ token: 'xoxb-fake', apiUrl: api.apiUrl }, log), makeHastyClock(), log)
}
