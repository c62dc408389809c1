import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PushedMessage } from '../../src/job/pushed-events.ts'
import { makeCallAws } from '../../src/lambda/call-aws.ts'
import { instant } from '../../src/lib/instant.ts'
import { makePushedQueue } from '../../src/queues/pushed-queue.ts'
import { receivePushed } from '../../src/queues/receive-pushed.ts'
import { type Sqs, startSqs } from '../lambda/start-sqs.ts'

const NOTHING = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

describe('the queue of pushed events', () => {
  let sqs: Sqs
  beforeAll(async () => {
    sqs = await startSqs()
  })
  afterAll(() => sqs.stop())

  const clock = {
    now: () => instant(Date.now()),
    sleep: (ms: number) => new Promise<void>((go) => setTimeout(go, ms / 50)),
  }
  const queue = () => {
    const credentials = async () => ({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-secret' })
    const call = makeCallAws({ region: 'us-east-1', credentials, clock, endpoint: sqs.endpoint })
    return makePushedQueue(sqs.url, (target, input) => call('sqs', target, input), 1)
  }

  it('is read until it is stopped, and only what is done with is deleted; the rest comes again, and at last is put aside', async () => {
    for (const body of ['good', 'bad', 'also good']) await sqs.send(body)
    const seen: PushedMessage[] = []
    let dead: readonly string[] = []
    const take = async (messages: readonly PushedMessage[]) => {
      seen.push(...messages)
      const done = messages.filter(({ body }) => body !== 'bad').map(({ id }) => id)
      return { done, failed: messages.length - done.length }
    }
    const receiving = receivePushed({ queue: queue(), take, clock, log: NOTHING })
    await expect.poll(async () => (dead = await sqs.dead()), { timeout: 15_000, interval: 100 }).toHaveLength(1)
    await receiving.stop()

    expect(dead).toEqual(['bad'])
    expect(seen.map(({ body }) => body).toSorted()).toEqual(['also good', 'bad', 'bad', 'bad', 'good'])
    for (const { sentAt } of seen) expect(Math.abs((sentAt ?? 0) - Date.now())).toBeLessThan(60_000)
  }, 20_000)

  it('goes on after a failure, of the queue or of who takes, waiting longer each time', async () => {
    const waits: number[] = []
    const errors: string[] = []
    let tries = 0
    const receiving = receivePushed({
      queue: {
        async receive() {
          tries += 1
          if (tries <= 8) throw new Error('away')
          return new Promise(() => undefined)
        },
        remove: async () => 0,
      },
      take: async () => ({ done: [], failed: 0 }),
      clock: {
        now: clock.now,
        async sleep(ms) {
          waits.push(ms)
        },
      },
      log: { ...NOTHING, error: (_, message) => void errors.push(message) },
    })
    await expect.poll(() => tries).toBeGreaterThan(8)
    await receiving.stop()

    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1_000))
    expect(errors).toHaveLength(8)
  })

  it('is deleted from only after it was kept', async () => {
    const order: string[] = []
    const message = { id: 'a', receipt: 'r', body: 'x', sentAt: undefined }
    let given = false
    const receiving = receivePushed({
      queue: {
        async receive() {
          if (given) return new Promise(() => undefined)
          given = true
          return [message]
        },
        async remove(messages) {
          order.push(`removed ${messages.length}`)
          return 0
        },
      },
      async take() {
        order.push('taken')
        await Promise.resolve()
        order.push('kept')
        return { done: ['a'], failed: 0 }
      },
      clock,
      log: NOTHING,
    })
    await expect.poll(() => order).toEqual(['taken', 'kept', 'removed 1'])
    await receiving.stop()
  })
})
