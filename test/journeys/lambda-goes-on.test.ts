import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SlackMessage } from '../../demo/slack/messages.ts'
import { type Lambda, startLambda } from '../lambda/start-lambda.ts'
import { makeReader } from './make-reader.ts'
import { quickClock } from './quick-clock.ts'

const NEVER_MS = 1_000_000_000

describe('a question that takes longer than a function may', () => {
  let lambda: Lambda
  const { read, roots, whispered } = makeReader(() => lambda.slack)
  const errors: string[] = []
  const audited: { readonly key: string; readonly outcome: string }[] = []
  const start = async () => {
    lambda = await startLambda({ clock: quickClock(), aws: true, asDeployed: true, onLog })
  }
  beforeAll(start, 60_000)
  afterEach(() => {
    expect(lambda.slack.problems).toEqual([])
    expect(errors.splice(0)).toEqual([])
    lambda.slack.state.messages.length = 0
    lambda.slack.state.ephemerals.length = 0
    lambda.aws?.faults.clear()
    lambda.remain(300_000)
    audited.length = 0
  })
  afterAll(() => lambda.stop())

  it('goes on in another job with the places that were not looked through, and tells them once', async () => {
    await runOut(['us-west-2'])
    expect(buttons(roots()[0])).toContain('stop')
    const told = lambda.slack.state.messages.length
    const [body = ''] = await bodies()

    await whole()

    const [root] = roots()
    expect(roots()).toHaveLength(1)
    expect(read(root)).toMatch(/This is part 1\. The other 4 of 12 places are told in the thread/)
    expect(buttons(root)).not.toContain('stop')
    const [first, ...more] = lambda.slack.state.messages.slice(told)
    expect(read(first)).toMatch(/Part 2: what 4 of 12 places hold[^]*us-west-2[^]*All 4 places answered in full/)
    expect(more.map(read).every((text) => text.includes('Part 2'))).toBe(true)
    expect([first, ...more].every((message) => message?.thread_ts === root?.ts)).toBe(true)
    expect(audited.map(({ outcome }) => outcome)).toEqual(['started', 'answered', 'started', 'answered'])
    expect(new Set(audited.map(({ key }) => key)).size).toBe(2)

    const count = lambda.slack.exchanges.length
    const calls = lambda.aws?.calls.length
    await lambda.sqs.send(body)
    await lambda.idle()
    expect(lambda.slack.exchanges.length).toBe(count)
    expect(lambda.aws?.calls.length).toBe(calls)
  }, 80_000)

  it('goes on at most twice, and says in its first message that it is not whole', async () => {
    await runOut(['us-west-2', 'eu-central-1'])
    await workUntil(['us-west-2'], /Looking in 8 places… 4 answered/)
    expect(read(roots()[0])).toMatch(/looking on in 4 of 12 places/)
    await workUntil(['us-west-2'], /Looking in 4 places… 0 answered/)

    expect(read(roots()[0])).toMatch(/Incomplete: not all of the other 4 of 12 places could be looked through/)
    expect(await lambda.sqs.left()).toBe(0)
  }, 80_000)

  it('does not go on where no place could be looked through: all would be read again', async () => {
    await ask()
    await workUntil(['us-west-2', 'us-east-1', 'eu-central-1'], /Looking in 12 places… 0 answered/)

    expect(await lambda.sqs.left()).toBe(0)
    expect(whispered().map(read).join()).toMatch(/0 of 12 places answered in full/)
  }, 80_000)

  it('is stopped between two jobs: the next looks at nothing, and the first message says so', async () => {
    await runOut(['us-west-2'])
    const calls = lambda.aws?.calls.length
    const [root] = roots()
    if (root === undefined) throw new Error('no answer')
    await lambda.slack.as('@alice').click(root, 'stop')
    for (let tries = 0; tries < 200 && audited.at(-1)?.outcome !== 'stopped'; tries += 1) await pause(25)
    await whole()

    expect(lambda.aws?.calls.length).toBe(calls)
    expect(read(roots()[0])).toMatch(/Incomplete: stopped before the other 4 of 12 places/)
    expect(buttons(roots()[0])).not.toContain('stop')
    expect(whispered()).toEqual([])
  }, 80_000)

  it('asks for rights again before it goes on', async () => {
    await runOut(['us-west-2'])
    const calls = lambda.aws?.calls.length
    lambda.withdrawRights()
    await whole()

    expect(lambda.aws?.calls.length).toBe(calls)
    expect(read(roots()[0])).toMatch(/Incomplete: the other 4 of 12 places were not looked through: it is not allowed/)
    expect(whispered()).toHaveLength(1)
  }, 80_000)

  it('goes on in another worker where one dies over a later part, and tells it once', async () => {
    await anew()
    await runOut(['us-west-2'])
    await killed()
    await comesAgain()
    await whole()

    expect(read(roots()[0])).toMatch(/This is part 1/)
    const parts = lambda.slack.state.messages.filter((message) => /Part 2: what/.test(read(message)))
    expect(parts).toHaveLength(1)
    expect(errors.splice(0)).toEqual(['a job ended its worker, and is begun again'])
  }, 80_000)

  it('ends with a word in its first message where a later part ends each of its workers', async () => {
    await anew()
    await runOut(['us-west-2'])
    for (const _ of [1, 2]) {
      await killed()
      await comesAgain()
    }
    expect(await lambda.work()).toBe(1)

    expect(read(roots()[0])).toMatch(/Incomplete: the other 4 of 12 places were not looked through, as something broke/)
    expect(whispered().map(read).join()).toContain('I broke down each time')
    expect(errors.splice(0)).toHaveLength(2)
    await comesAgain()
    await lambda.work()
    errors.length = 0
  }, 80_000)

  function onLog(level: string, data: object, message: string): void {
    if (level === 'error') errors.push(message)
    if (message === 'audit') audited.push((data as { readonly audit: (typeof audited)[number] }).audit)
  }

  /** What rights and clocks were changed is gone. */
  async function anew(): Promise<void> {
    await lambda.stop()
    await start()
  }

  async function ask(): Promise<void> {
    await lambda.slack.as('@bob').command('/whodid', 'anyone 6h', { channel: 'C00INCIDENTS' })
  }

  /** The first job ends with these Regions not looked through, and the next one is in the queue. */
  async function runOut(regions: readonly string[]): Promise<void> {
    await ask()
    await workUntil(
      regions,
      regions.length === 1 ? /Looking in 12 places… 8 answered/ : /Looking in 12 places… 4 answered/,
    )
    expect(read(roots()[0])).toMatch(/This is not all yet: looking on in (?:4|8) of 12 places/)
  }

  /** A run of the function whose time is up as soon as it has told that. */
  async function workUntil(regions: readonly string[], told: RegExp): Promise<void> {
    slow(regions)
    lambda.remainUntilRunOut()
    const working = lambda.work()
    const { state } = lambda.slack
    await lambda.slack.until(
      () => [...state.messages, ...state.ephemerals].some((one) => told.test(read(one))) || undefined,
      30_000,
    )
    lambda.runOut()
    expect(await working).toBe(1)
  }

  function slow(regions: readonly string[]): void {
    lambda.aws?.faults.clear()
    for (const region of regions) lambda.aws?.faults.add({ service: 'cloudtrail', region, kind: 'slow', ms: NEVER_MS })
  }

  /** All that is in the queue is worked off, by other containers, and nothing is slow any more. */
  async function whole(): Promise<void> {
    slow([])
    lambda.remain(300_000)
    lambda.coldStart()
    await lambda.idle()
    expect(await lambda.sqs.left()).toBe(0)
  }

  async function killed(): Promise<void> {
    slow(['us-west-2'])
    lambda.remain(NEVER_MS)
    const before = lambda.aws?.calls.length ?? 0
    void lambda.work()
    for (let tries = 0; tries < 200 && (lambda.aws?.calls.length ?? 0) < before + 4; tries += 1) await pause(25)
    await pause(100)
    lambda.kill()
  }

  async function comesAgain(): Promise<void> {
    lambda.pass(360_000)
    await lambda.sqs.comeAgain()
  }

  /** What is in the queue, and stays there. */
  async function bodies(): Promise<readonly string[]> {
    const taken = await lambda.sqs.receive()
    await lambda.sqs.comeAgain()
    return taken.map(({ body }) => body)
  }

  function buttons(message: SlackMessage | undefined): readonly string[] {
    return [...JSON.stringify(message?.blocks ?? []).matchAll(/"action_id":"([\w-]+)"/g)].map(([, id = '']) => id)
  }
})
