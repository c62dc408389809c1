import type { Answer, Sample } from '../../answer/answer.ts'
import type { Touched } from '../../answer/resource-story.ts'
import { code, joined, type Line, line, list, type Part, quote, say, stress, time, title } from '../piece.ts'
import { sayCount, sayNumber, sayTimes } from '../say-count.ts'

/** How many people one line names. */
const PEOPLE = 3

/** Who made, changed, read and deleted the resource that was asked for. What a filter leaves out is not said to be missing. */
export function resourceParts({ resource, headline, question }: Answer): readonly Part[] {
  if (resource === undefined || headline.events === 0) return []
  const { made, changed, read, refused, gone, ofListedOnly } = resource
  const wanted = question.terms.filter(({ not, predicate }) => not || predicate.kind !== 'resource')
  const access = wanted.flatMap(({ not, predicate }) => (!not && predicate.kind === 'access' ? [predicate.value] : []))
  const asksWrites = access.length === 0 || access.includes('writes')
  const asksReads = access.length === 0 || access.includes('reads')
  const none = wanted.length > access.length ? 'not among these' : 'not seen in this window'
  const rows: readonly Line[] = [
    ...(asksWrites ? [[stress('Created: '), ...onePieces(made, none)]] : []),
    ...(asksWrites ? [[stress('Changed: '), ...touchedPieces(changed, 'change', none)]] : []),
    ...(asksReads ? [[stress('Read: '), ...touchedPieces(read, 'read', none)]] : []),
    ...(refused.events === 0 ? [] : [[stress('Refused: '), ...touchedPieces(refused, 'call', none)]]),
    ...(asksWrites ? [[stress('Deleted: '), ...onePieces(gone, none)]] : []),
  ]
  return [
    title('What became of it'),
    list(rows),
    ...(ofListedOnly ? [line(say('Of the events that could be listed; there are more.'))] : []),
  ]
}

function onePieces(sample: Sample | undefined, none: string): Line {
  if (sample === undefined) return [say(none)]
  return [say('by '), quote(sample.actor, 120), say(', '), time(sample.time), say(', '), code(sample.name)]
}

function touchedPieces({ events, by, last }: Touched, one: string, none: string): Line {
  if (last === undefined) return [say(none)]
  const people = by
    .slice(0, PEOPLE)
    .map(([who, times]): Line => [quote(who, 120), say(by.length > 1 ? sayTimes(times) : '')])
  return [
    say(`${sayCount(events, one)} by `),
    ...joined(people, ', '),
    say(by.length > people.length ? ` and ${sayNumber(by.length - people.length)} more` : ''),
    say(events === 1 ? ', ' : ', last '),
    time(last.time),
    say(', '),
    code(last.name),
  ]
}
