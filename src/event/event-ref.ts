import { type Instant, instant } from '../lib/instant.ts'
import type { Event } from './event.ts'

/** Enough to find an event again, whatever has been added before or after it since. */
export type EventRef = {
  readonly id: string
  /** The second it is stamped with. */
  readonly time: Instant
  /** '' where the record does not say. */
  readonly account: string
  readonly region: string
}

const LONGEST_ID = 200

/**
 * As a button's value: `t2qz3f.111122223333.eu-central-1.5f0c…`, the second in base 36. At most 75 characters for the ids and
 * Regions of AWS. Undefined for an id that no button can carry.
 */
export function sayEventRef(event: Pick<Event, 'id' | 'time' | 'account' | 'region'>): string | undefined {
  if (event.id.length > LONGEST_ID) return undefined
  const account = ACCOUNT.test(event.account) ? event.account : ''
  const region = REGION.test(event.region) ? event.region : ''
  return [Math.floor(event.time / 1000).toString(36), account, region, event.id].join('.')
}

/** What a button's value says, if it is one of ours. It proves nothing: whoever clicked has to have the right to ask. */
export function readEventRef(value: string): EventRef | undefined {
  const found = /^(-?[0-9a-z]{1,8})\.(\d{12}|)\.([a-z0-9-]{1,32}|)\.(.+)$/s.exec(value)
  if (found === null) return undefined
  const [, second = '', account = '', region = '', id = ''] = found
  const time = Number.parseInt(second, 36) * 1000
  if (id.length > LONGEST_ID || !(Math.abs(time) < 8.64e15)) return undefined
  return { id, time: instant(time), account, region }
}

const ACCOUNT = /^\d{12}$/
const REGION = /^[a-z0-9-]{1,32}$/
