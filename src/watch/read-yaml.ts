import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml'
import { type Instant, instant } from '../lib/instant.ts'
import { knownZone } from '../question/local-time.ts'
import type { Term } from '../question/question.ts'
import { readTerms, type Terms } from '../question/read-terms.ts'
import { isFailure } from '../question/step.ts'
import { readTokens } from '../question/tokens.ts'
import type { Hold, Urgency, Watch } from './watch.ts'

export type WatchesRead =
  | { readonly kind: 'read'; readonly watches: readonly Watch[] }
  /** All that is wrong, each with its line and what is expected. */
  | { readonly kind: 'unclear'; readonly problems: readonly string[] }

/** Reads what sayWatches wrote, or a person: all of it or nothing. Pauses begin `now`. Never throws. */
export function readWatches(text: string, now: Instant): WatchesRead {
  const lines = new LineCounter()
  const problems: string[] = []
  const document = parseDocument(text, { lineCounter: lines })
  const complain = (at: number, what: string) => {
    problems.push(`line ${lines.linePos(at).line}: ${what}`)
    return undefined
  }
  for (const { pos, message } of document.errors) complain(pos[0], message.split('\n')[0] ?? '')
  if (problems.length > 0) return { kind: 'unclear', problems }

  const root = document.contents
  const list = isMap(root) ? root.get('watches', true) : undefined
  if (!isMap(root) || !isSeq(list)) {
    complain(startOf(list ?? root), 'watches: a list of watches is expected')
    return { kind: 'unclear', problems }
  }
  refuseOthers(root, ['watches'], complain)
  const watches = list.items.flatMap((item) => readWatch(item, now, complain) ?? [])
  const seen = new Map<string, number>()
  for (const { watch, at } of watches) {
    const key = JSON.stringify([watch.team, watch.id])
    const before = seen.get(key)
    if (before === undefined) seen.set(key, at)
    else complain(at, `id: another than that of line ${lines.linePos(before).line} is expected`)
  }
  return problems.length > 0
    ? { kind: 'unclear', problems }
    : { kind: 'read', watches: watches.map(({ watch }) => watch) }
}

type Complain = (at: number, what: string) => undefined

const FIELDS = ['team', 'channel', 'id', 'owner', 'watch', 'tell', 'since', 'mutes', 'paused'] as const
type Field = (typeof FIELDS)[number]

function readWatch(item: unknown, now: Instant, complain: Complain): { watch: Watch; at: number } | undefined {
  if (!isMap(item)) return complain(startOf(item), 'a watch is expected: team, channel, id, owner, watch, tell, since')
  refuseOthers(item, FIELDS, complain)
  const read = <T>(field: Field, expected: string, take: (said: string) => T | undefined): T | undefined => {
    const node = item.get(field, true)
    const said = isScalar(node) && typeof node.value === 'string' ? node.value : undefined
    const taken = said === undefined ? undefined : take(said)
    return taken ?? complain(startOf(node ?? item), `${field}: ${expected} is expected`)
  }
  const idLike = (said: string) => (said === '' ? undefined : said)
  const words = (field: Field, node: unknown) =>
    readWords(isScalar(node) ? node.value : undefined, now, (what) =>
      complain(startOf(node ?? item), `${field}: ${what}`),
    )

  const found = {
    team: read('team', "a workspace's id, T…, as text", idLike),
    channel: read('channel', "a channel's id, C…, as text", idLike),
    id: read('id', "the watch's own id, as text", idLike),
    owner: read('owner', "a person's id in Slack, U…, as text", idLike),
    terms: words('watch', item.get('watch', true)),
    urgency: read('tell', 'each, hourly, stands-out, first, or daily at 9 Europe/Berlin', readUrgency),
    since: read('since', 'a time such as 2026-11-23T14:02:00Z, in quotes or without', readTime),
    mutes: readMutes(item.get('mutes', true), (node) => words('mutes', node), complain),
    hold: item.has('paused')
      ? read('paused', 'until resumed, or until 2026-11-24T08:00:00Z', (said) => readPaused(said, now))
      : 'none',
  } as const
  const { team, channel, id, owner, terms, urgency, since, mutes, hold } = found
  if (!team || !channel || !id || !owner || !terms || !urgency || since === undefined || !mutes || !hold) {
    return undefined
  }
  const via = terms.via.length === 0 ? {} : { via: terms.via }
  const held = hold === 'none' ? {} : { hold }
  const whole: Watch = { team, id, channel, owner, terms: terms.terms, ...via, urgency, since, mutes, ...held }
  return { watch: whole, at: startOf(item.get('id', true)) }
}

function readMutes(
  node: Node | undefined,
  words: (node: unknown) => Terms | undefined,
  complain: Complain,
): readonly (readonly Term[])[] | undefined {
  if (node === undefined) return []
  if (!isSeq(node)) return complain(startOf(node), 'mutes: a list of words is expected')
  const read = node.items.map(words)
  return read.every((mute) => mute !== undefined) ? read.map(({ terms }) => terms) : undefined
}

/** What is watched, in words: without a time, as that would pass. */
function readWords(said: unknown, now: Instant, complain: (what: string) => undefined): Terms | undefined {
  if (typeof said !== 'string') return complain('words are expected, such as "Alice writes"')
  const read = readTerms(readTokens(said), { now, zone: 'UTC', accounts: [], defaultWindowMs: 1 })
  if (isFailure(read)) return complain(`${JSON.stringify(said)}: ${read.hint}`)
  if (read.window !== undefined) return complain(`${JSON.stringify(said)}: no time is expected, a watch goes on`)
  if (read.terms.some(({ predicate }) => predicate.kind === 'identity' && predicate.by === 'person')) {
    return complain(`${JSON.stringify(said)}: a name or an e-mail address is expected in place of @someone`)
  }
  if (read.terms.length === 0 && !read.anyone) return complain('someone or something is expected, or anyone')
  return read
}

function readUrgency(said: string): Urgency | undefined {
  if (said === 'each' || said === 'hourly' || said === 'stands-out' || said === 'first') return { kind: said }
  const [, hour = '', zone = ''] = /^daily at (\d{1,2}) (\S+)$/.exec(said) ?? []
  const isKnown = hour !== '' && Number(hour) < 24 && knownZone(zone) === zone
  return isKnown ? { kind: 'daily', hour: Number(hour), zone } : undefined
}

function readTime(said: string): Instant | undefined {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/.test(said) ? Date.parse(said) : Number.NaN
  return Number.isNaN(at) ? undefined : instant(at)
}

function readPaused(said: string, now: Instant): Hold | undefined {
  if (said === 'until resumed') return { kind: 'paused', at: now, until: undefined }
  const until = said.startsWith('until ') ? readTime(said.slice('until '.length)) : undefined
  return until === undefined ? undefined : { kind: 'paused', at: now, until }
}

function refuseOthers(map: YAMLMap, known: readonly string[], complain: Complain): void {
  for (const { key } of map.items) {
    const name = isScalar(key) ? String(key.value) : 'this'
    if (!known.includes(name))
      complain(startOf(key), `${name}: there is no such thing here; ${known.join(', ')} are expected`)
  }
}

function startOf(node: unknown): number {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
    ? Number(node.range[0])
    : 0
}
