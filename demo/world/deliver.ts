import { instant, type Instant } from '../../src/lib/instant.ts'
import { HOME_REGION, ORGANISATION, SECOND_REGION } from './company.ts'
import { makeRandom } from './random.ts'
import type { Happening, TrailRecord } from './record.ts'

/** One object of the trail's bucket. */
export type LogFile = {
  readonly key: string
  readonly deliveredAt: Instant
  readonly records: readonly TrailRecord[]
}

const SLOT = 300_000
const LATEST = 900_000

/**
 * Groups events as CloudTrail delivers them: a file for each account and Region about every five minutes, two to fifteen
 * minutes after the fact, in no order; a straggler now and then comes with a later file, and some files come twice. What
 * goes where depends on the events alone, so that whoever goes on later makes the same files.
 */
export function* deliver(happenings: Iterable<Happening>): Generator<LogFile> {
  const open = new Map<string, { account: string; region: string; at: number; records: TrailRecord[] }>()
  let swept = 0
  for (const { at, record } of happenings) {
    if (at - swept > LATEST) {
      for (const [name, pending] of open) {
        if (pending.at >= at) continue
        open.delete(name)
        yield* copies(pending)
      }
      swept = at
    }
    const chance = Number.parseInt(record.eventID.slice(0, 6), 16)
    const account = record.recipientAccountId
    const region = record.awsRegion
    const delivery = Math.ceil((at + 120_000) / SLOT) * SLOT + (chance % 200 === 0 ? SLOT : 0)
    const name = `${account} ${region} ${delivery}`
    let pending = open.get(name)
    if (pending === undefined) open.set(name, (pending = { account, region, at: delivery, records: [] }))
    pending.records.splice(chance % (pending.records.length + 1), 0, record)
  }
  for (const pending of open.values()) yield* copies(pending)
}

function* copies(pending: {
  account: string
  region: string
  at: number
  records: readonly TrailRecord[]
}): Generator<LogFile> {
  const { account, region, at, records } = pending
  const random = makeRandom(account, region, at, records[0]?.eventID ?? '')
  const file = (where: string, delayed: number): LogFile => {
    const slot = instant(at + delayed)
    const deliveredAt = instant(slot + random.int(0, 170) * 1000)
    return { key: objectKey(account, where, slot, random.word(16)), deliveredAt, records }
  }
  yield file(region, 0)
  if (random.chance(0.01)) yield file(region, 2 * SLOT)
  // A global service's events also turn up in another Region's folder.
  if (region === HOME_REGION && random.chance(0.003)) yield file(SECOND_REGION, 0)
}

/** Where an organisation trail puts a file. */
function objectKey(account: string, region: string, at: Instant, unique: string): string {
  const iso = new Date(at).toISOString()
  const day = iso.slice(0, 10).replaceAll('-', '/')
  const stamp = `${iso.slice(0, 10).replaceAll('-', '')}T${iso.slice(11, 16).replace(':', '')}Z`
  const name = `${account}_CloudTrail_${region}_${stamp}_${unique}.json.gz`
  return `AWSLogs/${ORGANISATION}/${account}/CloudTrail/${region}/${day}/${name}`
}
