import type { Event } from '../src/event/event.ts'
import { readRecord } from '../src/event/read-record.ts'
import { instant } from '../src/lib/instant.ts'
import type { Window } from '../src/question/question.ts'
import type { WatchStore } from '../src/watch/store.ts'
import type { Urgency, Watch } from '../src/watch/watch.ts'

export const TEAM = 'T00FAKE'
export const HOUR = 3_600_000
export const START = Date.UTC(2026, 10, 23)

const WATCHES = 1_000
const CHANNELS = 100
/** One event in so many is of someone who is watched. */
const WATCHED = 997
const PAGE = 1_000
const LATE_MOST = 25 * 60_000
const NAMES = ['GetObject', 'PutObject', 'Decrypt', 'AssumeRole', 'RunInstances', 'ListUsers', 'DescribeInstances']
const URGENCIES: readonly Urgency[] = [{ kind: 'each' }, { kind: 'each' }, { kind: 'each' }, { kind: 'hourly' }]

/**
 * So many events a second, made when they are asked for, each the same whenever that is: up to six minutes late, one in
 * fifty up to twenty-five. Each of a thousand watches asks for one person; most events are of people nobody watches.
 */
export function makeSoakWorld(rate: number) {
  let quiet = Number.POSITIVE_INFINITY
  const watches = Array.from({ length: WATCHES }, (_, at) => makeWatch(at))
  const samples = Array.from({ length: 64 }, (_, at) => sample(at))
  const timeOf = (at: number) => START + Math.floor(at / rate) * 1_000
  const firstAt = (time: number) => Math.max(0, Math.ceil((time - START) / 1_000)) * rate
  const visibleAt = (at: number) => timeOf(at) + (at % 50 === 49 ? (at * 7_919) % LATE_MOST : (at * 7_919) % 360_000)

  return {
    watches,
    /** Nothing happens any more from here on. */
    quietFrom: (time: number) => {
      quiet = time
    },
    /** What can be found at an instant, a page at a time. */
    *pages({ from, to }: Window, now: number): Iterable<readonly Event[]> {
      let page: Event[] = []
      for (let at = firstAt(from); timeOf(at) < Math.min(to, now, quiet); at += 1) {
        if (visibleAt(at) > now) continue
        page.push(eventOf(at))
        if (page.length < PAGE) continue
        yield page
        page = []
      }
      yield page
    },
    /** Events that were found before a cursor moved, that it passed, and that are not kept. */
    async missing(store: WatchStore, before: number, to: number): Promise<number> {
      let missing = 0
      for (const at of watchedBetween(before - LATE_MOST, to)) {
        if (visibleAt(at) > to || timeOf(at) >= quiet) continue
        if ((await store.sightings(TEAM, channelOf(personOf(at)), [`e${at}`])).length === 0) missing += 1
      }
      return missing
    },
    /** What has to be told of everything that happened before an instant, as channel and key. */
    due: (end: number) => new Set([...watchedBetween(START, end)].map((at) => `${channelOf(personOf(at))} e${at}`)),
    delivered: (end: number) => firstAt(end),
  }

  function* watchedBetween(from: number, to: number): Iterable<number> {
    for (let at = Math.ceil(firstAt(from) / WATCHED) * WATCHED; timeOf(at) < to; at += WATCHED) yield at
  }

  function eventOf(at: number): Event {
    const base = samples[at % samples.length] ?? sample(0)
    const name = at % WATCHED === 0 ? `person-${personOf(at)}` : `other-${at % 20_000}`
    return { ...base, id: `e${at}`, time: instant(timeOf(at)), actor: { ...base.actor, name } }
  }
}

/** Some people do more than others. */
function personOf(at: number): number {
  const turn = at / WATCHED
  return turn % 3 === 0 ? turn % 50 : (turn * 31) % WATCHES
}

function channelOf(person: number): string {
  return `C${String(person % CHANNELS).padStart(6, '0')}`
}

function makeWatch(at: number): Watch {
  const predicate = { kind: 'identity', by: 'name', value: `person-${at}`, prefix: false } as const
  return {
    team: TEAM,
    id: `w${at}`,
    channel: channelOf(at),
    owner: 'U00FAKE',
    terms: [{ not: false, predicate }],
    urgency: URGENCIES[at % URGENCIES.length] ?? { kind: 'each' },
    since: instant(START),
    mutes: [],
  }
}

function sample(at: number): Event {
  const read = readRecord({
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAFAKE',
      arn: 'arn:aws:iam::111122223333:user/sample',
      accountId: '111122223333',
      accessKeyId: `AKIAFAKE${String(at).padStart(8, '0')}`,
      userName: 'sample',
    },
    eventTime: '2026-11-23T00:00:00Z',
    eventSource: at % 2 === 0 ? 's3.amazonaws.com' : 'ec2.amazonaws.com',
    eventName: NAMES[at % NAMES.length] ?? '',
    awsRegion: at % 3 === 0 ? 'us-east-1' : 'eu-central-1',
    sourceIPAddress: `10.0.${at}.9`,
    userAgent: `tool-${at % 8}/1.0`,
    requestParameters: { bucketName: `bucket-${at}`, key: 'a/b/c' },
    eventID: `sample-${at}`,
    readOnly: at % 4 !== 1,
    eventType: 'AwsApiCall',
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
    ...(at % 20 === 0 ? { errorCode: 'AccessDenied' } : {}),
  })
  if ('unreadable' in read) throw new Error(read.unreadable)
  return read
}
