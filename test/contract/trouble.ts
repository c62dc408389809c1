import { readFile, writeFile } from 'node:fs/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { askVia, differenceOf, expected, idsOf, plainTotals, questionOf, SAME, totalsOfEvents } from './asking.ts'
import { expectLedger, expectWhole, seen } from './backend.ts'
import type { Ground, Way } from './ground.ts'

/** A few questions that are asked in as many different ways as there are. */
const QUESTIONS = [
  'Alice 20h',
  'session:Alic* 12h',
  'role:ProdAdmin role:CiDeploy 20h',
  'arn:aws:sts::444455556666:assumed-role/ProdAdmin 20h',
  'AKIATHPRDSKWDKMEEVVR 20h',
  'on backup-agent 20h',
  'event:AssumeRole 12h',
  'from:iam from:kms not reads 12h',
  'denied 12h',
  'ip:203.0.113.0/24 not from:s3 20h',
  'anyone 1h',
] as const

/** What holds where pages come small, twice and in no order, calls are throttled, pages fail, and people lose patience. */
export function staysHonest(way: Way, ground: () => Ground): void {
  describe(`${way.name}, when it is made difficult,`, () => {
    // The calls of AWS; files have no pages.
    const asked = way.backend === 'log-files' ? [] : QUESTIONS
    afterEach(() => {
      ground().aws.faults.clear()
      ground().aws.pages.current = {}
    })

    it.each(asked)('has the same answer by small pages, some of them twice, between throttles: %s', async (words) => {
      const question = questionOf(words, ground())
      const right = expected(question, seen(way, ground()))
      ground().aws.pages.current = { largest: 13, repeats: 2, shuffles: true }
      for (const service of ['sts', 'cloudtrail', 'logs', 'athena'])
        ground().aws.faults.add({ service, kind: 'throttle', times: 3 })

      const asked = await askVia(way, question, ground())

      expectWhole(asked, way)
      expect(differenceOf(asked.ids, idsOf(right))).toEqual(SAME)
      expect(plainTotals(asked.evidence.totals)).toEqual(totalsOfEvents(right))
    })

    it('ends soon when it is stopped, keeps what it has, and says that it was stopped', async () => {
      const question = questionOf('anyone 2d', ground())
      const right = new Set(idsOf(expected(question, seen(way, ground()))))
      const stop = new AbortController()
      let callsBefore = 0
      ground().aws.pages.current = { largest: 20 }

      const asked = await askVia(way, question, ground(), {
        signal: stop.signal,
        onProgress() {
          if (!stop.signal.aborted) callsBefore = ground().aws.calls.length
          stop.abort()
        },
      })

      expect(asked.evidence.findings.flatMap(({ gaps }) => gaps.map(({ reason }) => reason))).toContain('cancelled')
      expect(asked.ids.filter((id) => !right.has(id))).toEqual([])
      expect(asked.ids.length).toBeLessThan(right.size)
      expect(asked.answer.coverage.answered).toBeLessThan(asked.answer.coverage.asked)
      expectLedger(asked)
      // What was on its way, and a word to AWS to stop what it does for us.
      expect(ground().aws.calls.length - callsBefore).toBeLessThan(40)
    })

    it('keeps the pages before one that cannot be had, and says what is missing', async () => {
      const question = questionOf('anyone 12h', ground())
      const right = new Set(idsOf(expected(question, seen(way, ground()))))
      const mend = await breakPage(way, ground())

      const asked = await askVia(way, question, ground())
      await mend()

      const gaps = asked.evidence.findings.flatMap((finding) => finding.gaps)
      expect(gaps.length).toBeGreaterThan(0)
      expect(gaps.filter(({ reason }) => reason !== 'failed' && reason !== 'truncated')).toEqual([])
      expect(asked.ids.filter((id) => !right.has(id))).toEqual([])
      expect(asked.ids.length).toBeGreaterThan(0)
      expect(asked.ids.length).toBeLessThan(right.size)
      expect(asked.answer.coverage.answered).toBeLessThan(asked.answer.coverage.asked)
      expectLedger(asked)
    })
  })
}

/** Makes the second page of everything, or the end of the last large file, fail; gives what mends it. */
async function breakPage({ backend }: Way, { aws, files }: Ground): Promise<() => Promise<void>> {
  if (backend !== 'log-files') {
    aws.pages.current = { largest: 40 }
    const operations = { 'event-history': 'LookupEvents', 'cloudwatch-logs': undefined, athena: 'GetQueryResults' }
    const service = { 'event-history': 'cloudtrail', 'cloudwatch-logs': 'logs', athena: 'athena' }[backend]
    const operation = operations[backend]
    aws.faults.add({ service, kind: 'fail-page', page: 2, ...(operation === undefined ? {} : { operation }) })
    return async () => undefined
  }
  const path = files.findLast((file) => file.includes('444455556666_CloudTrail_us-east-1_20261123')) ?? ''
  const whole = await readFile(path)
  await writeFile(path, whole.subarray(0, whole.length / 2))
  return () => writeFile(path, whole)
}
