import { TZDate } from '@date-fns/tz'
import type { Answer } from '../../answer/answer.ts'
import type { Lane } from '../../answer/lanes.ts'
import { type Run, sayLane, stretchesOf } from '../../answer/timeline.ts'
import { never } from '../../lib/never.ts'
import type { Instant } from '../../lib/instant.ts'
import { code, joined, type Line, line, list, type Part, quote, say, stress, time } from '../piece.ts'
import { type AccountName, accountName } from '../say-account.ts'
import { callOf, serviceName } from '../say-action.ts'
import { sayCount, sayList, sayNumber, sayTimes } from '../say-count.ts'

/** A time that comes so long after the one before it is told with its day: readers live in different zones. */
const DATED_MS = 60 * 60_000

/** What took less time than this is told by when it began. */
const SHORT_MS = 60_000

/** What happened, oldest first, in as many runs as there is room for: the most telling ones, in their order. */
export function timelineParts(answer: Answer, most: number): readonly Part[] {
  const { timeline, zone } = answer
  if (timeline === undefined) return []
  const all = timeline.stretches.flatMap(({ lane, runs }) => runs.map((run) => ({ lane, run })))
  const kept = new Set(all.toSorted((a, b) => b.run.weight - a.run.weight).slice(0, most))
  const name = accountName(answer)
  const parts: Part[] = []
  const known = new Set<string>()
  let day = ''
  let before: Instant | undefined
  for (const { lane, runs } of stretchesOf(all.filter((each) => kept.has(each)))) {
    let head: Line | undefined = laneLine(lane, known.has(sayLane(lane)))
    let lines: Line[] = []
    for (const run of runs) {
      const today = dayOf(run.from, zone)
      if (today !== day) {
        if (lines.length > 0) parts.push(list(lines))
        lines = []
        parts.push(line(stress('— '), time(run.from, 'day'), stress(' —')))
      }
      if (head !== undefined) parts.push({ kind: 'line', line: head })
      head = undefined
      const dated = today === day && (before === undefined || run.from - before >= DATED_MS)
      lines.push([...whenPieces(run, dated), ...runPieces(run, name)])
      day = today
      before = run.to
    }
    parts.push(list(lines))
    known.add(sayLane(lane))
  }
  return [...parts, ...leftOutParts(timeline.leftOut + all.length - kept.size, timeline.ofListedOnly)]
}

function leftOutParts(left: number, ofListedOnly: boolean): readonly Part[] {
  const notes = [
    ...(left > 0 ? [`${sayCount(left, 'less telling line')} left out.`] : []),
    ...(ofListedOnly ? ['Not all events could be listed; those that were not are not in this timeline.'] : []),
  ]
  return notes.length === 0 ? [] : [line(say(notes.join(' ')))]
}

/** Who goes on from here: in full the first time. */
function laneLine({ who, keys, address, tools }: Lane, isKnown: boolean): Line {
  const shown = keys.slice(0, 2).map((key): Line => [code(isKnown ? `…${key.slice(-4)}` : key)])
  const named = tools.map((tool) => (tool === 'something else' ? 'a tool that is not known' : tool))
  return [
    quote(who, 120),
    ...(shown.length === 0 ? [] : [say(', key '), ...joined(shown, ', ')]),
    ...(address === '' ? [] : [say(isService(address) ? ', through ' : ', from '), code(address, 60)]),
    say(isKnown || isService(address) ? '' : `, with ${sayList(named.slice(0, 3))}`),
  ]
}

/** What a service did with somebody's rights has its name in place of an address. */
function isService(address: string): boolean {
  return address === 'AWS Internal' || address.endsWith('.amazonaws.com')
}

function whenPieces({ from, to }: Run, dated: boolean): Line {
  const begins = time(from, dated ? 'moment' : 'clock')
  return to - from < SHORT_MS ? [begins, say(' ')] : [begins, say(' – '), time(to, 'clock'), say(' ')]
}

/** How many calls a line names. */
const CALLS = 4

function runPieces(run: Run, name: AccountName): Line {
  switch (run.sort) {
    case 'signed-in':
      return [stress(`signed in to the console${sayTimes(run.events)}`), ...rulePieces(run)]
    case 'became':
      return becamePieces(run, name)
    case 'changed':
      return [...callPieces(run), ...targetPieces(run), ...keyPieces(run), ...rulePieces(run)]
    case 'noted':
      return [say('read: '), ...callPieces(run), ...targetPieces(run), ...rulePieces(run)]
    case 'refused':
      return [
        stress(`${sayNumber(run.events)} refused: `),
        ...callPieces(run),
        ...targetPieces(run),
        ...triedPieces(run),
      ]
    case 'failed':
      return [say(`${sayNumber(run.events)} failed: `), ...callPieces(run), ...errorPieces(run)]
    case 'read':
      return readPieces(run)
    default:
      return never(run.sort)
  }
}

function becamePieces({ became, events, calls }: Run, name: AccountName): Line {
  if (became === undefined) return [say('took a token: '), ...callPieces({ calls })]
  const account = became.role.split(':')[4] ?? ''
  const role = became.role.slice(became.role.lastIndexOf('/') + 1)
  return [
    stress('became '),
    code(role, 80),
    ...(account === '' ? [] : [say(' in '), quote(name(account))]),
    ...(became.session === undefined ? [] : [say(' as session '), code(became.session, 64)]),
    say(sayTimes(events)),
  ]
}

function callPieces({ calls }: Pick<Run, 'calls'>): Line {
  const shown = calls.slice(0, CALLS).map(([call, events]): Line => [code(callOf(call)), say(sayTimes(events))])
  const more = calls.length - shown.length
  return [...joined(shown, ', '), say(more > 0 ? ` and ${sayNumber(more)} more` : '')]
}

function targetPieces({ targets, calls }: Run): Line {
  if (targets.length === 0 || calls.length > CALLS) return []
  const shown = targets.slice(0, 3).map((target): Line => [code(target, 64)])
  return [say(' on '), ...joined(shown, ', '), say(targets.length > shown.length ? ' and others' : '')]
}

function keyPieces({ madeKey }: Run): Line {
  return madeKey === undefined ? [] : [say(': key '), code(madeKey)]
}

function errorPieces({ error }: Run): Line {
  return error === undefined ? [] : [say(', '), code(error, 60)]
}

function rulePieces({ rule, severity }: Run): Line {
  return rule === undefined ? [] : [say(severity === 'high' ? ' ⚠ ' : ' · '), say(rule)]
}

function triedPieces({ rule }: Run): Line {
  return rule === undefined ? [] : [say(` · tried: ${rule}`)]
}

function readPieces({ pages, calls, events }: Run): Line {
  const reads = say(` (${sayCount(events, 'read')})`)
  if (pages.length > 0) return [say(`opened ${pages.join(', ')}`), reads]
  if (calls.length < 3) return [say('read: '), ...callPieces({ calls })]
  return [say('looked around in '), ...servicePieces(calls.map(([call]) => call.source)), reads]
}

function servicePieces(sources: readonly string[]): Line {
  const services = [...new Set(sources.map(serviceName))]
  const shown = services.slice(0, CALLS).map((service): Line => [code(service)])
  return [...joined(shown, ', '), say(services.length > shown.length ? ' and others' : '')]
}

function dayOf(at: Instant, zone: string): string {
  const local = new TZDate(at, zone)
  return `${local.getFullYear()}-${local.getMonth()}-${local.getDate()}`
}
