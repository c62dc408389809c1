import type { AthenaClient } from '@aws-sdk/client-athena'
import type { Aws } from '../../aws/aws.ts'
import type { Backend, Gap, Page } from '../../find/backend.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { Search } from '../../plan/plan.ts'
import { type Compiled, compileSearch } from './compile.ts'
import { gapOfAbort, gapOfCall } from './errors.ts'
import { bytesEach, chargeFor, type Estimate, estimateScan } from './estimate.ts'
import { countPartitions, partitionsOf } from './partitions.ts'
import { makePastScans } from './past-scans.ts'
import { requestOf, tokenOf } from './request.ts'
import { emptyPage, readResults } from './read.ts'
import { type Ended, runQuery } from './run.ts'
import { type AthenaTable, checkedTable } from './table.ts'
import { makeWorkgroups, type Workgroup } from './workgroup.ts'

export type AthenaOptions = {
  readonly aws: Aws
  readonly clock: Clock
  readonly log?: Log
  readonly tables: readonly AthenaTable[]
  /** How long after an event it may have been delivered and is still looked at. By default a day. */
  readonly lateMs?: number
  /** How many rows of one query are read at most, the newest ones. */
  readonly rows?: number
  readonly dollarsPerTerabyte?: number
}

export type Athena = Backend & {
  /** What a search is going to read and cost, judged by the queries so far. */
  estimate(search: Search): Estimate
  /** The results of a query that was run before, as an answer to a search that asks for no more than that one did. */
  readAgain(queryId: string, search: Search, signal: AbortSignal): AsyncIterable<Page>
}

const DAY_MS = 86_400_000
const ROWS = 50_000

/**
 * Searches tables of CloudTrail records with Athena. Each search is one query, of which the newest rows come back, each of
 * them an event that is checked again here. A page's ledger counts rows; those that a query did not match are not among
 * them.
 */
export function makeAthena(options: AthenaOptions): Athena {
  const { aws, clock, log, lateMs = DAY_MS, rows = ROWS, dollarsPerTerabyte } = options
  const tables = new Map(options.tables.map((table) => [table.name, checkedTable(table)]))
  const workgroups = makeWorkgroups(clock)
  const past = makePastScans()
  let queries = 0

  function tableOf({ place }: Search): AthenaTable {
    const table = tables.get(place)
    if (table === undefined) throw new Error(`there is no Athena table called ${place}`)
    return table
  }

  /** A client, and the workgroup if queries may be run in it. */
  async function open(search: Search, signal: AbortSignal): Promise<Opened | Gap> {
    const table = tableOf(search)
    try {
      const client = await aws.athena({ account: table.account, region: table.region, asker: search.asker })
      const group = await workgroups.of(table, client, signal)
      return 'reason' in group ? group : { client, group }
    } catch (error) {
      return signal.aborted ? gapOfAbort(signal, search.place, NOT_STARTED) : gapOfCall(error, search.place)
    }
  }

  /** One query, and once more where Athena says that it may go better then. */
  async function run(
    search: Search,
    compiled: Compiled,
    { client, group }: Opened,
    signal: AbortSignal,
  ): Promise<Ended> {
    const table = tableOf(search)
    const ask = (): Promise<Ended> => {
      const token = tokenOf(search, compiled, clock.now(), ++queries)
      return runQuery(requestOf(compiled, table, group, token), { client, clock, signal, where: search.place })
    }
    const first = await ask()
    const ended = first.kind === 'failed' && first.mayRetry ? await ask() : first
    log?.info({ place: search.place, ended: ended.kind, bytes: ended.bytes }, 'a query in Athena has ended')
    if (ended.kind === 'succeeded' && !ended.reused) {
      past.add(table.name, { partitions: countPartitions(compiled.partitions, clock.now()), bytes: ended.bytes })
    }
    return ended
  }

  async function* search(search: Search, signal: AbortSignal): AsyncGenerator<Page> {
    const compiled = compileSearch(search, tableOf(search), { lateMs, rows: rows + 1 })
    const { nothing } = compiled.partitions
    if (nothing !== undefined) {
      yield emptyPage(nothing === 'not-held' ? [notHeld(search)] : [])
      return
    }
    const opened = await open(search, signal)
    if ('reason' in opened) {
      yield emptyPage([opened])
      return
    }
    const ended = await run(search, compiled, opened, signal)
    const cost = chargeFor(ended, dollarsPerTerabyte)
    if (ended.kind === 'failed') {
      yield { ...emptyPage([ended.gap]), cost }
      return
    }
    yield { ...emptyPage([]), cost, kept: ended.queryId, looked: pairsOf(compiled) }
    const reading = { client: opened.client, clock, signal, search, rows, narrowed: compiled.narrowed }
    yield* readResults(ended.queryId, reading)
  }

  async function* readAgain(queryId: string, search: Search, signal: AbortSignal): AsyncGenerator<Page> {
    const opened = await open(search, signal)
    if ('reason' in opened) yield emptyPage([opened])
    else yield* readResults(queryId, { client: opened.client, clock, signal, search, rows, narrowed: true })
  }

  return {
    name: 'athena',
    search,
    readAgain,
    estimate(search) {
      const table = tableOf(search)
      const known = { past: past.of(table.name), bytesEach: bytesEach(table), dollarsPerTerabyte }
      return estimateScan(partitionsOf(search, table, lateMs), known, clock.now())
    },
  }
}

type Opened = { readonly client: AthenaClient; readonly group: Workgroup }

const NOT_STARTED = 'no query was started in Athena.'

/** The pairs that were really read, where the partitions say which these are. */
function pairsOf({ partitions: { accounts, regions } }: Compiled): readonly string[] {
  return (accounts ?? []).flatMap((account) => (regions ?? []).map((region) => `${account}/${region}`))
}

function notHeld({ place }: Search): Gap {
  const detail = 'This table holds no records of the accounts or Regions that were asked for.'
  return { reason: 'missing', where: place, detail, count: 1 }
}
