import type { Cost } from '../../find/backend.ts'
import type { Instant } from '../../lib/instant.ts'
import { countPartitions, type Partitions } from './partitions.ts'
import type { Ended } from './run.ts'
import type { AthenaTable } from './table.ts'

/** What one query of the past read. */
export type PastScan = { readonly partitions: number; readonly bytes: number }

/** What a query is going to read, as far as that can be said. */
export type Estimate = {
  readonly partitions: number
  /** undefined: nothing is known about the table yet. */
  readonly cost: Cost | undefined
}

export type Known = {
  readonly past: readonly PastScan[]
  readonly bytesEach: number | undefined
  readonly dollarsPerTerabyte: number | undefined
}

/** https://aws.amazon.com/athena/pricing/ in most Regions. A terabyte is taken as 10¹² bytes: rather too dear than too cheap. */
export const DOLLARS_PER_TERABYTE = 5
const TERABYTE = 1e12
const LEAST_BYTES = 10_000_000

/** What reading so many bytes costs: each query counts as ten megabytes at least. */
export function costOf(bytes: number, dollarsPerTerabyte = DOLLARS_PER_TERABYTE): Cost {
  return { bytes, dollars: (Math.max(bytes, LEAST_BYTES) * dollarsPerTerabyte) / TERABYTE }
}

/** What a query that has ended costs: nothing where it failed, or an earlier result was given again. */
export function chargeFor(ended: Ended, dollarsPerTerabyte?: number): Cost {
  const isFree = ended.kind === 'succeeded' ? ended.reused : (ended.bytes ?? 0) === 0
  return isFree ? { bytes: 0, dollars: 0 } : costOf(ended.bytes ?? 0, dollarsPerTerabyte)
}

/**
 * From what queries of this table read before, by how many account-Region-days each of them had to read; without any, from
 * what a day of all of it takes.
 */
export function estimateScan(asked: Partitions, known: Known, now: Instant): Estimate {
  const partitions = countPartitions(asked, now)
  const read = known.past.filter((scan) => scan.partitions > 0)
  const before = read.reduce((sum, scan) => sum + scan.partitions, 0)
  const each = before === 0 ? known.bytesEach : read.reduce((sum, { bytes }) => sum + bytes, 0) / before
  if (each === undefined) return { partitions, cost: undefined }
  return { partitions, cost: costOf(Math.ceil(each * partitions), known.dollarsPerTerabyte) }
}

/** What one account-Region-day takes where a day of the whole table takes so many bytes. */
export function bytesEach({ bytesPerDay, accounts, regions }: AthenaTable): number | undefined {
  return bytesPerDay === undefined ? undefined : bytesPerDay / (accounts?.length ?? 1) / (regions?.length ?? 1)
}
