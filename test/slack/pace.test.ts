import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Sent } from '../../src/job/ports.ts'
import type { Message } from '../../src/message/message.ts'
import { makeEdits } from '../../src/slack/edits.ts'
import { makePace } from '../../src/slack/pace.ts'
import { makeFakeClock, makeHastyClock } from './fake-clock.ts'

const posted = { channel: 'C00INCIDENTS', ts: '1795000000.000001' }
const say = (text: string): Message => ({ text, blocks: [] })

describe('posts', () => {
  test('in one channel come one at a time, 1.1 s apart, in order; another channel does not wait', async () => {
    const clock = makeFakeClock()
    const start = clock.now()
    const pace = makePace(clock, 1100)
    const done: [string, number][] = []
    const work = (name: string) => async () => {
      done.push([name, clock.now() - start])
    }

    void pace('C1', work('a'))
    void pace('C1', work('b'))
    void pace('C1', work('c'))
    void pace('C2', work('x'))
    await clock.pass(5000)
    void pace('C1', work('d'))
    await clock.pass(0)

    expect(done).toEqual([
      ['a', 0],
      ['x', 0],
      ['b', 1100],
      ['c', 2200],
      ['d', 5000],
    ])
  })

  test('the gap counts from the end of a slow call, and a failed call counts too', async () => {
    const clock = makeFakeClock()
    const start = clock.now()
    const pace = makePace(clock, 1100)
    const slow = pace('C1', async () => {
      await clock.sleep(900)
      throw new Error('no')
    }).catch(() => 'failed')
    const next = pace('C1', async () => clock.now() - start)

    await clock.pass(3000)

    expect(await slow).toBe('failed')
    expect(await next).toBe(2000)
  })

  test('however they arrive, none in a channel comes within the gap of another', async () => {
    const holds = fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('C1', 'C2', 'C3'), { maxLength: 40 }), async (channels) => {
        const clock = makeHastyClock()
        const pace = makePace(clock, 1100)
        const at = new Map<string, number[]>()
        await Promise.all(
          channels.map((channel) =>
            pace(channel, async () => {
              at.set(channel, [...(at.get(channel) ?? []), clock.now()])
            }),
          ),
        )
        return [...at.values()].every((times) => gaps(times).every((gap) => gap >= 1100))
      }),
      { numRuns: 50 },
    )

    await expect(holds).resolves.toBeUndefined()
  })
})

describe('edits of one message', () => {
  test('come at most every 1.5 s, the latest winning, and whoever was skipped learns of the one sent', async () => {
    const clock = makeFakeClock()
    const { edit, sent } = makeRecorder(clock)

    const first = edit(posted, say('1%'))
    await clock.pass(100)
    const skipped = [edit(posted, say('2%')), edit(posted, say('3%'))]
    await clock.pass(100)
    const last = edit(posted, say('100%'))
    await clock.pass(5000)

    expect(sent).toEqual([
      ['1%', 0],
      ['100%', 1500],
    ])
    expect(await Promise.all([first, ...skipped, last])).toHaveLength(4)
  })

  test('the last edit is always sent, whatever came before it and however slow Slack was', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(4000), fc.nat(3000)), { minLength: 1, maxLength: 12 }),
        async (steps) => {
          const clock = makeFakeClock()
          const { edit, sent } = makeRecorder(clock, () => steps[0]?.[1] ?? 0)
          for (const [n, [pause]] of steps.entries()) {
            void edit(posted, say(`${n}`))
            await clock.pass(pause)
          }
          await clock.pass(60_000)

          expect(sent.at(-1)?.[0]).toBe(`${steps.length - 1}`)
          expect(gaps(sent.map(([, at]) => at)).every((gap) => gap >= 1500)).toBe(true)
        },
      ),
      { numRuns: 20 },
    )
  })

  test('with many messages being edited at once all of them together stay under fifty edits a minute', async () => {
    const clock = makeFakeClock()
    const { edit, sent } = makeRecorder(clock)

    for (let second = 0; second < 120; second += 1) {
      for (let n = 0; n < 10; n += 1) void edit({ channel: 'C1', ts: `${n}` }, say(`${n} at ${second}`))
      await clock.pass(1000)
    }

    const lastMinute = sent.filter(([, at]) => at >= 60_000)
    expect(lastMinute.length).toBeLessThanOrEqual(50)
    expect(lastMinute.length).toBeGreaterThan(30)
  })
})

function gaps(times: readonly number[]): number[] {
  return times.slice(1).map((time, n) => time - (times[n] ?? 0))
}

function makeRecorder(clock: ReturnType<typeof makeFakeClock>, slowness = () => 0) {
  const start = clock.now()
  const sent: [string, number][] = []
  const edit = makeEdits(clock, 1500, async (where, message): Promise<Sent> => {
    sent.push([message.text, clock.now() - start])
    const slow = slowness()
    if (slow > 0) await clock.sleep(slow)
    return { kind: 'posted', posted: where }
  })
  return { edit, sent }
}
