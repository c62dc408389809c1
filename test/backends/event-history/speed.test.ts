import {
  CloudTrailClient,
  type LookupEventsCommandInput,
  type LookupEventsCommandOutput,
} from '@aws-sdk/client-cloudtrail'
import { describe, expect, it } from 'vitest'
import type { Aws } from '../../../src/aws/aws.ts'
import { makeEventHistory } from '../../../src/backends/event-history/backend.ts'
import type { Clock } from '../../../src/lib/clock.ts'
import { record } from '../../made/records.ts'
import { findIn, jumpingClock, NOW, searchFor } from './made-history.ts'

const DAY = 86_400_000
/** Two calls a second, which is what AWS allows. */
const BOUND_MS = 500

describe('reads so many pages about as fast as AWS allows, however long one page takes:', () => {
  it.each([
    [100, 24, 'evenly', 1.1],
    [400, 24, 'evenly', 1.1],
    [1_200, 40, 'evenly', 1.1],
    [2_500, 60, 'evenly', 1.1],
    // Six bursts with nothing between them: where to cut is guessed wrongly most of the time.
    [1_200, 40, 'in bursts', 1.25],
    [1_200, 40, 'mostly of today', 1.1],
  ] as const)('%i ms a page, %i pages, %s', async (latencyMs, pages, spread, ratio) => {
    const clock = jumpingClock()
    const events = pages * 50
    const times = Array.from(
      { length: events },
      (_, i) => NOW - 1_000 - Math.floor(agoOf(i / events, spread) / 1000) * 1000,
    )
    const asked: number[] = []
    const aws = slowAws(clock, latencyMs, times, (at) => asked.push(at))
    const history = makeEventHistory({ aws, clock, regionsOf: () => ['us-east-1'], random: () => 0.5 })
    const started = clock.now()

    const found = await findIn(history, searchFor('Alice 48h'))

    expect(found.ids).toHaveLength(events)
    expect(found.gaps).toEqual([])
    // One page cannot be faster than it is, and the first tells how much there is.
    const bound = pages * BOUND_MS + 2 * latencyMs
    expect((clock.now() - started) / bound).toBeLessThan(ratio)
    asked.forEach((at, i) => expect(at - (asked[i - 1] ?? -Infinity)).toBeGreaterThanOrEqual(BOUND_MS))
  })
})

function agoOf(part: number, spread: 'evenly' | 'in bursts' | 'mostly of today'): number {
  if (spread === 'evenly') return part * 1.9 * DAY
  if (spread === 'mostly of today') return part ** 3 * 1.9 * DAY
  return (Math.floor(part * 6) / 6 + part / 100) * 1.8 * DAY
}

/** A real client that is answered in the process, after a while on the clock, by the rules of LookupEvents. */
function slowAws(clock: Clock, latencyMs: number, times: readonly number[], onAsked: (at: number) => void): Aws {
  const newestFirst = times.toSorted((a, b) => b - a).map((at, i) => ({ at, id: `e${i}` }))
  const client = new CloudTrailClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAFAKE', secretAccessKey: 'fake' },
  })
  client.middlewareStack.add(
    () =>
      async ({ input }) => {
        onAsked(clock.now())
        await clock.sleep(latencyMs)
        return { output: answer(input as LookupEventsCommandInput), response: {} }
      },
    { step: 'initialize' },
  )
  return { cloudTrail: async () => client, logs: none, athena: none, close: () => undefined }

  function answer({ StartTime, EndTime, NextToken }: LookupEventsCommandInput): LookupEventsCommandOutput {
    const [from, to] = [StartTime?.getTime() ?? 0, EndTime?.getTime() ?? Infinity]
    const all = newestFirst.filter(({ at }) => at >= from && at <= to)
    const start = Number(NextToken ?? 0)
    const page = all.slice(start, start + 50)
    return {
      Events: page.map(({ at, id }) => ({ CloudTrailEvent: JSON.stringify(made(at, id)) })),
      ...(all.length > start + 50 ? { NextToken: String(start + 50) } : {}),
      $metadata: {},
    }
  }
}

async function none(): Promise<never> {
  throw new Error('not asked here')
}

function made(at: number, eventID: string) {
  return record({ eventTime: new Date(at).toISOString(), eventID, awsRegion: 'us-east-1' })
}
