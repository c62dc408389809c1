import type { Answer, Counted, Tool } from '../../answer/answer.ts'
import { code, joined, type Line, line, list, type Part, quote, say, stress, time, title } from '../piece.ts'
import { moreLine } from '../say-action.ts'
import { sayCount, sayNumber } from '../say-count.ts'

/** How many of each the root message names. */
const SHORT = 3

/** Addresses, tools and keys in one line each. */
export function originsShort({ origins }: Answer): readonly Part[] {
  const rows = [
    ['From', origins.addresses.map((each): Line => [code(each.value, 60), say(sayShare(each))])],
    ['With', origins.tools.map((tool): Line => [say(tool.label + sayShare(tool))])],
    ['Long-term keys', longTerm(origins.keys).map((each): Line => [code(each.value, 60), say(sayShare(each))])],
  ] as const
  return rows
    .filter(([, lines]) => lines.length > 0)
    .map(([name, lines]) => {
      const more = lines.length - SHORT
      return line(
        stress(`${name}: `),
        ...joined(lines.slice(0, SHORT), ', '),
        say(more > 0 ? ` and ${sayNumber(more)} more` : ''),
      )
    })
}

/** ` (120, 14 refused)` */
function sayShare({ events, denied }: Pick<Counted, 'events' | 'denied'>): string {
  return denied > 0 ? ` (${sayNumber(events)}, ${sayNumber(denied)} refused)` : ` (${sayNumber(events)})`
}

/** The keys that work until someone ends them. Temporary ones come by the hundred, and are in the thread. */
function longTerm(keys: readonly Counted[]): readonly Counted[] {
  return keys.filter((key) => key.value.startsWith('AKIA'))
}

/** Who acted: said in the root where it is more than one, as then the name alone does not tell. */
export function whoShort({ who, ambiguous }: Answer, most: number): readonly Part[] {
  if (who.length === 0) return []
  if (who.length === 1 && !ambiguous) return [line(stress('Who: '), quote(who[0]?.value ?? ''))]
  const shown = who.slice(0, most)
  return [
    title(
      ambiguous
        ? `Who: the name fits ${sayCount(who.length, 'different identity', 'different identities')}`
        : `Who: ${sayCount(who.length, 'identity', 'identities')}`,
    ),
    list([...shown.map(whoLine), ...moreLine(who.length - shown.length, 'identity', 'identities')]),
    ...(shown.some((each) => each.value.includes(', session ')) ? [line(say(SESSION_NAMES))] : []),
  ]
}

const SESSION_NAMES = 'A session name is what whoever took the role called it: a claim, not a proof.'

function whoLine(each: Counted): Line {
  return [quote(each.value, 160), say(`: ${sayTally(each)}`)]
}

/** `12 events, 3 writes, 2 refused`: a write that failed is one, too. */
function sayTally({ events, writes, denied }: Pick<Counted, 'events' | 'writes' | 'denied'>): string {
  return [
    sayCount(events, 'event'),
    ...(writes > 0 ? [sayCount(writes, 'write')] : []),
    ...(denied > 0 ? [`${sayNumber(denied)} refused`] : []),
  ].join(', ')
}

/** The addresses and tools that the calls came from. */
export function originsLong({ origins }: Answer, most: number): readonly Part[] {
  return [
    ...section('Addresses', origins.addresses, most, countedLine),
    ...section('Tools, by what the user agent says', origins.tools, most, (tool) => toolLine(tool, most)),
  ]
}

/** The identities that acted, and their keys. */
export function whoLong({ origins, who }: Answer, most: number): readonly Part[] {
  return [
    ...section('Identities', who, most, (each) => [quote(each.value, 160), ...tallyPieces(each)]),
    ...(who.some((each) => each.value.includes(', session ')) ? [line(say(SESSION_NAMES))] : []),
    ...section('Access keys', origins.keys, most, countedLine),
  ]
}

function section<Item>(
  name: string,
  items: readonly Item[],
  most: number,
  lineOf: (item: Item) => Line,
): readonly Part[] {
  if (items.length === 0) return []
  const shown = items.slice(0, most)
  return [title(name), list([...shown.map(lineOf), ...moreLine(items.length - shown.length)])]
}

function countedLine(each: Counted): Line {
  return [code(each.value), ...tallyPieces(each)]
}

function toolLine(tool: Tool, most: number): Line {
  const agents = tool.agents.slice(0, Math.min(most, 3))
  return [
    stress(tool.label),
    ...tallyPieces(tool),
    say(' · '),
    ...joined(
      agents.map(([agent]): Line => [code(agent, 90)]),
      ', ',
    ),
    say(tool.agents.length > agents.length ? ' and more' : ''),
  ]
}

function tallyPieces(each: Pick<Counted, 'events' | 'writes' | 'denied' | 'first' | 'last'>): Line {
  const when: Line = each.first === each.last ? [time(each.first)] : [time(each.first), say(' – '), time(each.last)]
  return [say(`: ${sayTally(each)}, `), ...when]
}
