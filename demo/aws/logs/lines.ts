import { instant, type Instant } from '../../../src/lib/instant.ts'
import type { Entry } from '../history.ts'
import type { FakeLogGroup } from '../options.ts'
import { Refusal } from '../refusal.ts'
import type { Ground } from '../service.ts'

/** One event of a log group. */
export type Line = {
  readonly at: Instant
  /** Its place in the group: what a pointer points to. */
  readonly order: number
  readonly stream: string
  readonly entry: Entry
}

const DAY = 86_400_000
/** CloudTrail does not send longer events to log groups. */
const LONGEST = 256 * 1024

/** The groups of an account in a Region, and what lies in them. */
export type Groups = {
  of(account: string, region: string): readonly FakeLogGroup[]
  /** By name, or by ARN. Throws where there is none. */
  find(account: string, region: string, name: string): FakeLogGroup
  /** What can be seen now, oldest first. */
  lines(group: FakeLogGroup): readonly Line[]
}

export function makeGroups({ options, clock, history }: Ground): Groups {
  const all = options.logGroups ?? []
  const known = new Map<FakeLogGroup, { readonly of: readonly Entry[]; readonly lines: readonly Line[] }>()
  const of: Groups['of'] = (account, region) =>
    all.filter((group) => group.account === account && group.region === region)
  return {
    of,
    find(account, region, name) {
      const plain = name.startsWith('arn:') ? name.split(':').slice(6).join(':').replace(/:\*$/, '') : name
      const [, , , there = region, whose = account] = name.startsWith('arn:') ? name.split(':') : []
      const found = of(whose, there).find((group) => group.name === plain && whose === account && there === region)
      if (found === undefined) throw new Refusal('ResourceNotFoundException', 'The specified log group does not exist.')
      return found
    },
    lines(group) {
      const entries = history.all(group.accounts ?? [group.account], group.regions)
      let made = known.get(group)
      if (made?.of !== entries) {
        made = { of: entries, lines: makeLines(group, entries, options.deliveryDelayMs ?? 0) }
        known.set(group, made)
      }
      const now = clock.now()
      const oldest = Math.max(group.createdAt ?? 0, now - (group.retentionDays ?? 36_500) * DAY)
      return made.lines.filter(({ at }) => at >= oldest && at <= now)
    },
  }
}

function makeLines(group: FakeLogGroup, entries: readonly Entry[], delay: number): readonly Line[] {
  const lines: Line[] = []
  for (const entry of entries) {
    if (entry.isData && group.dataEvents !== true) continue
    if (entry.text().length > LONGEST) continue
    // As seen in real groups: an event is stamped with the moment of its delivery, not with its eventTime.
    const at = instant(entry.at + Math.floor((delay * (50 + (entry.order % 101))) / 100))
    lines.push({ at, order: entry.order, stream: streamOf(group, entry), entry })
  }
  return lines.sort((a, b) => a.at - b.at || a.order - b.order)
}

/**
 * An organisation's trail writes a stream for each account, whose name begins with the organisation's id; busy trails add
 * `_2` and so on. The Region is the trail's, not the event's.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
function streamOf(group: FakeLogGroup, entry: Entry): string {
  const number = (entry.order % (group.streams ?? 1)) + 1
  const isMember = group.organisation !== undefined && entry.account !== group.account
  const name = `${entry.account}_CloudTrail_${group.region}${number === 1 ? '' : `_${number}`}`
  return isMember ? `${group.organisation}_${name}` : name
}
