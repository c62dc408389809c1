import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Job } from '../../src/job/job.ts'
import { instant } from '../../src/lib/instant.ts'
import { QueueRefusal, makeInProcessQueue } from '../../src/queues/in-process.ts'
import { wordsOf } from '../made/words-of.ts'
import { makeFakeClock } from '../slack/fake-clock.ts'
import { makeQuietLog } from '../slack/quiet-log.ts'

test('one person with fifty questions does not keep another waiting', async () => {
  const { queue, started, finishOne } = makeQueue({ atOnce: 2, atOnceEach: 2 })
  for (let n = 0; n < 50; n += 1) await queue.put(job('U00ALICE', n))
  await turn()

  await queue.put(job('U00BOB', 1))
  await finishOne()

  expect(started).toEqual(['U00ALICE 0', 'U00ALICE 1', 'U00BOB 1'])
})

test('one person never has more under way than they may, and the others go on', async () => {
  const { queue, started } = makeQueue({ atOnce: 4, atOnceEach: 2 })
  for (let n = 0; n < 5; n += 1) await queue.put(job('U00ALICE', n))
  await queue.put(job('U00BOB', 0))
  await turn()

  expect(started.toSorted()).toEqual(['U00ALICE 0', 'U00ALICE 1', 'U00BOB 0'])
})

test('whatever is put by whomever is done once, in order for each person, and never too much at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('U1', 'U2', 'U3', 'U4'), { maxLength: 60 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 3 }),
      async (people, atOnce, atOnceEach) => {
        const { queue, started, finishOne, mostAtOnce } = makeQueue({ atOnce, atOnceEach })
        const jobs = people.map((person, n) => job(person, n))
        for (const one of jobs) await queue.put(one)
        for (let n = 0; n < jobs.length; n += 1) await finishOne()

        expect(started).toHaveLength(jobs.length)
        expect(mostAtOnce()).toBeLessThanOrEqual(atOnce)
        for (const person of new Set(people)) {
          expect(started.filter((one) => one.startsWith(person))).toEqual(
            jobs.filter(({ asker }) => asker.person === person).map(wordsOf),
          )
        }
      },
    ),
    { numRuns: 30 },
  )
})

test('a full queue takes no more, and says so to whoever put it', async () => {
  const { queue } = makeQueue({ atOnce: 1, waiting: 3, waitingEach: 2 })
  await queue.put(job('U00ALICE', 0))
  await turn()
  await queue.put(job('U00ALICE', 1))
  await queue.put(job('U00ALICE', 2))

  await expect(queue.put(job('U00ALICE', 3))).rejects.toThrow(QueueRefusal)
  await queue.put(job('U00BOB', 0))
  await expect(queue.put(job('U00CAROL', 0))).rejects.toThrow(QueueRefusal)
})

test('a job that throws is logged, its asker is told, and the next is done', async () => {
  const failed: string[] = []
  const log = makeQuietLog()
  const done: string[] = []
  const queue = makeInProcessQueue({
    run: async (job) => {
      const words = wordsOf(job)
      if (words.endsWith('0')) throw new Error('broken')
      done.push(words)
    },
    onFailed: async (job, error) => {
      failed.push(`${wordsOf(job)}: ${String(error)}`)
      throw new Error('could not be told either')
    },
    clock: makeFakeClock(),
    log,
    atOnce: 1,
  })

  await queue.put(job('U00ALICE', 0))
  await queue.put(job('U00ALICE', 1))
  await queue.stop(1000)

  expect(failed).toEqual(['U00ALICE 0: Error: broken'])
  expect(done).toEqual(['U00ALICE 1'])
  expect(log.lines.map(({ message }) => message)).toEqual([
    'a job failed',
    'the asker could not be told that a job failed',
  ])
})

test('stopping does what is waiting, and takes no more', async () => {
  const { queue, started, finishOne } = makeQueue({ atOnce: 1 })
  await queue.put(job('U00ALICE', 0))
  await queue.put(job('U00BOB', 0))

  const stopped = queue.stop(60_000)
  await expect(queue.put(job('U00CAROL', 0))).rejects.toThrow(QueueRefusal)
  await finishOne()
  await finishOne()
  await stopped

  expect(started).toEqual(['U00ALICE 0', 'U00BOB 0'])
})

test('what is not done within the grace is given up: told to those who wait, and aborted for those under way', async () => {
  const clock = makeFakeClock()
  const told: string[] = []
  const queue = makeInProcessQueue({
    run: (_, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    onFailed: async (job) => void told.push(wordsOf(job)),
    clock,
    log: makeQuietLog(),
    atOnce: 1,
  })
  await queue.put(job('U00ALICE', 0))
  await queue.put(job('U00BOB', 0))

  const stopped = queue.stop(5000)
  await clock.pass(5000)
  await stopped

  expect(told.toSorted()).toEqual(['U00ALICE 0', 'U00BOB 0'])
})

function makeQueue(limits: { atOnce?: number; atOnceEach?: number; waiting?: number; waitingEach?: number }) {
  const started: string[] = []
  const finish: (() => void)[] = []
  let most = 0
  const queue = makeInProcessQueue({
    run: (job) => {
      started.push(wordsOf(job))
      return new Promise((resolve) => {
        finish.push(resolve)
        most = Math.max(most, finish.length)
      })
    },
    onFailed: async () => undefined,
    clock: makeFakeClock(),
    log: makeQuietLog(),
    ...limits,
  })
  const finishOne = async () => {
    await turn()
    finish.shift()?.()
    await turn()
  }
  return { queue, started, finishOne, mostAtOnce: () => most }
}

function job(person: string, n: number): Job {
  return {
    kind: 'ask',
    key: `${person}-${n}`,
    words: `${person} ${n}`,
    askedAt: instant(0),
    asker: { team: 'T00FAKE', person },
    venue: { channel: 'C00INCIDENTS', thread: undefined, responseUrl: undefined },
  }
}

async function turn(): Promise<void> {
  for (let n = 0; n < 5; n += 1) await new Promise((resolve) => setImmediate(resolve))
}
