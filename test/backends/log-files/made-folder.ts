import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { onTestFinished } from 'vitest'
import { type LogFilesOptions, makeLogFiles } from '../../../src/backends/log-files/backend.ts'
import type { Event, Fields } from '../../../src/event/event.ts'
import type { Backend, Gap, Ledger } from '../../../src/find/backend.ts'
import { type Instant, instant } from '../../../src/lib/instant.ts'
import type { Search } from '../../../src/plan/plan.ts'
import type { Predicate, Term } from '../../../src/question/question.ts'

export const ALL_TIME = { from: instant(-8.64e15), to: instant(8.64e15) }

/** A new folder that goes with the test, holding the given files; what isn't bytes or text is gzipped records. */
export function madeFolder(files: Readonly<Record<string, Buffer | string | readonly Fields[]>>): string {
  const root = mkdtempSync(join(tmpdir(), 'whodid-logs-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) put(root, path, content)
  return root
}

export function put(root: string, path: string, content: Buffer | string | readonly Fields[]): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  const isRecords = typeof content !== 'string' && !Buffer.isBuffer(content)
  writeFileSync(join(root, path), isRecords ? zipped(content) : content)
}

export function zipped(records: readonly Fields[]): Buffer {
  return gzipSync(JSON.stringify({ Records: records }))
}

/** CloudTrail's key for a file delivered at a time such as `2026-11-23T10:05`. */
export function keyOf(at: string, { account = '111122223333', region = 'us-east-1', unique = 'Fake' } = {}): string {
  const [year = '', month = '', day = '', hour = '', minute = ''] = at.split(/[-T:]/)
  const folder = `AWSLogs/${account}/CloudTrail/${region}/${year}/${month}/${day}`
  return `${folder}/${account}_CloudTrail_${region}_${year}${month}${day}T${hour}${minute}Z_${unique}.json.gz`
}

export function searchFor(predicates: readonly Predicate[] = [], more: Partial<Search> = {}): Search {
  const keep: readonly Term[] = predicates.map((predicate) => ({ not: false, predicate }))
  return {
    backend: 'log-files',
    place: 'the logs',
    account: undefined,
    region: undefined,
    window: ALL_TIME,
    push: undefined,
    keep,
    asker: 'whodid',
    ...more,
  }
}

export const named = (value: string): Predicate => ({ kind: 'identity', by: 'name', value, prefix: false })

export type Found = {
  readonly events: readonly Event[]
  readonly ids: readonly string[]
  readonly gaps: readonly Gap[]
  readonly ledger: Ledger
  readonly newest: Instant | undefined
  readonly looked: readonly string[]
}

/** All pages of a search in one, with the rule that every ledger keeps checked on the way. */
export async function gather(backend: Backend, search: Search, signal = new AbortController().signal): Promise<Found> {
  const events: Event[] = []
  const gaps: Gap[] = []
  const looked = new Set<string>()
  let ledger: Ledger = { records: 0, events: 0, unreadable: 0, duplicates: 0 }
  let newest: Instant | undefined
  for await (const page of backend.search(search, signal)) {
    events.push(...page.events)
    gaps.push(...page.gaps)
    for (const place of page.looked ?? []) looked.add(place)
    if (page.newest !== undefined && (newest === undefined || page.newest > newest)) newest = page.newest
    const { records, unreadable, duplicates } = page.ledger
    if (records !== page.ledger.events + unreadable + duplicates) throw new Error('the ledger does not add up')
    ledger = {
      records: ledger.records + records,
      events: ledger.events + page.ledger.events,
      unreadable: ledger.unreadable + unreadable,
      duplicates: ledger.duplicates + duplicates,
    }
  }
  return { events, ids: events.map(({ id }) => id).sort(), gaps, ledger, newest, looked: [...looked].sort() }
}

/** A backend that goes with the test. */
export function opened(options: Partial<LogFilesOptions> & { readonly root: string }) {
  const backend = makeLogFiles({ name: 'the logs', threads: 1, ...options })
  onTestFinished(() => backend.close())
  return backend
}
