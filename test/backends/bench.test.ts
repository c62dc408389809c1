import { describe, expect, it } from 'vitest'
import { compare } from '../../bench/compare.ts'
import { makeFanOut, measureFanOut, sayFanOut } from '../../bench/fan-out.ts'
import { makeCorpus, SMALL } from '../../bench/corpus.ts'
import { sayTable } from '../../bench/say-table.ts'
import { madeFolder } from './log-files/made-folder.ts'

describe('the bench', () => {
  it('runs, and all who look for the same find as many', async () => {
    const folder = madeFolder({})
    const corpus = await makeCorpus(folder, { ...SMALL, days: 2, filesADay: 3, eventsAFile: 400 }, 1)

    const results = await compare(corpus, { varied: corpus.root, folder, threads: 1, rounds: 1 })

    const { lines, agrees } = results
    expect(agrees).toBe(true)
    expect(lines.build.count).toBe(corpus.events)
    expect(lines.cold.count).toBeGreaterThan(0)
    expect(lines.day.count).toBeGreaterThan(0)
    expect(lines.day.count).toBeLessThan(lines.indexPerson.count ?? 0)
    expect(sayTable(corpus, results)).toContain('all found the same')
  }, 60_000)

  it('asks the event history of several accounts, and finds every event', async () => {
    const result = await measureFanOut(makeFanOut({ accounts: 2, many: 3, pages: 2 }))

    expect(result).toMatchObject({ isWhole: true, boundMs: 1_000, credentials: { first: { assumed: 3 } } })
    expect(result.aws).toMatchObject({ problems: 0 })
    expect(result.aws.pages).toBeGreaterThanOrEqual(16)
    expect(sayFanOut(result)).toContain('the answer is whole, and AWS was asked correctly')
  }, 60_000)
})
