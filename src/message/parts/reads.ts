import type { Answer, Burst } from '../../answer/answer.ts'
import { joined, type Line, code, line, list, type Part, quote, say, stress, time, title } from '../piece.ts'
import { actionLine, moreLine, serviceName } from '../say-action.ts'
import { sayCount, sayNumber } from '../say-count.ts'

/** What was read, the most frequent first, and the console's bursts as one line each. */
export function readsParts({ reads }: Answer, most: number): readonly Part[] {
  if (reads.events === 0) return []
  const shown = reads.actions.slice(0, most)
  return [
    line(stress(sayCount(reads.events, 'read')), say(` of ${sayCount(reads.actions.length, 'kind')}.`)),
    ...burstParts(reads, Math.min(most, 10)),
    title('By call'),
    list([
      ...shown.map((action) => actionLine(action, 0)),
      ...moreLine(reads.actions.length - shown.length, 'kind of read', 'kinds of read'),
    ]),
  ]
}

function burstParts(reads: Answer['reads'], most: number): readonly Part[] {
  const { bursts, inBursts, ofListedOnly } = reads
  if (bursts.length === 0) return []
  const shown = bursts.slice(0, most)
  return [
    title(
      `Looking around in the console: ${sayNumber(inBursts)} of the reads${ofListedOnly ? ', among the listed events' : ''}`,
    ),
    list([...shown.map(burstLine), ...moreLine(bursts.length - shown.length, 'time', 'times')]),
  ]
}

function burstLine(burst: Burst): Line {
  const [first, ...others] = burst.sources
  return [
    time(burst.from),
    say(` opened `),
    code(serviceName(first?.[0] ?? '')),
    say(' in the console '),
    say(`≈ ${sayCount(burst.events, 'read')}`),
    ...(others.length === 0
      ? []
      : [
          say(' ('),
          ...joined(
            others.slice(0, 3).map(([source]): Line => [code(serviceName(source))]),
            ', ',
          ),
          say(' too)'),
        ]),
    say(' by '),
    quote(burst.actor),
  ]
}
