import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { workerData } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import type { CorpusDay, CorpusPlan } from './corpus.ts'
import { int, makeDice, recordJson } from './corpus-record.ts'

const DAY_MS = 86_400_000

const { root, plan, days } = workerData as { root: string; plan: CorpusPlan; days: readonly CorpusDay[] }
for (const day of days) writeDay(day)

/** A day's files as CloudTrail would deliver them: each has the events of the stretch before it. */
function writeDay({ account, region, day, number }: CorpusDay): void {
  const dice = makeDice(plan.seed * 1_000_003 + number)
  const midnight = plan.end - (plan.days - day) * DAY_MS
  const stretch = DAY_MS / plan.filesADay
  const folder = join(
    root,
    'AWSLogs',
    account,
    'CloudTrail',
    region,
    ...new Date(midnight).toISOString().slice(0, 10).split('-'),
  )
  mkdirSync(folder, { recursive: true })
  for (let file = 0; file < plan.filesADay; file++) {
    const from = midnight + file * stretch
    const records = Array.from({ length: plan.eventsAFile }, () =>
      recordJson(dice, account, region, from + int(dice, stretch), plan.varied === true),
    )
    const delivered = new Date(from + stretch - 60_000).toISOString().replace(/[-:]/g, '').slice(0, 13)
    const name = `${account}_CloudTrail_${region}_${delivered}Z_${String(file).padStart(16, 'Fake')}.json.gz`
    writeFileSync(join(folder, name), gzipSync(`{"Records":[${records.join(',')}]}`))
  }
}
