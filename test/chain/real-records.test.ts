import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeClues } from '../../src/chain/clues.ts'
import { makeSightings } from '../../src/chain/sightings.ts'
import type { Event } from '../../src/event/event.ts'
import { readRecord } from '../../src/event/read-record.ts'
import { trace } from '../../src/job/trace.ts'
import { instant } from '../../src/lib/instant.ts'
import { type LogFilesOpen, openLogFiles } from '../../src/wire-log-files.ts'
import { hasRealRecords, REAL_RECORDS, WHY_SKIPPED } from '../made/shared-data.ts'
import { sayChain } from './made-story.ts'

/** Which events gave out each key, worked out by another program. */
const issued: Readonly<Record<string, readonly string[]>> = hasRealRecords
  ? JSON.parse(readFileSync(`${REAL_RECORDS}/answers.json`, 'utf8')).issued
  : {}
const ALL_TIME = { from: instant(Date.UTC(2014, 0)), to: instant(Date.UTC(2025, 0)) }
const one = Object.entries(issued).filter(([key, ids]) => ids.length === 1 && key.startsWith('ASIA'))

describe.skipIf(!hasRealRecords)(`chains of real records${WHY_SKIPPED}`, () => {
  let files: LogFilesOpen
  let events: readonly Event[]
  beforeAll(async () => {
    files = await openLogFiles([{ name: 'real', path: `${REAL_RECORDS}/AWSLogs`, index: undefined }], [])
    events = allEvents()
  })
  afterAll(() => files.close())

  it('each key is known to have been given out by exactly the events that did', () => {
    const sightings = makeSightings()
    for (const event of events) sightings.add(event, false)
    const { byKey } = makeClues(sightings.list(), [])

    for (const [key, ids] of Object.entries(issued)) {
      const copies = (byKey.get(key) ?? []).flatMap((issue) => issue.copies.map(({ id }) => id))
      expect(copies.sort()).toEqual(ids.toSorted())
    }
  })

  it.each(one)('%s goes back to the one event that gave it out', async (key, [event]) => {
    const { chains, bounds } = await traceKey(key)

    expect(bounds).toEqual([])
    expect(chains).toHaveLength(1)
    const last = chains[0]?.hops.at(-1)
    const origin = chains[0]?.hops[0]
    expect(last).toMatchObject({ key, confidence: 'proven' })
    expect([...(last?.evidence ?? []), ...(origin?.evidence ?? [])].map((each) => each.event)).toContain(event)
    expect(chains.map(sayChain).join()).toMatch(
      /^(iam-user:bert-jan access key proven > role:.* AssumeRole proven|instance:i-\w+ delivered by AWS proven > role:.* delivered by AWS proven)$/,
    )
  })

  it('a key that ninety-five events gave out, as its owner made all keys one, is nobody’s', async () => {
    const { chains } = await traceKey('ASIA8D4EB41DC82E6580')

    const sure = chains.filter(({ hops }) =>
      hops.some(({ how, confidence }) => how === 'AssumeRole' && confidence === 'proven'),
    )
    expect(chains.length).toBeGreaterThan(10)
    expect(sure).toEqual([])
  })

  it('a key of the documentation that belongs to two people is not believed', async () => {
    const { chains } = await traceKey('AKIAIOSFODNN7EXAMPLE')

    expect(chains.map(sayChain).filter((said) => said.includes('saml-user'))).toEqual([])
  })

  function traceKey(key: string) {
    const deps = { sources: files.sources, signal: new AbortController().signal, askedAt: ALL_TIME.to, asker: 'whodid' }
    return trace({ kind: 'key', key, window: ALL_TIME }, deps)
  }
})

function allEvents(): readonly Event[] {
  const root = `${REAL_RECORDS}/AWSLogs`
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json.gz'))
  return paths.flatMap((path) => {
    const { Records } = JSON.parse(gunzipSync(readFileSync(join(root, path))).toString()) as { Records: unknown[] }
    return Records.flatMap((record) => {
      const event = readRecord(record)
      return 'unreadable' in event ? [] : [event]
    })
  })
}
