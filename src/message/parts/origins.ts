import type { Answer, Counted, Identity, Tool } from '../../answer/answer.ts'
import { code, joined, type Line, line, list, type Part, quote, say, stress, time, title } from '../piece.ts'
import { moreLine } from '../say-action.ts'
import { sayCount, sayNumber } from '../say-count.ts'

/** How many of each the root message names. */
const SHORT = 3

/** Addresses, tools and keys in one line each. */
export function originsShort({ origins, rest }: Answer): readonly Part[] {
  const rows = [
    ['From', origins.addresses.map((each): Line => [code(each.value, 60), say(sayShare(each))]), rest?.address],
    ['With', origins.tools.map((tool): Line => [say(tool.label + sayShare(tool))]), undefined],
    [
      'Long-term keys',
      longTerm(origins.keys).map((each): Line => [code(each.value, 60), say(sayShare(each))]),
      undefined,
    ],
  ] as const
  return rows
    .filter(([, lines]) => lines.length > 0)
    .map(([name, lines, unlisted]) => {
      const more = lines.length - SHORT + (unlisted?.values ?? 0)
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
export function whoShort({ who, ambiguous, rest }: Answer, most: number): readonly Part[] {
  if (who.length === 0) return []
  if (who.length === 1 && !ambiguous) return [line(stress('Who: '), quote(who[0]?.told ?? '')), ...claimedNote(who)]
  const shown = who.slice(0, most)
  const all = who.length + (rest?.actor?.values ?? 0)
  return [
    title(
      ambiguous
        ? `Who: the name fits ${sayCount(all, 'different identity', 'different identities')}`
        : `Who: ${sayCount(all, 'identity', 'identities')}`,
    ),
    list([...shown.map(whoLine), ...moreLine(all - shown.length, 'identity', 'identities')]),
    ...claimedNote(shown),
  ]
}

/** Told once: in the root message, and on a page of a terminal. */
export function claimedNote(who: readonly Identity[]): readonly Part[] {
  return who.some(({ claimed }) => claimed) ? [line(say(CLAIMED))] : []
}

const CLAIMED = 'Claimed: whoever took the role chose that session name; it proves nothing about who it was.'

function whoLine(each: Identity): Line {
  return [quote(each.told, 160), say(`: ${sayTally(each)}`)]
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
export function originsLong({ origins, rest }: Answer, most: number): readonly Part[] {
  return [
    ...section('Addresses', origins.addresses, most, countedLine, rest?.address),
    ...section('Tools, by what the user agent says', origins.tools, most, (tool) => toolLine(tool, most)),
  ]
}

/** The identities that acted. */
export function whoLong({ who, rest }: Answer, most: number): readonly Part[] {
  return section('Identities', who, most, (each) => [quote(each.told, 160), ...tallyPieces(each)], rest?.actor)
}

/** Their keys: first those that work until someone ends them, then the temporary ones, of which there can be hundreds. */
export function keysLong({ origins, rest }: Answer, most: number): readonly Part[] {
  const lasting = longTerm(origins.keys)
  const all = [...lasting, ...origins.keys.filter((key) => !lasting.includes(key))]
  return section('Access keys', all, Math.min(most, Math.max(lasting.length, KEYS)), countedLine, rest?.key)
}

const KEYS = 10

function section<Item>(
  name: string,
  items: readonly Item[],
  most: number,
  lineOf: (item: Item) => Line,
  rest?: { readonly values: number },
): readonly Part[] {
  if (items.length === 0) return []
  const shown = items.slice(0, most)
  return [title(name), list([...shown.map(lineOf), ...moreLine(items.length - shown.length + (rest?.values ?? 0))])]
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
