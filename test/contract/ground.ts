import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import { COMPANY, companyAws } from '../../demo/aws/company-aws.ts'
import type { FakeAccount } from '../../demo/aws/options.ts'
import { type FakeAws, startAws } from '../../demo/aws/start-aws.ts'
import { ORGANISATION } from '../../demo/world/company.ts'
import { Settings } from '../../src/config/schema.ts'
import type { Event, Fields } from '../../src/event/event.ts'
import { readRecord } from '../../src/event/read-record.ts'
import type { Clock } from '../../src/lib/clock.ts'
import { type Instant, instant } from '../../src/lib/instant.ts'
import type { BackendName } from '../../src/question/via.ts'
import { openSources, type SourcesOpen } from '../../src/wire-sources.ts'
import { jumpingClock } from '../backends/event-history/made-history.ts'

/** A log file of a trail: what a record was delivered in. */
export type Delivered = { readonly key: string; readonly records: readonly Fields[] }

/** The same events in all kinds of places, each looked at by the real backend, put together by the real wiring. */
export type Ground = {
  readonly now: Instant
  readonly clock: Clock
  readonly aws: FakeAws
  readonly accounts: readonly FakeAccount[]
  readonly regions: readonly string[]
  /** Each event once, as our own reader has it: what every answer is held against. */
  readonly events: readonly Event[]
  /** The paths of the log files, in the order of their keys. */
  readonly files: readonly string[]
  /** The sources of one way to look; opened once. */
  open(way: Way): Promise<SourcesOpen>
  close(): Promise<void>
}

/** A kind of place, and where it has several, how it is asked. */
export type Way = {
  readonly name: string
  readonly backend: BackendName
  readonly bytesPerDay?: number
  readonly index?: boolean
  /** Whether such a place can have the event at all. */
  readonly sees: (event: Event, ground: Pick<Ground, 'accounts' | 'regions'>) => boolean
}

/** So little that it is filtered, so much that it is queried. */
const [LITTLE, MUCH] = [1, 1e15]

const isManagement = ({ category, record }: Event): boolean =>
  record['managementEvent'] !== false && (category === 'Management' || category === '')

export const WAYS: readonly Way[] = [
  { name: 'log files', backend: 'log-files', sees: () => true },
  { name: 'log files by an index', backend: 'log-files', index: true, sees: () => true },
  {
    name: 'event history',
    backend: 'event-history',
    sees: (event, { accounts, regions }) =>
      isManagement(event) && accounts.some(({ id }) => id === event.account) && regions.includes(event.region),
  },
  {
    name: 'CloudWatch Logs by FilterLogEvents',
    backend: 'cloudwatch-logs',
    bytesPerDay: LITTLE,
    sees: ({ account }, { accounts }) => accounts.some(({ id }) => id === account),
  },
  {
    name: 'CloudWatch Logs by Logs Insights',
    backend: 'cloudwatch-logs',
    bytesPerDay: MUCH,
    sees: ({ account }, { accounts }) => accounts.some(({ id }) => id === account),
  },
  {
    name: 'Athena',
    backend: 'athena',
    sees: ({ account, region }, { accounts, regions }) =>
      accounts.some(({ id }) => id === account) && regions.includes(region),
  },
]

export type GroundOptions = {
  readonly now: Instant
  readonly accounts: readonly FakeAccount[]
  readonly regions: readonly string[]
  readonly delivered: readonly Delivered[]
  /** How long the log group keeps. */
  readonly retentionDays?: number
  /** What has happened, and is in no file yet. */
  readonly undelivered?: readonly Fields[]
  /** How long after it happened AWS has it, on average. */
  readonly delayMs?: number
}

/** Lays the records out as log files and starts an AWS that has them too. */
export async function openGround(options: GroundOptions): Promise<Ground> {
  const { now, accounts, regions, delivered } = options
  const folder = await mkdtemp(join(tmpdir(), 'whodid-contract-'))
  const files: string[] = []
  for (const { key, records } of delivered) {
    const path = join(folder, 'logs', key)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, gzipSync(JSON.stringify({ Records: records }), { level: 1 }))
    files.push(path)
  }
  const clock = wholeMs(jumpingClock(now))
  const ddl = readFileSync(new URL('../../deploy/athena/table-organization.sql', import.meta.url), 'utf8')
  const company = companyAws(accounts, ddl)
  const aws = await startAws({
    ...company,
    tables: company.tables.map((table) => ({ ...table, ddl: projecting(table.ddl, regions) })),
    logGroups: company.logGroups.map((group) => ({ ...group, retentionDays: options.retentionDays ?? 90 })),
    records: [...delivered.flatMap(({ records }) => records), ...(options.undelivered ?? [])],
    deliveryDelayMs: options.delayMs ?? 0,
    clock,
    scannedPerPage: 1_000,
    // So much that most are whole and some are cut.
    messageCut: 2_500,
  })
  const open = new Map<Way, Promise<SourcesOpen>>()

  async function openWay(way: Way): Promise<SourcesOpen> {
    const sources = await openSources(settingsOf(way), { clock, log: SILENT, credentials: aws.credentials })
    if (way.index === true) await sources.index(new AbortController().signal)
    return sources
  }

  function settingsOf({ backend, bytesPerDay, index }: Way) {
    const ids = accounts.map(({ id }) => id)
    const home = { account: ids[0], region: company.logGroups[0]?.region }
    const group = { ...home, name: 'log group', group: COMPANY.logGroup, organizationId: ORGANISATION, bytesPerDay }
    const table = { ...home, name: 'table', workgroup: COMPANY.workGroup, database: COMPANY.database }
    const columns = { table: COMPANY.table, accountColumn: 'account', regionColumn: 'region' }
    const logs = { name: 'log files', path: join(folder, 'logs'), ...(index && { index: join(folder, 'index') }) }
    return Settings.parse({
      slack: { mode: 'http', port: 0 },
      accounts: accounts.map(({ id, alias }) => ({ id, alias })),
      logFiles: backend === 'log-files' ? [logs] : [],
      ...(backend !== 'log-files' && {
        aws: {
          endpoint: aws.endpoint,
          regions,
          role: COMPANY.role,
          externalId: COMPANY.externalId,
          eventHistory: backend === 'event-history',
          logGroups: backend === 'cloudwatch-logs' ? [{ ...group, retentionDays: options.retentionDays ?? 90 }] : [],
          athenaTables: backend === 'athena' ? [{ ...table, ...columns, accounts: ids, regions }] : [],
        },
      }),
    })
  }

  return {
    now,
    clock,
    aws,
    accounts,
    regions,
    events: eventsOf(delivered),
    files,
    open(way) {
      const known = open.get(way) ?? openWay(way)
      open.set(way, known)
      return known
    },
    async close() {
      await Promise.all([...open.values()].map(async (sources) => (await sources).close()))
      await aws.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The table for these Regions, and from the first of CloudTrail's days. */
function projecting(ddl: string, regions: readonly string[]): string {
  return ddl
    .replace(/('projection\.region\.values' = )'[^']*'/g, `$1'${regions.join(',')}'`)
    .replace(/('projection\.timestamp\.range' = )'[^']*'/g, "$1'2013/11/01,NOW'")
}

/** As the clock of a machine: it knows no parts of a millisecond. */
function wholeMs(clock: Clock): Clock {
  return { now: () => clock.now(), sleep: (ms) => clock.sleep(Math.ceil(ms)) }
}

function eventsOf(delivered: readonly Delivered[]): readonly Event[] {
  const events = new Map<string, Event>()
  for (const { records } of delivered) {
    for (const record of records) {
      const event = readRecord(record)
      if (!('unreadable' in event)) events.set(event.id, event)
    }
  }
  return [...events.values()]
}

const nothing = (): void => undefined
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing }

export const at = (iso: string): Instant => instant(Date.parse(iso))
