import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jumpingClock } from '../../demo/console/jumping-clock.ts'
import type { SlackMessage } from '../../demo/slack/messages.ts'
import type { Demo } from '../../demo/start-demo.ts'
import type { Fields } from '../../src/event/event.ts'
import { happens, user } from './live-events.ts'
import { makeReader } from './make-reader.ts'
import { placesOf } from './places.ts'
import { startIn } from './start-in.ts'

const HERE = 'C00INCIDENTS'
const WATCHES = { lookSeconds: 10, tickSeconds: 1 }

const clock = jumpingClock()
let folder: string
let demo: Demo
const { readBody: read, whispered } = makeReader(() => demo.slack)
const errors: string[] = []

describe.each(placesOf('watch'))('a watch, %s,', (place) => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whodid-watch-'))
    demo = await startIn(place, {
      days: 1,
      clock,
      watches: WATCHES,
      store: join(folder, 'kept.db'),
      rateLimits: false,
      onLog: (level, data, message) => void (level === 'error' && errors.push(`${message} ${JSON.stringify(data)}`)),
    })
  }, 60_000)
  afterAll(async () => {
    await demo.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('is set by typing: the channel reads what is watched, as a command, how soon, and how much that would be', async () => {
    await typed('watch Alice writes')

    const said = told(/^Watching: What Alice did, changes only/)
    expect(said).toMatch(/Tells each event: I look every 10 seconds/)
    expect(said).toMatch(
      /Over the last 24 hours it would have told \d+ events in about \d+ messages, of which \d+ stand out/,
    )
    expect(said).toMatch(/Set again with \/whodid watch each Alice writes/)
    expect(said).toMatch(/w-[a-z0-9]{6} · tells here each time · set by/)
    expect(said).toMatch(/\[Pause 1 h\] \[Edit\] \[Unwatch\] \[Change…/)
  })

  it('is set once: the same again says that it stands, and another urgency changes it', async () => {
    await typed('watch Alice writes')
    expect(whispers()).toMatch(/This is watched here already: w-/)

    await typed('watch hourly Alice writes')
    expect(told(/^Watched otherwise: What Alice did, changes only/)).toMatch(/Tells a digest on the full hour/)
    await typed('watches')
    expect(whispers()).toMatch(/^1 watch in this channel/m)
  })

  it('is set by Watch this under an answer, without its window', async () => {
    await typed('by service Alice 24h')
    const answer = messages().findLast((message) => /^What Alice did.*by service/m.test(read(message)))
    await demo.slack.as('@bob').select(answer!, 'menu', 'watch')
    await demo.idle()

    expect(told(/^Watching: What Alice did$/m)).toMatch(/Set again with \/whodid watch each Alice$/m)
  })

  it('tells what happens once: one message for an identity, edited, with what follows in its thread', async () => {
    await typed('watch Mallory')
    await happens(demo, [made('Mallory', 'CreateUser'), calls('Mallory', 'RunInstances')])
    const root = await comes((message) => /Mallory/.test(read(message)) && isRoot(message) && !isSetting(message))
    expect(read(root)).toMatch(/⚠ IAM user Mallory .*: Users or roles made \(2 events\)/)
    expect(read(root)).toMatch(/\[Events\] \[Who was behind it\]/)

    await happens(demo, [stopped('Mallory')])
    const reply = await comes((message) => message.thread_ts === root.ts && /StopLogging/.test(read(message)))
    expect(read(reply)).toMatch(/⚠ CloudTrail logging stopped or changed/)
    await until(() => /×3, first/.test(read(root)))
    expect(read(root)).toMatch(
      /⚠ .*CloudTrail logging stopped[^]*1 later event in this thread, among them: ⚠ CloudTrail/,
    )
    expect(about(/StopLogging/).filter((message) => message.thread_ts === root.ts)).toHaveLength(1)
  })

  it('tells a burst as a digest, with the buttons of an answer', async () => {
    await happens(
      demo,
      Array.from({ length: 45 }, () => calls('Mallory', 'DescribeTable')),
    )
    const digest = await comes((message) => /45 events/.test(read(message)))

    expect(read(digest)).toMatch(/So many came at once that they are told as a digest/)
    expect(read(digest)).toMatch(/ec2:DescribeTable ×45/)
    await demo.slack.as('@bob').click(digest, 'events')
    await demo.idle()
    await until(() => /DescribeTable/.test(JSON.stringify(demo.slack.state.views.at(-1)?.view)))
  })

  it('that is paused collects, and tells a digest when it is resumed; a mute leaves out', async () => {
    const setting = messages().find((message) => /^Watching: What Mallory did/m.test(read(message)))!
    const bob = demo.slack.as('@bob')
    await bob.click(setting, 'watch-pause')
    await demo.idle()
    expect(told(/^Paused until .*watch each Mallory/)).toMatch(/by @bob/)
    await happens(demo, [calls('Mallory', 'ModifyVpc'), calls('Mallory', 'ListSecrets')])
    await looks(2)
    expect(about(/ModifyVpc/)).toEqual([])

    const id = /w-[a-z0-9]{6}/.exec(read(setting))?.[0] ?? ''
    await typed(`mute ${id} event:ListThings`)
    expect(told(/^Muted: event:ListThings is not told any more/)).toContain(id)
    await typed(`resume ${id}`)
    const digest = await comes((message) => /ModifyVpc/.test(read(message)))
    expect(read(digest)).toMatch(/Collected while the watch was paused or suspended/)
    await happens(demo, [calls('Mallory', 'ListThings'), calls('Mallory', 'RenameThings')])
    await comes((message) => /RenameThings/.test(read(message)))
    expect(about(/ec2:ListThings/)).toEqual([])
  })

  it('tells nothing twice after a restart, and nothing is lost meanwhile; nor with two instances', async () => {
    const before = messages().length
    await demo.restart()
    await happens(demo, [calls('Mallory', 'AfterRestart')])
    await comes((message) => /AfterRestart/.test(read(message)))
    const second = await demo.another()
    const names = Array.from({ length: 8 }, (_, at) => `Both${at}`)
    for (const name of names) {
      await happens(demo, [calls('Mallory', name)])
      await looks(1)
    }
    await comes((message) => /Both7/.test(read(message)))
    await looks(2)
    await second.stop()

    const since = messages().slice(before).map(read).join('\n')
    for (const name of [...names, 'AfterRestart'])
      expect([name, since.split(`:${name},`).length - 1]).toEqual([name, 1])
    expect(since).not.toMatch(/Both0[^]*DescribeTable/)
  }, 60_000)

  it('is suspended when its owner loses the right, who is told once; and goes on when it comes back', async () => {
    const bob = demo.slack.state.people.get('U00BOB')!
    demo.slack.state.people.set('U00BOB', { ...bob, role: 'guest' })
    await pass(120_000)
    await happens(demo, [calls('Mallory', 'WhileGuest')])
    await until(() => /Your watch is suspended/.test(directs().join('\n')))
    await looks(3)
    expect(directs().join('\n')).toMatch(/may not ask this in its channel any more[^]*\/whodid watch each Mallory in/)
    expect(directs().filter((text) => /suspended/.test(text))).toHaveLength(1)
    expect(about(/WhileGuest/)).toEqual([])

    demo.slack.state.people.set('U00BOB', bob)
    await pass(120_000)
    await comes((message) => /WhileGuest/.test(read(message)))
  }, 60_000)

  it('is suspended when its channel is archived', async () => {
    const channel = demo.slack.state.channels.get(HERE)!
    channel.archived = true
    await pass(120_000)
    await happens(demo, [calls('Mallory', 'WhileArchived')])
    await until(() => directs().some((text) => /its channel is archived/.test(text)))
    expect(about(/WhileArchived/)).toEqual([])

    channel.archived = false
    await pass(120_000)
    await comes((message) => /WhileArchived/.test(read(message)))
  }, 60_000)

  it('that is ended tells nothing more, and says how to set it again', async () => {
    const id = /w-[a-z0-9]{6}/.exec(told(/^Watching: What Mallory did/))?.[0] ?? ''
    await typed(`unwatch ${id}`)
    expect(told(/^Not watched any more: \/whodid watch each Mallory/)).toContain('the command sets it again')
    await happens(demo, [calls('Mallory', 'AfterUnwatch')])
    await looks(3)

    expect(about(/AfterUnwatch/)).toEqual([])
    await typed(`pause ${id}`)
    expect(whispers()).toMatch(/There is no such watch here/)
  })

  it('leaves no defect in the log, and does nothing that Slack forbids', () => {
    expect(errors).toEqual([])
    expect(demo.slack.problems).toEqual([])
  })
})

function calls(who: string, eventName: string): Fields {
  return { ...user(who), eventName }
}

function made(who: string, eventName: string): Fields {
  return { ...calls(who, eventName), eventSource: 'iam.amazonaws.com', requestParameters: { userName: 'other' } }
}

function stopped(who: string): Fields {
  return { ...calls(who, 'StopLogging'), eventSource: 'cloudtrail.amazonaws.com', requestParameters: { name: 'trail' } }
}

async function typed(words: string): Promise<void> {
  demo.slack.state.ephemerals.length = 0
  await demo.slack.as('@bob').command('/whodid', words)
  await demo.idle()
}

function comes(is: (message: SlackMessage) => boolean): Promise<SlackMessage> {
  return until(() => messages().findLast(is))
}

/** Lets time pass, in steps that leave the bot room to work, until it holds. */
async function until<T>(holds: () => T | undefined | false): Promise<T> {
  for (let step = 0; step < 80; step += 1) {
    const value = holds()
    if (value !== undefined && value !== false) return value
    await pass(5_000)
  }
  throw new Error(`it did not come to pass: ${holds.toString()}\n${messages().map(read).join('\n--\n')}`)
}

/** As long as so many looks take, and what they bring is told. */
async function looks(times: number): Promise<void> {
  for (let step = 0; step < times * 3; step += 1) await pass(4_000)
}

/** Not while Slack waits for an ack: for it, the time that passes would be the bot's. */
async function pass(ms: number): Promise<void> {
  while (demo.slack.exchanges.some(({ direction, status }) => direction === 'to-bot' && status === undefined))
    await pause(5)
  clock.jump(ms)
  await pause(120)
}

function messages(): readonly SlackMessage[] {
  return demo.slack.state.messages.filter(({ channel }) => channel === HERE)
}

function about(pattern: RegExp): readonly SlackMessage[] {
  return messages().filter((message) => pattern.test(read(message)))
}

function isRoot(message: SlackMessage): boolean {
  return message.thread_ts === undefined || message.thread_ts === message.ts
}

function isSetting(message: SlackMessage): boolean {
  return read(message).startsWith('Watch')
}

/** The last message of the channel that starts so. */
function told(start: RegExp): string {
  const text = messages()
    .map(read)
    .findLast((each) => start.test(each))
  if (text === undefined) throw new Error(`nobody said ${start}:\n${messages().map(read).join('\n--\n')}`)
  return text
}

function directs(): readonly string[] {
  return demo.slack.state.messages.filter(({ channel }) => channel.startsWith('D')).map(read)
}

function whispers(): string {
  return whispered().map(read).join('\n')
}
