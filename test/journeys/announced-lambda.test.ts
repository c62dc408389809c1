import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { objectCreated } from '../../demo/announce.ts'
import { COMPANY } from '../../demo/aws/company-aws.ts'
import type { Fields } from '../../src/event/event.ts'
import { instant } from '../../src/lib/instant.ts'
import { type Lambda, startLambda } from '../lambda/start-lambda.ts'
import { fromS3, fromTrail } from '../made/announced.ts'
import { pushed } from '../made/pushed.ts'
import { user } from './live-events.ts'
import { makeReader } from './make-reader.ts'
import { happenings, putLogFile } from './put-log-file.ts'
import { quickClock } from './quick-clock.ts'

const { bucket } = COMPANY
const clock = quickClock()
let lambda: Lambda
const { read } = makeReader(() => lambda.slack)
const errors: string[] = []

beforeAll(async () => {
  lambda = await startLambda({ clock, aws: true, announced: true, lookSeconds: 10, onLog })
  await lambda.slack.as('@bob').command('/whodid', 'watch Mallory', { channel: 'C00INCIDENTS' })
  await lambda.idle()
  expect(texts().join()).toMatch(/Watching: What Mallory did/)
}, 60_000)
afterAll(() => lambda.stop())

describe('with the tick of Lambda', () => {
  it('a file that is announced is told with the next call of the schedule, and not again by any other way', async () => {
    const records = happens('RunInstances')
    const key = await put(records)
    await lambda.pushes?.send(
      JSON.stringify(objectCreated({ name: bucket, account: account(), region: 'us-east-1' }, key, 9)),
    )
    expect(await lambda.takePushed()).toBe(1)
    await lambda.tick()
    expect(about('ec2:RunInstances')).toHaveLength(1)

    const found = happens('FoundByLooking')
    const at = instant(clock.now() - 300_000)
    lambda.aws?.add([...records, ...found].map((record) => ({ at, record })))
    await lambda.pushes?.send(JSON.stringify(fromS3({ bucket, keys: [key] })))
    await lambda.pushes?.send(JSON.stringify(pushed(records[0] ?? {}, { account: account(), region: 'eu-central-1' })))
    lambda.coldStart()
    expect(await lambda.takePushed()).toBe(2)
    for (let ticks = 0; ticks < 60 && about('ec2:FoundByLooking').length === 0; ticks += 1) {
      await lambda.tick()
      await pause(100)
    }
    expect(about('ec2:RunInstances')).toHaveLength(1)
    expect(await lambda.takePushed()).toBe(0)
  }, 90_000)

  it('of a batch only that comes again which could not be read; poison is put aside', async () => {
    const good = await put(happens('AmongOthers'))
    const torn = await putLogFile(lambda.logs, where(), Buffer.from('not compressed'))
    for (const body of [
      'poison',
      JSON.stringify(fromTrail({ bucket, keys: [torn] })),
      JSON.stringify(fromTrail({ bucket, keys: [good] })),
    ])
      await lambda.pushes?.send(body)
    expect(await lambda.takePushed()).toBe(3)
    await lambda.tick()
    expect(about('ec2:AmongOthers')).toHaveLength(1)

    for (let tries = 0; tries < 80 && (await lambda.pushes?.dead())?.length === 0; tries += 1) {
      await lambda.takePushed()
      await pause(100)
    }
    expect(await lambda.pushes?.dead()).toEqual([JSON.stringify(fromTrail({ bucket, keys: [torn] }))])
    expect(errors).toEqual([])
    expect(lambda.aws?.problems).toEqual([])
  }, 90_000)
})

function onLog(level: string, data: object, message: string): void {
  if (level === 'error') errors.push(`${message} ${JSON.stringify(data)}`)
}

function account(): string {
  return lambda.world.accounts[0]?.id ?? ''
}

function where() {
  return { account: account(), organisation: lambda.world.organisation, at: clock.now() }
}

function happens(eventName: string): readonly Fields[] {
  return happenings(account(), clock.now(), [{ ...user('Mallory'), eventName }])
}

function put(records: readonly Fields[]): Promise<string> {
  return putLogFile(lambda.logs, where(), records)
}

function texts(): readonly string[] {
  return lambda.slack.state.messages.map(read)
}

function about(name: string): readonly string[] {
  return texts().filter((text) => text.includes(name))
}
