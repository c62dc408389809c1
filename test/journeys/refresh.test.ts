import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Demo, startDemo } from '../../demo/start-demo.ts'
import { quickClock } from './quick-clock.ts'

const ROUNDS = 12
const PEOPLE = ['@alice', '@bob', '@ada'] as const

let demo: Demo
beforeAll(async () => {
  demo = await startDemo({ transport: 'socket', days: 1, clock: quickClock(1) })
})
afterAll(() => demo.stop())

it('while Slack refreshes and cuts its connections no command is lost, and none is answered twice', async () => {
  const { slack } = demo
  const typed: string[] = []
  const outcomes: Promise<{ readonly kind: string }>[] = []

  for (let round = 0; round < ROUNDS; round += 1) {
    await slack.until(() => slack.sockets.count() === 2)
    slack.faults.add({ on: 'command', kind: 'duplicate' })
    if (round % 3 === 0) slack.sockets.disconnect('refresh_requested', 'oldest')
    else if (round % 3 === 1) slack.sockets.disconnect('refresh_requested', 'all')
    else slack.sockets.cut('oldest')
    for (const person of PEOPLE) {
      const word = `wat${typed.length}:x`
      typed.push(word)
      outcomes.push(slack.as(person).command('/whodid', word, { channel: 'C00INCIDENTS' }))
      await pause(3)
    }
  }
  const kinds = (await Promise.all(outcomes)).map(({ kind }) => kind)
  await demo.idle()

  expect(kinds).toEqual(typed.map(() => 'acked'))
  const told = slack.state.ephemerals.map((each) => /wat\d+:x/.exec(JSON.stringify(each))?.[0])
  expect(told).toHaveLength(typed.length)
  expect(new Set(told)).toEqual(new Set(typed))
  expect(slack.problems).toEqual([])
})
