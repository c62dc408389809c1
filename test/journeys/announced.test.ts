import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COMPANY } from '../../demo/aws/company-aws.ts'
import { jumpingClock } from '../../demo/console/jumping-clock.ts'
import type { SlackMessage } from '../../demo/slack/messages.ts'
import { type Demo, startDemo } from '../../demo/start-demo.ts'
import type { Fields } from '../../src/event/event.ts'
import { type Sqs, startSqs } from '../lambda/start-sqs.ts'
import { fromS3, fromTopic, fromTrail } from '../made/announced.ts'
import { pushed } from '../made/pushed.ts'
import { instant } from '../../src/lib/instant.ts'
import { user } from './live-events.ts'
import { makeReader } from './make-reader.ts'
import { happenings, putLogFile } from './put-log-file.ts'

const HERE = 'C00INCIDENTS'
const { bucket } = COMPANY
/** Looks are far apart: what is told soon was pushed. */
const LOOK_S = 3_600

const clock = jumpingClock()
let sqs: Sqs
let demo: Demo
const { readBody: read } = makeReader(() => demo.slack)
const logged: (readonly [level: string, message: string, data: object])[] = []

beforeAll(async () => {
  sqs = await startSqs()
  demo = await startDemo({
    days: 1,
    clock,
    aws: true,
    watches: { lookSeconds: LOOK_S, tickSeconds: 1 },
    announcing: {
      queue: sqs.url.replace(/^http:\/\/[^/]+/, sqs.endpoint),
      region: 'us-east-1',
      send: (body) => sqs.send(body),
    },
    rateLimits: false,
    onLog: (level, data, message) => void logged.push([level, message, data]),
  })
}, 60_000)
afterAll(async () => {
  await demo.stop()
  await sqs.stop()
})

describe('a log file that is announced', () => {
  it('is told in the channel with the next tick, in one message that is edited as more come', async () => {
    await demo.slack.as('@bob').command('/whodid', 'watch Mallory account:security region:eu-central-1')
    await demo.idle()
    await until(() => logged.some(([, message]) => message === 'whodid is listening') && told(/Watching/).length > 0)

    await sqs.send(JSON.stringify(fromS3({ bucket, keys: [await puts('RunInstances')] })))
    const [root] = await until(() => roots(/RunInstances/), 1_000)
    expect(read(root)).toMatch(/Mallory[^]*ec2:RunInstances/)

    await sqs.send(JSON.stringify(fromTopic(fromTrail({ bucket, keys: [await puts('StopInstances')] }))))
    await until(() => (/×2, first/.test(read(root)) ? true : undefined))
    expect(told(/StopInstances/).filter(({ thread_ts }) => thread_ts === root!.ts)).toHaveLength(1)
  }, 90_000)

  it('brings nothing twice by the look that follows, by EventBridge, or by coming again', async () => {
    const records = happenings(account(), clock.now(), [{ ...user('Mallory'), eventName: 'CopySnapshot' }])
    const key = await puts(records)
    await sqs.send(JSON.stringify(pushed(records[0]!, { account: account(), region: 'eu-central-1' })))
    for (let again = 0; again < 3; again += 1) await sqs.send(JSON.stringify(fromS3({ bucket, keys: [key] })))
    await until(() => told(/CopySnapshot/).length > 0)
    const found = happenings(account(), clock.now(), [{ ...user('Mallory'), eventName: 'FoundByLooking' }])
    demo.aws!.add([...records, ...found].map((record) => ({ at: instant(clock.now()), record })))

    clock.jump(LOOK_S * 1_000)
    await until(() => told(/FoundByLooking/).length > 0)
    await passes(2)
    expect(told(/ec2:RunInstances/)).toHaveLength(1)
    expect(told(/StopInstances|CopySnapshot/).filter((message) => !isRoot(message))).toHaveLength(2)
    expect(
      roots(/Mallory/)
        .map(read)
        .join(),
    ).not.toMatch(/×[4-9]/)
  }, 90_000)

  it('that is torn is told up to the damage, comes again, and is put aside; the channel reads of the gap, and of its end', async () => {
    const records = happenings(
      account(),
      clock.now(),
      Array.from({ length: 400 }, (_, at) => ({
        ...user('Mallory'),
        eventName: at === 0 ? 'BeforeDamage' : 'AfterDamage',
      })),
    )
    const whole = gzipSync(JSON.stringify({ Records: records }))
    const key = await putLogFile(demo.logs, where(), whole.subarray(0, whole.length - 400))
    await sqs.send(JSON.stringify(fromS3({ bucket, keys: [key] })))
    await until(async () => (await sqs.dead()).length > 0)
    await until(() => told(/BeforeDamage/).length > 0)

    clock.jump(15 * 60_000)
    await passes(1)
    const [gap] = await until(() => told(/Watches here do not see everything: announced log files of/))
    expect(read(gap)).toMatch(
      new RegExp(
        `announced log files of ${account()}, from .* on\\.[^]*truncated: .?A log file of ${account()} could not be read: ${account()}_CloudTrail_.*json\\.gz in ${bucket}\\. The compressed file ends too early`,
      ),
    )
    clock.jump(10 * 60_000)
    await sqs.send(JSON.stringify(fromS3({ bucket, keys: [await puts('AfterTheGap')] })))
    await until(() => told(/Read again: announced log files of/))
    await rm(join(demo.logs, key))
  }, 90_000)

  it('that S3 refuses comes again, and is told when it is let through', async () => {
    demo.aws!.faults.add({ service: 's3', kind: 'deny', times: 1 })
    await sqs.send(JSON.stringify(fromTrail({ bucket, keys: [await puts('WhileDenied')] })))
    await until(() => told(/WhileDenied/).length > 0)

    expect(logged.filter(([, , data]) => /denies s3:GetObject/.test(JSON.stringify(data)))).toHaveLength(1)
  }, 90_000)

  it('is announced with poison around it: that is dropped with its reason, and nothing of it is in the log', async () => {
    const poison = [
      'poison-not-json',
      '{"Records":[{"eventSource":"aws:s3","poison":1}]}',
      JSON.stringify(fromS3({ bucket: 'poison-bucket', keys: [await puts('PoisonBucket')] })),
      JSON.stringify(fromTopic('{"poison":"in a topic"}')),
      JSON.stringify(fromTrail({ bucket, keys: ['../poison', 'AWSLogs/poison.json.gz'] })),
    ]
    for (const body of poison) await sqs.send(body)
    await sqs.send(JSON.stringify(fromS3({ bucket, keys: [await puts('AmongPoison')] })))
    await until(() => told(/AmongPoison/).length > 0)

    expect(JSON.stringify(logged)).not.toMatch(/poison/)
    expect(await sqs.dead()).toHaveLength(1)
    expect(told(/PoisonBucket/)).toEqual([])
  }, 90_000)

  it('of the living company is announced by its bucket, and read from it', async () => {
    // Files of other accounts are of use to nobody, and not read, before this.
    await demo.slack.as('@bob').command('/whodid', 'watch Nobody')
    await demo.idle()
    const before = reads()
    clock.jump(20 * 60_000)

    await until(() => reads() > before)
    expect(await sqs.dead()).toHaveLength(1)
  }, 90_000)

  // Last: so much may slow telling in the channel down.
  it('is one of five hundred: all are told once, and nothing is left in the queue', async () => {
    const before = total()
    const keys = await Promise.all(Array.from({ length: 500 }, (_, at) => puts(`Burst${at % 5}`)))
    const messages = keys.map((key) => JSON.stringify(fromS3({ bucket, keys: [key] })))
    await Promise.all(messages.map((message) => sqs.send(message)))
    await until(() => total() >= before + 500)
    await passes(2)

    expect(total()).toBe(before + 500)

    expect(await sqs.dead()).toHaveLength(1)
  }, 90_000)

  it('leaves no defect in the log, and asks nothing of AWS or Slack that they forbid', () => {
    expect(
      logged.filter(([level]) => level === 'error').map(([, message, data]) => `${message} ${JSON.stringify(data)}`),
    ).toEqual([])
    expect(demo.aws!.problems).toEqual([])
    expect(demo.slack.problems).toEqual([])
  })
})

function account(): string {
  return demo.world.accounts[0]?.id ?? ''
}

function where() {
  return { account: account(), organisation: demo.world.organisation, at: clock.now() }
}

/** Puts a file of one event into the bucket, or of these records. */
async function puts(what: string | readonly Fields[]): Promise<string> {
  const records =
    typeof what === 'string' ? happenings(account(), clock.now(), [{ ...user('Mallory'), eventName: what }]) : what
  return putLogFile(demo.logs, where(), records)
}

function reads(): number {
  return demo.aws!.calls.filter(({ operation }) => operation === 'GetObject').length
}

/** Minutes, in steps that leave the bot room to work. */
async function passes(minutes: number): Promise<void> {
  for (let step = 0; step < minutes * 2; step += 1) {
    clock.jump(30_000)
    await pause(60)
  }
}

/** Lets time pass, in steps that leave the bot room to work, until it holds: twenty minutes, as a flood slows telling down. */
async function until<T>(
  holds: () => T | undefined | false | Promise<T | undefined | false>,
  stepMs = 5_000,
): Promise<T> {
  for (let step = 0; step < 240; step += 1) {
    const value = await holds()
    if (value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0)) return value
    clock.jump(stepMs)
    await pause(60)
  }
  throw new Error(
    `it did not come to pass: ${holds.toString()}\n${messages().map(read).join('\n--\n').slice(-6_000)}\n${JSON.stringify(logged.slice(-10))}`,
  )
}

/** How many events the channel was told of: each message that opens a thread says so of all that is in it. */
function total(): number {
  return roots(/ec2:/)
    .map(read)
    .reduce((sum, text) => sum + Number(/×(\d+), first/.exec(text)?.[1] ?? /(\d+) events/.exec(text)?.[1] ?? 1), 0)
}

function messages(): readonly SlackMessage[] {
  return demo.slack.state.messages.filter(({ channel }) => channel === HERE)
}

function told(pattern: RegExp): readonly SlackMessage[] {
  return messages().filter((message) => pattern.test(read(message)))
}

function roots(pattern: RegExp): readonly SlackMessage[] {
  return told(pattern).filter(isRoot)
}

function isRoot({ thread_ts, ts }: SlackMessage): boolean {
  return thread_ts === undefined || thread_ts === ts
}
