import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Demo, startDemo } from '../../demo/start-demo.ts'
import { quickClock } from './quick-clock.ts'

const COMMANDS = 24
const PEOPLE = ['@alice', '@bob', '@ada'] as const

let demo: Demo
beforeAll(async () => {
  demo = await startDemo({ transport: 'socket', days: 1, clock: quickClock(1) })
})
afterAll(() => demo.stop())

it('while Slack refreshes and cuts its connections no command is lost, and none is answered twice', async () => {
  const { slack } = demo
  await slack.until(() => slack.sockets.count() === 2)
  const words = Array.from({ length: COMMANDS }, (_, n) => `wat${n}:x`)

  const outcomes = []
  for (const [n, word] of words.entries()) {
    outcomes.push(slack.as(PEOPLE[n % PEOPLE.length] ?? '').command('/whodid', word, { channel: 'C00INCIDENTS' }))
    if (n % 4 === 0) slack.sockets.disconnect('refresh_requested', 'oldest')
    if (n === 6) slack.sockets.disconnect('refresh_requested', 'all')
    if (n % 8 === 7) slack.sockets.cut('oldest')
    await slack.until(() => slack.sockets.count() >= (n % 6 === 5 ? 2 : 1))
  }
  const kinds = (await Promise.all(outcomes)).map(({ kind }) => kind)
  await demo.idle()
  await slack.until(() => slack.sockets.count() === 2)

  expect(kinds).toEqual(words.map(() => 'acked'))
  const told = slack.state.ephemerals.map((each) => /wat\d+:x/.exec(JSON.stringify(each))?.[0])
  expect(told.toSorted()).toEqual(words.toSorted())
  expect(slack.problems).toEqual([])
  expect(new Set(slack.exchanges.map(({ connection }) => connection)).size).toBeGreaterThan(4)
})
