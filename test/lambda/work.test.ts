import { describe, expect, it } from 'vitest'
import type { AskJob } from '../../src/job/job.ts'
import type { Outbox } from '../../src/job/ports.ts'
import { makeWork, type SqsEvent, TELL_WITHIN_MS } from '../../src/lambda/work.ts'
import { instant } from '../../src/lib/instant.ts'
import { keepAttempts } from '../../src/stores/keep-attempts.ts'
import { keepJobs } from '../../src/stores/keep-jobs.ts'
import { openMemory } from '../../src/stores/memory/open-memory.ts'
import { makeQuietLog } from '../slack/quiet-log.ts'

const LONGEST_MS = 300_000
const POSTED = { channel: 'C00INCIDENTS', ts: '1.2' }

describe('working off the queue', () => {
  it('does each message, and names those that were not done', async () => {
    const worker = start()
    worker.fails.add('b')

    expect(await worker.take([message('a'), message('b'), message('c')])).toEqual(['b'])
    expect(worker.done).toEqual(['a', 'c'])
  })

  it('does not do again what ended, though the queue delivers it again', async () => {
    const worker = start()
    await worker.take([message('a')])

    expect(await worker.take([message('a', 2)])).toEqual([])
    expect(worker.done).toEqual(['a'])
  })

  it('leaves to the queue what another container is at, and does not tell that it was lost', async () => {
    const worker = start()
    void worker.take([message('slow')])
    await worker.settle()

    expect(await worker.take([message('slow', 2)])).toEqual(['slow'])
    expect(worker.lost).toEqual([])
  })

  it('begins again what ended its worker; whom it ends each time is told, once, and left to the dead letters', async () => {
    const worker = start()
    for (const receives of [1, 2]) {
      void worker.take([message('slow', receives)])
      await worker.settle()
      worker.pass(LONGEST_MS + 1)
    }
    expect(worker.begun).toEqual(['slow', 'slow again'])

    expect(await worker.take([message('slow', 3)])).toEqual(['slow'])
    expect(await worker.take([message('slow', 4)])).toEqual(['slow'])
    expect(worker.deadly).toEqual([['slow', { 'slow/root': POSTED }]])
    expect(worker.begun).toEqual(['slow', 'slow again'])
  })

  it('leaves a job alone that came with another message too, as long as that one has it', async () => {
    const worker = start()
    void worker.take([message('slow')])
    await worker.settle()

    expect(await worker.take([{ ...message('slow'), messageId: 'the other' }])).toEqual([])
    expect(worker.begun).toEqual(['slow'])
  })

  it('tries again what could not be begun, and tells the asker at the last time', async () => {
    const worker = start()
    worker.fails.add('a')
    expect(await worker.take([message('a')])).toEqual(['a'])
    expect(worker.lost).toEqual([])
    worker.fails.delete('a')
    expect(await worker.take([message('a', 2)])).toEqual([])
    expect(worker.done).toEqual(['a'])

    worker.away(true)
    expect(await worker.take([message('b', 2)])).toEqual(['b'])
    expect(worker.lost).toEqual([])
    expect(await worker.take([message('b', 3)])).toEqual(['b'])
    expect(worker.lost).toEqual(['b'])
  })

  it('ends the looking while there is time left to tell what was found', async () => {
    const worker = start()
    const taking = worker.take([message('slow')], TELL_WITHIN_MS + 60_000)
    await worker.settle()
    expect(worker.sleeping()).toBe(60_000)
    expect(worker.aborted).toEqual([])
    worker.wake()
    await worker.settle()
    expect(worker.aborted).toEqual(['slow'])
    worker.finish()

    expect(await taking).toEqual([])
  })

  const unreadable = [
    '',
    'null',
    '[]',
    '{"kind":"job"}',
    '{"kind":"job","job":{"kind":"ask"}}',
    '{"kind":"sent","at":"now","body":{}}',
    '{"kind":"sent","at":1e99,"body":{}}',
    '{"kind":"sent","at":1,"body":[]}',
    '{"kind":"other"}',
  ]
  it.each(unreadable)('leaves what cannot be read to the dead letters: %s', async (body) => {
    const worker = start()

    expect(await worker.take([{ messageId: 'x', body, attributes: {} }, message('a')])).toEqual(['x'])
    expect(worker.done).toEqual(['a'])
  })
})

function start() {
  let now = 1_795_000_000_000
  let isAway = false
  let wake: (() => void) | undefined
  let slept = 0
  const finish = Promise.withResolvers<void>()
  const fails = new Set<string>()
  const deadly: (readonly [key: string, posts: object])[] = []
  const [begun, done, lost, aborted]: string[][] = [[], [], [], []]
  const clock = {
    now: () => instant(now),
    sleep: (ms: number) => {
      slept = ms
      return new Promise<void>((resolve) => (wake = resolve))
    },
  }
  const rows = openMemory(clock.now)
  const attempts = keepAttempts(rows, clock.now)
  const jobs = keepJobs(rows, clock.now)
  let times = 0
  const work = makeWork({
    clock,
    log: makeQuietLog(),
    random: () => String((times += 1)),
    receivesMost: 3,
    longestMs: LONGEST_MS,
    tellLost: async (queued) => void (queued.kind === 'job' && lost?.push(queued.job.key)),
    open: async () => {
      if (isAway) throw new Error('the store is away')
      return {
        attempts,
        jobs,
        tellDeadly: async ({ job, posts }) => void deadly.push([job.key, posts]),
        read: async (queued) => (queued.kind === 'job' ? queued.job : undefined),
        run: async ({ key }, signal, held) => {
          begun?.push(held.again ? `${key} again` : key)
          await held.outbox(POSTING, async () => 'absent').post(VENUE, MESSAGE, `${key}/root`)
          signal.addEventListener('abort', () => aborted?.push(key))
          if (fails.has(key)) throw new Error('no')
          if (key === 'slow') await finish.promise
          done?.push(key)
        },
      }
    },
  })
  return {
    fails,
    begun,
    done,
    lost,
    deadly,
    aborted,
    pass: (ms: number) => void (now += ms),
    away: (is: boolean) => void (isAway = is),
    finish: () => finish.resolve(),
    wake: () => wake?.(),
    sleeping: () => slept,
    settle: () => new Promise((resolve) => setImmediate(resolve)),
    async take(Records: SqsEvent['Records'], remaining = 300_000) {
      const { batchItemFailures } = await work({ Records }, { getRemainingTimeInMillis: () => remaining })
      return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)
    },
  }
}

function message(key: string, receives = 1): SqsEvent['Records'][number] {
  const job: AskJob = {
    kind: 'ask',
    key,
    words: 'Alice',
    askedAt: instant(1_795_000_000_000),
    asker: { team: 'T00FAKE', person: 'U00BOB' },
    venue: { channel: 'C00INCIDENTS', thread: undefined, responseUrl: undefined },
  }
  return {
    messageId: key,
    body: JSON.stringify({ kind: 'job', job }),
    attributes: { ApproximateReceiveCount: String(receives) },
  }
}

const VENUE = { channel: 'C00INCIDENTS' }
const MESSAGE = { text: 'Looking', blocks: [] }

function unused(): Promise<never> {
  return Promise.reject(new Error('unused'))
}

/** Posts whatever there is, as the same message. */
const POSTING: Outbox = {
  post: async () => ({ kind: 'posted', posted: POSTED }),
  edit: async () => ({ kind: 'posted', posted: POSTED }),
  whisper: unused,
  showView: unused,
  showHome: unused,
  upload: unused,
}
