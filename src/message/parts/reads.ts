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

/** The pages that the calls tell; or only where somebody looked. */
function whatPieces({ pages = [], sources }: Burst): Line {
  if (pages.length > 0) return [say(` opened ${pages.join(', ')}`)]
  const services = sources.slice(0, 4).map(([source]): Line => [code(serviceName(source))])
  return [
    say(' looked around in '),
    ...joined(services, ', '),
    say(sources.length > services.length ? ' and others' : ''),
  ]
}

function burstLine(burst: Burst): Line {
  return [time(burst.from), ...whatPieces(burst), say(` (${sayCount(burst.events, 'read')}) by `), quote(burst.actor)]
}
