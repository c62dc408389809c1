import type { Sent } from '../../../src/job/ports.ts'
import type { WatchRights, WatchSlack } from '../../../src/job/watch-ports.ts'
import type { Telling } from '../../../src/watch/watch.ts'
import type { Message } from '../../../src/message/message.ts'
import type { Faults } from './scenario.ts'
import type { Random } from './random.ts'
import type { Timeline } from './timeline.ts'

/** A message that Slack has, or will have. */
export type Landed = {
  readonly channel: string
  readonly thread: string | undefined
  readonly key: string
  readonly ts: string
  readonly at: number
  /** When Slack was asked for it. */
  readonly askedAt: number
  readonly telling: Telling
}

export type SimSlack = {
  /** Slack as one process sees it. */
  readonly slack: WatchSlack
  readonly rights: WatchRights
  readonly landed: Landed[]
  /** Channels and owners without a right, and since when. */
  readonly lost: Map<string, { readonly since: number; readonly archived: boolean }>
  /** Edits of root messages: the count that the last one showed, by ts. */
  readonly shown: Map<string, number>
}

/** What the simulation posts is the telling itself, so that it can be checked. */
export function say(telling: Telling): Message {
  return { text: JSON.stringify(telling), blocks: [] }
}

export function makeSimSlack(time: Timeline, random: Random, faults: () => Faults): SimSlack {
  const landed: Landed[] = []
  const lost: SimSlack['lost'] = new Map()
  const shown = new Map<string, number>()
  return { landed, lost, shown, slack: { post, edit, lookBack }, rights: { mayTell } }

  async function post(
    to: { channel: string; thread: string | undefined },
    message: Message,
    key: string,
  ): Promise<Sent> {
    const askedAt = time.now()
    await time.wait(random.between(20, 900))
    const telling = JSON.parse(message.text) as Telling
    if (lost.get(to.channel)?.archived === true) return { kind: 'unposted', reason: 'archived', detail: 'is_archived' }
    if (random.chance(faults().unposted)) {
      return random.chance(0.5)
        ? { kind: 'unposted', reason: 'rate-limited', detail: '429', retryAfterMs: random.between(1, 40) * 1_000 }
        : { kind: 'unposted', reason: 'unreachable', detail: 'ECONNREFUSED' }
    }
    const isUnknown = random.chance(faults().unknown)
    if (!isUnknown || random.chance(0.5)) {
      const at = time.now() + (isUnknown && random.chance(0.4) ? random.between(0, faults().landsLate) : 0)
      landed.push({ ...to, key, telling, ts: String(landed.length + 1), at, askedAt })
    }
    if (!isUnknown) return { kind: 'posted', posted: { channel: to.channel, ts: String(landed.length) } }
    await time.wait(random.between(0, 10_000))
    return { kind: 'unknown', detail: 'timeout' }
  }

  async function edit({ channel, ts }: { channel: string; ts: string }, message: Message): Promise<Sent> {
    await time.wait(random.between(20, 200))
    if (random.chance(faults().unknown)) return { kind: 'unknown', detail: 'timeout' }
    shown.set(ts, Number(message.text))
    return { kind: 'posted', posted: { channel, ts } }
  }

  async function lookBack(to: { channel: string }, key: string, from: number) {
    await time.wait(random.between(20, 300))
    if (random.chance(faults().blind)) return 'cannot' as const
    const found = landed.find(
      (one) => one.key === key && one.channel === to.channel && one.at <= time.now() && one.at >= from,
    )
    return found === undefined ? ('absent' as const) : { channel: found.channel, ts: found.ts }
  }

  async function mayTell({ channel, owner }: { channel: string; owner: string }) {
    if (random.chance(faults().unposted)) return 'unknown' as const
    if (lost.has(channel)) return 'shared' as const
    return lost.has(owner) ? ('owner-gone' as const) : ('may' as const)
  }
}
