import type { Fault } from '../slack/faults.ts'
import type { FakeSlack } from '../slack/start-slack.ts'
import type { SeenSwitch } from './seen.ts'

/** Something of the world around Slack that a person can switch on and off, such as an AWS that throttles. */
export type Switch = {
  readonly id: string
  readonly label: string
  readonly group: string
  readonly on: () => boolean
  readonly set: (on: boolean) => void
}

/** What the console keeps beside Slack: who has read what, who is here, what is switched on. */
export type Memory = {
  /** The ts up to which a person has read a channel. */
  read(person: string, channel: string): string
  markRead(person: string, channel: string, ts: string): void
  /** Replies that were also sent to the channel, as `channel:ts`. */
  readonly broadcasts: Set<string>
  /** How many pages each person has open. */
  readonly here: Map<string, number>
  readonly switches: readonly Switch[]
}

export function makeMemory(slack: FakeSlack, more: readonly Switch[]): Memory {
  const reads = new Map<string, string>()
  return {
    read: (person, channel) => reads.get(`${person}:${channel}`) ?? '',
    markRead(person, channel, ts) {
      const key = `${person}:${channel}`
      if (ts > (reads.get(key) ?? '')) reads.set(key, ts)
    },
    broadcasts: new Set(),
    here: new Map(),
    switches: [...slackFaults(slack), ...more],
  }
}

export function saySwitch({ id, label, group, on }: Switch): SeenSwitch {
  return { id, label, group, on: on() }
}

const ANSWERS = 'What Slack answers the bot'
const SENDS = 'What Slack sends the bot'
const FAULTS: readonly { readonly label: string; readonly group: string; readonly faults: readonly Fault[] }[] = [
  {
    label: 'Posting is rate limited (429)',
    group: ANSWERS,
    faults: [{ on: 'chat.postMessage', kind: '429', seconds: 2 }],
  },
  { label: 'Editing is rate limited (429)', group: ANSWERS, faults: [{ on: 'chat.update', kind: '429', seconds: 2 }] },
  {
    label: 'The reply to a post is lost',
    group: ANSWERS,
    faults: [{ on: 'chat.postMessage', kind: 'drop-after-accept' }],
  },
  { label: 'A post is refused (500)', group: ANSWERS, faults: [{ on: 'chat.postMessage', kind: '500' }] },
  {
    label: 'Answers are slow (2 s)',
    group: ANSWERS,
    faults: [
      { on: 'chat.postMessage', kind: 'slow', ms: 2_000 },
      { on: 'chat.update', kind: 'slow', ms: 2_000 },
    ],
  },
  {
    label: 'Blocks are refused (invalid_blocks)',
    group: ANSWERS,
    faults: [{ on: 'chat.postMessage', kind: 'error', error: 'invalid_blocks' }],
  },
  { label: 'Response URLs have ended', group: ANSWERS, faults: [{ on: 'response_url', kind: '500' }] },
  {
    label: 'Everything is delivered twice',
    group: SENDS,
    faults: [
      { on: 'command', kind: 'duplicate' },
      { on: 'event', kind: 'duplicate' },
      { on: 'interactive', kind: 'duplicate' },
    ],
  },
  {
    label: 'Acknowledgements are lost',
    group: SENDS,
    faults: [
      { on: 'command', kind: 'lose-ack' },
      { on: 'event', kind: 'lose-ack' },
      { on: 'interactive', kind: 'lose-ack' },
    ],
  },
]

/** Faults that stay until they are switched off. */
function slackFaults(slack: FakeSlack): readonly Switch[] {
  const on = new Set<number>()
  const apply = (): void => {
    slack.faults.clear()
    for (const index of on)
      for (const fault of FAULTS[index]?.faults ?? []) slack.faults.add({ ...fault, times: Number.POSITIVE_INFINITY })
  }
  return FAULTS.map(({ label, group }, index) => ({
    id: `slack-${index}`,
    label,
    group,
    on: () => on.has(index),
    set(wanted) {
      if (wanted) on.add(index)
      else on.delete(index)
      apply()
    },
  }))
}
