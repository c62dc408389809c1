import { afterEach, beforeEach, expect, test } from 'vitest'
import { click, command, mention, type Sender } from './payloads.ts'
import { makeMembers, type Member, RULELESS, startMany } from './start-many.ts'

const [members = []] = makeMembers(1)
const [here, there] = members as [Member, Member]

let bot: Awaited<ReturnType<typeof startMany>>
beforeEach(async () => {
  bot = await startMany(members, 'memory')
  for (const each of members) await bot.install(each)
})
afterEach(async () => {
  expect(bot.defects).toEqual([])
  await bot.stop()
})

test('a button of one workspace is worth nothing in another, and says so; in its own it asks', async () => {
  await bot.send(command(sender(here, '1'), `Alice on ${here.mark}bucket 24h`))
  const answer = said(here).findLast((text) => text.includes('"action_id":"events"'))
  const token = /"type":"actions","block_id":"(q1\.[^"#]+)/.exec(answer ?? '')?.[1] ?? ''
  const before = said(there).length

  await bot.send(click(sender(there, '2'), { action: 'events', token }))
  const told = said(there).slice(before)
  expect(told).toHaveLength(2)
  // The view that was opened while Slack waited, and what became of it.
  expect(told[1]).toContain('I no longer know what this button asks.')
  expect(told.join('\n')).not.toContain(here.mark)

  const own = said(here).length
  await bot.send(click(sender(here, '3'), { action: 'events', token }))
  expect(said(here).slice(own).join('\n')).toContain(`${here.mark}bucket`)
})

test('what is asked where the bot is not installed any more is left, and its asker told where that needs no token', async () => {
  await bot.uninstall(here)
  const before = bot.api.calls.length
  await bot.send(command(sender(here, '1'), 'Alice 24h'))
  await bot.send(mention(sender(here, '2'), 'Alice 24h'))
  await bot.send(click(sender(here, '3'), { action: 'events', token: 'q1.whatever' }))

  const told = bot.api.calls.slice(before)
  expect(told.map(({ method }) => method)).toEqual([`/response/${here.token}`, `/response/${here.token}`])
  for (const { text } of told) expect(text).toContain('whodid is not installed in this workspace any more')
  expect(await bot.teams()).toEqual([])
})

test('nothing is left of a workspace that goes while a question of it is looked for; the others have all they had', async () => {
  await bot.send(command(sender(there, '1'), 'Alice 24h'))
  const asking = bot.send(command(sender(here, '2'), 'Alice 24h'))
  // The search has begun, and its answer stands yet to come.
  await bot.until(() => said(here).length > 0)
  await bot.uninstall(here)
  await asking

  expect(await bot.teams()).toEqual([there.team])
  expect(await bot.store.keeping.recent.list(there.team, 'U1', 9)).toMatchObject([
    { words: expect.stringContaining('Alice') },
  ])
})

test('a workspace whose token is over keeps what it has, for when the bot is installed there anew', async () => {
  await bot.send(command(sender(here, '1'), 'Alice 24h'))
  await bot.wearOut(here)
  const before = said(here).length
  await bot.send(command(sender(here, '2'), 'Alice 24h'))
  await bot.push(here, 'new')
  await bot.tick()
  await bot.forgetLeft(here.team)

  expect(said(here)).toHaveLength(before)
  expect(await bot.store.keeping.recent.list(here.team, 'U1', 9)).toHaveLength(1)
  await bot.uninstall(here)
  await bot.forgetLeft(here.team)
  expect(await bot.teams()).toEqual([])
})

test('a workspace without a rule is told that no rule is about it, and nothing else', async () => {
  const stranger: Member = {
    ...here,
    workspace: { enterprise: undefined, team: RULELESS },
    team: RULELESS,
    token: `xoxb-made-up-${RULELESS}`,
  }
  await bot.install(stranger)
  await bot.send(command(sender(stranger, '1'), 'Alice 24h'))
  await bot.send(command(sender(stranger, '2'), 'may Alice 24h'))

  const told = bot.api.calls.filter(({ token }) => token.endsWith(RULELESS)).map(({ text }) => text)
  expect(told.join('\n')).toContain(`No rule is about this workspace, ${RULELESS}.`)
  expect(told.join('\n')).not.toMatch(/mark-|\b1000000\d{5}\b/)
})

function sender({ workspace, token, mark }: Member, id: string): Sender {
  const responseUrl = `${bot.api.origin}/response/${token}`
  return { workspace, person: 'U1', channel: 'C1', id: `${mark}${id}`, responseUrl }
}

function said(member: Member): readonly string[] {
  const texts = bot.api.calls.filter(({ token, method }) => token === member.token && /^(?:chat|views)\./.test(method))
  return texts.map(({ text }) => text)
}
