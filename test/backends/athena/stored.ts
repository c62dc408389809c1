import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Fields } from '../../../src/event/event.ts'
import { deliver } from '../../../demo/world/deliver.ts'
import { makeWorld } from '../../../demo/world/make-world.ts'
import { REAL_RECORDS } from '../../made/shared-data.ts'
import type { Stored } from './duck-athena.ts'
import { at } from './searches.ts'

const KEY = /(\d{12})\/CloudTrail\/([^/]+)\/(\d{4}\/\d\d\/\d\d)\//

function storedAt(key: string, records: readonly Fields[]): readonly Stored[] {
  const [, account = '', region = '', day = ''] = KEY.exec(key) ?? []
  return records.map((record) => ({ record, account, region, day }))
}

/** A few days of the demo's company, as its trail delivers them: some of it twice. */
export function worldStored(days: number): readonly Stored[] {
  const world = makeWorld({ now: at('2026-11-23T18:00:00Z'), days })
  return [...deliver(world.happenings())].flatMap(({ key, records }) => storedAt(key, records))
}

export function realStored(): readonly Stored[] {
  const root = `${REAL_RECORDS}/AWSLogs`
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json.gz'))
  return paths.sort().flatMap((path) => {
    const { Records } = JSON.parse(gunzipSync(readFileSync(`${root}/${path}`)).toString()) as { Records: Fields[] }
    return storedAt(path, Records)
  })
}
