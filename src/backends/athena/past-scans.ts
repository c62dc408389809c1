import type { PastScan } from './estimate.ts'

/** What the last queries of each table read, for as long as the bot runs. */
export function makePastScans() {
  const scans = new Map<string, readonly PastScan[]>()
  const of = (table: string): readonly PastScan[] => scans.get(table) ?? []
  return {
    of,
    add(table: string, scan: PastScan): void {
      scans.set(table, [...of(table), scan].slice(-KEPT))
    },
  }
}

const KEPT = 50
