import type { Answer } from '../../answer/answer.ts'
import type { FirstTime, FirstTimeKind, FirstTimes } from '../../answer/first-time.ts'
import { code, joined, type Line, line, list, type Part, say, stress, time, title } from '../piece.ts'
import { serviceName } from '../say-action.ts'
import { sayCount, sayList, sayNumber, sayTimes } from '../say-count.ts'

const DAY_MS = 86_400_000

/** One kind of value in words: one, several. */
const KINDS: Readonly<Record<FirstTimeKind, readonly [one: string, many: string]>> = {
  action: ['Call', 'Calls'],
  region: ['Region', 'Regions'],
  address: ['Address', 'Addresses'],
  network: ['Network', 'Networks'],
  tool: ['Tool', 'Tools'],
  role: ['Role', 'Roles'],
}

/** In a line what this identity did, or came by, for the first time in a stretch of time that was searched; or why that is not known. */
export function firstTimeShort(answer: Answer): readonly Part[] {
  const { firstTimes } = answer
  if (firstTimes === undefined) return []
  const plain = plainLine(firstTimes)
  if (plain !== undefined) return [line(stress('First time: '), say(plain))]
  if (firstTimes.kind === 'not-looked') return []
  const kinds = Map.groupBy(firstTimes.marks, ({ kind }) => kind)
  const calls = kinds.get('action') ?? []
  const some = [
    ...(['address', 'tool', 'region', 'role'] as const).flatMap((kind) => shortPieces(kind, kinds)),
    ...(calls.length === 0 ? [] : [[say(sayCount(calls.length, 'call'))]]),
  ]
  return [line(stress(`First time in ${daysOf(firstTimes)}: `), ...joined(some, ' · '))]
}

/** The newest two of a kind, and how many more. */
function shortPieces(kind: FirstTimeKind, kinds: ReadonlyMap<FirstTimeKind, readonly FirstTime[]>): readonly Line[] {
  const marks = kinds.get(kind) ?? []
  if (marks.length === 0) return []
  const [one, many] = KINDS[kind]
  const shown = marks.slice(0, 2).map(({ value }): Line => [code(kind === 'role' ? nameOf(value) : value, 40)])
  const more = marks.length - shown.length
  return [
    [
      say(
        `${(marks.length === 1 ? one : many).replace(/^[A-Z](?=[a-z])(?!egion)/, (letter) => letter.toLowerCase())} `,
      ),
      ...joined(shown, ', '),
      say(more > 0 ? ` and ${sayNumber(more)} more` : ''),
    ],
  ]
}

function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1)
}

/** All that is new, with when and how often; or, in a line, why that is not known. */
export function firstTimeLong({ firstTimes }: Answer, most: number): readonly Part[] {
  if (firstTimes === undefined) return []
  const plain = plainLine(firstTimes)
  if (plain !== undefined) return [line(stress('First time: '), say(plain))]
  if (firstTimes.kind === 'not-looked') return []
  const { places, events, marks, before } = firstTimes
  return [
    title(`First time in ${daysOf(firstTimes)}`),
    list(linesOf(marks, most)),
    line(
      say(`Compared with ${sayCount(events, 'event')} of this identity in ${sayCount(places, 'place')}, from `),
      time(before.from),
      say(' to '),
      time(before.to),
      say(`. What is new may well be somebody’s work.${notCompared(firstTimes)}`),
    ),
  ]
}

type Looked = Extract<FirstTimes, { readonly kind: 'looked' }>

/** Where there is nothing to list. */
function plainLine(firstTimes: FirstTimes): string | undefined {
  if (firstTimes.kind === 'not-looked') return `not looked for: ${firstTimes.why}.`
  if (firstTimes.events === 0) return `nothing at all by this identity in the ${daysOf(firstTimes)} before the window.`
  if (firstTimes.marks.length > 0) return undefined
  return `nothing that was not also in the ${daysOf(firstTimes)} before the window.${notCompared(firstTimes)}`
}

function daysOf({ before }: Looked): string {
  return sayCount(Math.round((before.to - before.from) / DAY_MS), 'day')
}

function notCompared({ notCompared }: Looked): string {
  return notCompared.length === 0
    ? ''
    : ` Not compared, as not all were kept: ${sayList(notCompared.map((kind) => KINDS[kind][1].toLowerCase()))}.`
}

/** What is most telling first. */
function linesOf(marks: readonly FirstTime[], most: number): readonly Line[] {
  const kinds = Map.groupBy(marks, ({ kind }) => kind)
  const order: readonly FirstTimeKind[] = ['network', 'address', 'tool', 'region', 'role', 'action']
  return order.flatMap((kind) => {
    const some = kinds.get(kind) ?? []
    return some.length === 0 ? [] : [kindLine(kind, some, most)]
  })
}

function kindLine(kind: FirstTimeKind, marks: readonly FirstTime[], most: number): Line {
  const ordered = marks.toSorted((a, b) => a.first - b.first)
  const shown = ordered.slice(0, Math.max(most, 2)).map((mark): Line => markPieces(mark, marks.length === 1))
  const more = marks.length - shown.length
  const [one, many] = KINDS[kind]
  return [
    say(`${marks.length === 1 ? one : many}: `),
    ...joined(shown, ', '),
    say(more > 0 ? ` and ${sayNumber(more)} more` : ''),
    ...(marks.length === 1 || ordered[0] === undefined ? [] : [say(', from '), time(ordered[0].first), say(' on')]),
  ]
}

function markPieces({ kind, value, first, events, refused }: FirstTime, alone: boolean): Line {
  return [
    code(kind === 'action' ? sayCall(value) : value, 80),
    say(sayTimes(events)),
    say(refused === 0 ? '' : refused === events ? ' (refused)' : ` (${sayNumber(refused)} refused)`),
    ...(alone ? [say(', '), time(first)] : []),
  ]
}

/** `iam:CreateUser` of `iam.amazonaws.com:CreateUser`. */
function sayCall(value: string): string {
  const at = value.lastIndexOf(':')
  return `${serviceName(value.slice(0, at))}:${value.slice(at + 1)}`
}
