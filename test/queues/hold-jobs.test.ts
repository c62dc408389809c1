import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Job } from '../../src/job/job.ts'
import type { Outbox, Posted, Sent } from '../../src/job/ports.ts'
import { idOf } from '../../src/job/taken-jobs.ts'
import { instant } from '../../src/lib/instant.ts'
import type { Held } from '../../src/queues/held.ts'
import { holdJobs, LIVES_MS, USEFUL_MS } from '../../src/queues/hold-jobs.ts'
import { QueueRefusal, makeInProcessQueue } from '../../src/queues/in-process.ts'
import { keepJobs } from '../../src/stores/keep-jobs.ts'
import { openMemory } from '../../src/stores/memory/open-memory.ts'
import { StoreError } from '../../src/stores/store-error.ts'
import { makeFakeClock } from '../slack/fake-clock.ts'
import { makeQuietLog } from '../slack/quiet-log.ts'

const CHANNEL = 'C00INCIDENTS'

describe('jobs that a process took', () => {
  it('are done by the next one where it dies, whether they were begun or still waited', async () => {
    const world = makeWorld()
    const first = await world.process({ atOnce: 1, hangs: 'all' })
    await first.queue.put(job('a'))
    await first.queue.put(job('b'))
    await turn()
    expect(world.log).toEqual(['begins a'])
    first.kill()

    const second = await world.process()
    await world.clock.pass(LIVES_MS + 1_000)

    expect(world.log).toEqual(['begins a', 'begins a again', 'ends a', 'begins b', 'ends b'])
    expect(await world.left()).toEqual([])
    await second.queue.stop(1_000)
  })

  it('are left alone by others while it lives, however long they take', async () => {
    const world = makeWorld()
    const first = await world.process({ hangs: 'all' })
    await world.process()
    await first.queue.put(job('a'))
    await world.clock.pass(10 * LIVES_MS)
    expect(world.log).toEqual(['begins a'])

    first.finish()
    await world.clock.pass(LIVES_MS)
    expect(world.log).toEqual(['begins a', 'ends a'])
    expect(await world.left()).toEqual([])
  })

  it('that arrive at two processes are done by one', async () => {
    const world = makeWorld()
    const both = [await world.process(), await world.process()]
    await Promise.all(both.flatMap(({ queue }) => [queue.put(job('a')), queue.put(job('a'))]))
    await world.clock.pass(LIVES_MS)

    expect(world.log).toEqual(['begins a', 'ends a'])
  })

  it('that end whoever begins them are given up after three times, and those beside them are done', async () => {
    const world = makeWorld()
    for (let n = 0; n < 4; n += 1) {
      const one = await world.process({
        async does(_, key) {
          world.log.push(`begins ${key}`)
          await world.clock.sleep(key === 'poison' ? 1_000 : 5_000)
          if (key === 'poison') await one.die()
          world.log.push(`ends ${key}`)
        },
      })
      if (n === 0) for (const key of ['poison', 'b', 'c']) await one.queue.put(job(key))
      await world.clock.pass(LIVES_MS + 20_000)
    }

    expect(world.log.filter((line) => line === 'begins poison')).toHaveLength(3)
    expect(world.log.filter((line) => line.startsWith('lost'))).toEqual(['lost poison: deadly'])
    expect(world.log).toEqual(expect.arrayContaining(['ends b', 'ends c']))
    expect(await world.left()).toEqual([])
  })

  it('that were asked too long ago are not answered: whoever asked is told, once', async () => {
    const world = makeWorld()
    const first = await world.process({ atOnce: 1, hangs: 'all' })
    await first.queue.put(job('a'))
    await first.queue.put(job('b'))
    first.kill()
    await world.clock.pass(USEFUL_MS + 1_000)

    await world.process()
    await world.process()
    await world.clock.pass(2 * LIVES_MS)
    expect(world.log).toEqual(['lost a: late', 'lost b: late'])
  })

  it('are left to the next one at the end of the grace, which goes on at once, and does not count it', async () => {
    const world = makeWorld()
    for (let n = 0; n < 5; n += 1) {
      const one = await world.process({ atOnce: 1, hangs: 'all' })
      if (n === 0) for (const key of ['a', 'b']) await one.queue.put(job(key))
      await world.clock.pass(1_000)
      const stopped = one.queue.stop(5_000)
      await expect(one.queue.put(job('c'))).rejects.toThrow(QueueRefusal)
      await world.clock.pass(6_000)
      await stopped
    }
    expect(world.log.filter((line) => line === 'left a')).toHaveLength(5)
    expect(world.log.filter((line) => line === 'left b')).toHaveLength(5)

    await world.process()
    await world.clock.pass(1_000)
    expect(world.log.slice(-4)).toEqual(['begins a again', 'ends a', 'begins b', 'ends b'])
    expect(await world.left()).toEqual([])
  })

  it('that cannot be kept are refused, and not done later behind the back of whoever was told so', async () => {
    const world = makeWorld()
    const first = await world.process()
    world.store.fails = 'after'
    await expect(first.queue.put(job('a'))).rejects.toThrow(StoreError)
    await expect(first.queue.put(job('b'))).rejects.toThrow(StoreError)
    world.store.fails = undefined
    // Slack sends some of it again.
    await first.queue.put(job('b'))
    await world.clock.pass(LIVES_MS)

    expect(world.log).toEqual(['begins b', 'ends b'])
    expect(await world.left()).toEqual([])
  })

  it('of a kind that a later version wrote are left as they are, and told by name', async () => {
    const world = makeWorld()
    await world.jobs.keep({ job: { ...job('a'), kind: 'dream' } as never, holder: '', begun: 0, left: 0, posts: {} })
    const first = await world.process()
    await first.queue.put(job('b'))
    await world.clock.pass(LIVES_MS)

    expect(world.log).toEqual(['begins b', 'ends b'])
    expect(first.log.lines.filter(({ message }) => message.includes('cannot read'))).toEqual([
      expect.objectContaining({ data: { id: 'T00FAKE a', kind: 'dream' } }),
    ])
    expect((await world.jobs.list()).unknown).toHaveLength(1)
  })

  it.each(['', 'null', '{"job":', '[]', '7'])(
    'of which a row is broken (%j) are taken up, but for that one',
    async (text) => {
      const world = makeWorld()
      await world.rows.put(['*', 'jobs'], { key: 'T00FAKE broken', text })
      await world.jobs.keep({ job: job('a'), holder: '', begun: 0, left: 0, posts: {} })
      await world.process()
      await world.clock.pass(LIVES_MS)

      expect(world.log).toEqual(['begins a', 'ends a'])
      expect((await world.jobs.list()).unknown).toEqual([{ id: 'T00FAKE broken', kind: 'unreadable' }])
    },
  )

  it('of another that lives cost one question about it at each look, however many they are', async () => {
    const clock = makeFakeClock()
    const now = () => instant(clock.now())
    const jobs = keepJobs(openMemory(now), now)
    await jobs.live('alive', instant(clock.now() + 24 * 3_600_000))
    for (let n = 0; n < 50; n += 1)
      await jobs.keep({ job: job(`job-${n}`, clock.now()), holder: 'alive', begun: 1, left: 0, posts: {} })
    const asked: string[] = []
    const told = async () => {}
    const holding = holdJobs({
      jobs: { ...jobs, livesUntil: async (holder) => (asked.push(holder), instant(clock.now() + LIVES_MS)) },
      holder: 'one',
      onLost: told,
      onLeft: told,
      clock,
      log: makeQuietLog(),
    })
    await holding.start(() => {})
    await turn()

    expect(asked).toEqual(['alive'])
    await holding.leave()
  })

  it('of a process that died before its clock was put back by a day are taken up all the same', async () => {
    const world = makeWorld()
    await world.jobs.keep({ job: job('a'), holder: 'dead', begun: 1, left: 0, posts: {} })
    await world.jobs.live('dead', instant(world.clock.now() + 24 * 3_600_000))
    await world.process()
    await world.clock.pass(LIVES_MS)

    expect(world.log).toEqual(['begins a again', 'ends a'])
  })
})

describe('what a job posts', () => {
  it('is edited where it stands, when the process that posted it has died', async () => {
    const world = makeWorld()
    const never = new Promise<void>(() => {})
    const first = await world.process({
      async does(held) {
        await held.post('a/root', 'looking')
        await never
      },
    })
    await first.queue.put(job('a'))
    await turn()
    first.kill()
    await world.process({
      async does(held) {
        await held.post('a/root', 'answer')
        await held.post('a/0', 'details')
      },
    })
    await world.clock.pass(LIVES_MS + 1_000)

    expect(world.slack).toEqual([
      { key: 'a/root', said: 'answer' },
      { key: 'a/0', said: 'details' },
    ])
  })

  const fates = [
    ['Slack has it, and shows it', true, 'found', ['answer']],
    ['Slack does not have it', false, 'found', ['answer']],
    ['Slack has it, and nobody may look', true, 'cannot', ['looking', 'perhaps twice: answer']],
    ['nobody may look whether Slack has it', false, 'cannot', ['perhaps twice: answer']],
  ] as const
  it.each(fates)(
    'is told once where the process died while it posted, or says so: %s',
    async (_, lands, look, told) => {
      const world = makeWorld()
      const first = await world.process({ does: (held) => held.post('a/root', 'looking', { lands, answers: false }) })
      await first.queue.put(job('a'))
      await turn()
      first.kill()
      await world.process({ look, does: (held) => held.post('a/root', 'answer') })
      await world.clock.pass(LIVES_MS + 1_000)

      expect(world.slack.map(({ said }) => said)).toEqual(told)
    },
  )

  it('is written down to the last at an orderly end, so that the next one need not look for it', async () => {
    const world = makeWorld()
    const first = await world.process({
      async does(held) {
        await world.clock.sleep(4_000)
        await held.post('a/root', 'looking', { lands: true, answers: 1_500 })
      },
    })
    await first.queue.put(job('a'))
    await turn()
    void first.queue.stop(5_000)
    await world.clock.pass(8_000)
    await world.process({ look: 'cannot', does: (held) => held.post('a/root', 'answer') })
    await world.clock.pass(1_000)

    expect(world.slack.map(({ said }) => said)).toEqual(['answer'])
  })

  it('stays unsaid by a process that was taken for dead: whoever took over says it', async () => {
    const world = makeWorld()
    const wake = Promise.withResolvers<void>()
    const first = await world.process({
      async does(held) {
        await wake.promise
        await held.post('a/root', 'late')
      },
    })
    await first.queue.put(job('a'))
    await turn()
    world.store.frozen = first.name
    await world.clock.pass(LIVES_MS + 1_000)
    await world.process({ does: (held) => held.post('a/root', 'answer') })
    await world.clock.pass(LIVES_MS + 1_000)
    world.store.frozen = undefined
    wake.resolve()
    await world.clock.pass(1_000)

    expect(world.slack.map(({ said }) => said)).toEqual(['answer'])
    expect(first.log.lines.map(({ message }) => message)).toContain(
      'a job was taken up by another process, and is left to it',
    )
  })
})

it('whatever dies or ends when, every job is done or told to be lost, and posted once', async () => {
  const act = fc.oneof(
    fc.record({ kind: fc.constant('put' as const), to: fc.nat(2) }),
    fc.record({ kind: fc.constantFrom('kill' as const, 'stop' as const), to: fc.nat(2) }),
    fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(10, 3_000, 40_000, 400_000) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 25 }), fc.infiniteStream(fc.nat(2_500)), async (acts, works) => {
      const world = makeWorld()
      const started = () =>
        world.process({
          atOnce: 2,
          async does(held, key) {
            await held.post(`${key}/root`, 'looking')
            await world.clock.sleep(works.next().value ?? 0)
            await held.post(`${key}/root`, 'answer')
            await world.clock.sleep(works.next().value ?? 0)
            await held.post(`${key}/0`, 'details')
          },
        })
      const processes = [await started(), await started(), await started()]
      const put: string[] = []
      for (const one of acts) {
        if (one.kind === 'put') {
          put.push(`j${put.length}`)
          await processes[one.to]?.queue.put(job(put.at(-1) ?? '', world.clock.now()))
        } else if (one.kind === 'pass') await world.clock.pass(one.ms)
        else {
          if (one.kind === 'kill') processes[one.to]?.kill()
          else void processes[one.to]?.queue.stop(1_000)
          await world.clock.pass(one.kind === 'kill' ? 1 : 8_000)
          processes[one.to] = await started()
        }
      }
      await world.clock.pass(USEFUL_MS)

      for (const key of put) {
        const lost = world.log.filter((line) => line.startsWith(`lost ${key}:`)).length
        const of = world.slack.filter((post) => post.key.startsWith(`${key}/`))
        expect([key, new Set(of.map((post) => post.key)).size]).toEqual([key, of.length])
        expect([key, lost === 1 ? 'lost' : of.map(({ said }) => said)]).toEqual([
          key,
          lost === 1 ? 'lost' : ['answer', 'details'],
        ])
        expect(lost).toBeLessThanOrEqual(1)
      }
      expect(await world.left()).toEqual([])
    }),
    { numRuns: 60 },
  )
})

type Behaving = {
  readonly atOnce?: number
  readonly look?: 'found' | 'cannot'
  /** The key of the job that never ends, or all of them. */
  readonly hangs?: string
  readonly does?: (held: Doing, key: string) => Promise<void>
}

/** Whether Slack has it, and whether (or after how many milliseconds) it says so. */
type Fate = { readonly lands: boolean; readonly answers: boolean | number }

type Doing = {
  post(key: string, said: string, fate?: Fate): Promise<void>
}

function makeWorld() {
  const clock = makeFakeClock()
  const now = () => clock.now()
  const rows = openMemory(now)
  const log: string[] = []
  const slack: { readonly key: string; said: string }[] = []
  const store: { fails?: 'after' | undefined; frozen?: string | undefined } = {}
  const jobs = keepJobs(rows, now)
  let processes = 0

  return {
    clock,
    rows,
    jobs,
    log,
    slack,
    store,
    left: async () => (await jobs.list()).jobs.map(({ taken }) => idOf(taken.job)),
    async process(more: Behaving = {}) {
      processes += 1
      const name = `p${processes}`
      const quiet = makeQuietLog()
      let dead = false
      const hanging = Promise.withResolvers<void>()
      /** Of a process that is dead nothing comes any more, and what it asked for is never answered. */
      const alive = <T>(work: () => Promise<T>): Promise<T> =>
        dead ? new Promise(() => {}) : work().then((value) => (dead ? new Promise<T>(() => {}) : value))
      const sleep = (ms: number) => alive(() => clock.sleep(ms))
      const holding = holdJobs({
        holder: name,
        clock: { now, sleep },
        log: quiet,
        jobs: {
          ...jobs,
          keep: (taken) =>
            alive(async () => {
              const kept = await jobs.keep(taken)
              if (store.fails === 'after') throw new StoreError('away', 'the store is away')
              return kept
            }),
          change: (taken, was) => alive(() => jobs.change(taken, was)),
          get: (id) => alive(() => jobs.get(id)),
          remove: (id, was) => alive(() => jobs.remove(id, was)),
          live: (holder, until) =>
            store.frozen === name ? Promise.reject(new Error('frozen')) : alive(() => jobs.live(holder, until)),
        },
        onLost: ({ job }, why) => alive(async () => void log.push(`lost ${job.key}: ${why}`)),
        onLeft: ({ job }) => alive(async () => void log.push(`left ${job.key}`)),
      })
      const queue = makeInProcessQueue({
        clock: { now, sleep },
        log: quiet,
        holding,
        ...(more.atOnce !== undefined && { atOnce: more.atOnce, atOnceEach: more.atOnce }),
        onFailed: async ({ key }, error) => void log.push(`failed ${key}: ${String(error)}`),
        async run(work, _signal, held) {
          if (held === undefined) throw new Error('not held')
          if (more.does !== undefined) return more.does(doer(held, alive, more.look ?? 'found'), work.key)
          log.push(`begins ${work.key}${held.again ? ' again' : ''}`)
          if (more.hangs === work.key || more.hangs === 'all') await hanging.promise
          log.push(`ends ${work.key}`)
        },
      })
      await queue.start()
      await turn()
      return {
        name,
        queue,
        log: quiet,
        finish: () => hanging.resolve(),
        kill: () => void (dead = true),
        async die() {
          dead = true
          await new Promise(() => {})
        },
      }
    },
  }

  function doer(held: Held, alive: <T>(work: () => Promise<T>) => Promise<T>, look: 'found' | 'cannot'): Doing {
    let answers: Fate['answers'] = true
    let lands = true
    const posted = (key: string): Posted => ({ channel: CHANNEL, ts: key })
    const real = {
      async post(_venue, { text }, key) {
        await alive(async () => undefined)
        const said = text.startsWith('I was restarted') ? `perhaps twice: ${text.split('. ').at(-1) ?? ''}` : text
        if (lands) slack.push({ key, said })
        if (typeof answers === 'number') await clock.sleep(answers)
        if (answers === false) await new Promise(() => {})
        return { kind: 'posted', posted: posted(key) }
      },
      async edit({ ts }, { text }) {
        await alive(async () => undefined)
        const there = slack.find(({ key }) => key === ts)
        if (there !== undefined) there.said = text
        return { kind: 'posted', posted: posted(ts) }
      },
    } satisfies Partial<Outbox>
    const outbox = held.outbox({ ...UNUSED, ...real }, async (_venue, key) => {
      if (look === 'cannot') return 'cannot'
      return slack.some((post) => post.key === key) ? posted(key) : 'absent'
    })
    return {
      async post(key, said, fate = { lands: true, answers: true }) {
        ;({ answers, lands } = fate)
        await alive(() => outbox.post({ channel: CHANNEL }, { text: said, blocks: [] }, key))
      },
    }
  }
}

const nothing = async (): Promise<Sent> => ({ kind: 'unknown', detail: 'not used' })
const UNUSED: Outbox = {
  post: nothing,
  edit: nothing,
  whisper: nothing,
  showView: nothing,
  showHome: nothing,
  upload: nothing,
}

function job(key: string, askedAt = 1_795_000_000_000): Job {
  return {
    kind: 'ask',
    key,
    words: 'Alice 24h',
    askedAt: instant(askedAt),
    asker: { team: 'T00FAKE', person: `U${key}` },
    venue: { channel: CHANNEL, thread: undefined, responseUrl: undefined },
  }
}

async function turn(): Promise<void> {
  for (let n = 0; n < 10; n += 1) await new Promise((resolve) => setImmediate(resolve))
}
