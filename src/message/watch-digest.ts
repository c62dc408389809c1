import type { AnyBlock } from '@slack/types'
import { never } from '../lib/never.ts'
import type { DigestReason, Sighting, Watch } from '../watch/watch.ts'
import { answerButtons } from './answer-buttons.ts'
import { fitMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { muteOffers } from './mute-offers.ts'
import { code, joined, type Line, line, list, type Part, quote, say, stress, time, title } from './piece.ts'
import { richText } from './rich-text.ts'
import { header } from './root-message.ts'
import type { AccountName } from './say-account.ts'
import { callOf, moreLine } from './say-action.ts'
import { sayCount, sayNumber, sayTimes } from './say-count.ts'
import { repeatedParts, type WatchContext } from './watch-events.ts'
import { watchMenu } from './watch-buttons.ts'
import { inOrderOfRules, ruleTitle, sightingLine } from './watch-line.ts'
import { sayUrgency, watchCommandPiece } from './watch-words.ts'

/** What one watch has in a digest. */
export type DigestOf = {
  readonly watch: Watch
  readonly sightings: readonly Sighting[]
  /** The watch's question over the window of these, sealed. */
  readonly token: string | undefined
  /** The watch itself, sealed. */
  readonly own: string | undefined
}

/** How many watches of a digest get buttons: Slack takes more, a phone doesn't. */
const WITH_BUTTONS = 3

/** Many events in one message: what stands out first and whole, then who did how much of what. The buttons are an answer's. */
export function watchDigestMessage(
  why: DigestReason,
  sightings: readonly Sighting[],
  parts: readonly DigestOf[],
  context: WatchContext,
): Message {
  const standing = sightings.filter(({ standsOut }) => standsOut.length > 0)
  const grave =
    standing.length > 0 ? `⚠ ${sayNumber(standing.length)} stand${standing.length === 1 ? 's' : ''} out, ` : ''
  return fitMessage((most) => [
    header(`${grave}${whose(sightings)}: ${sayCount(sightings.length, 'event')}`),
    richText([
      ...repeatedParts(context),
      line(say(sayReason(why, parts))),
      ...whenParts(sightings),
      ...standsOutParts(standing, context.account, most),
      ...whoParts(sightings, Math.min(most, 6)),
      ...callParts(sightings, Math.min(most, 10)),
      ...whereParts(sightings, context.account),
    ]),
    ...parts.slice(0, WITH_BUTTONS).flatMap((part) => partBlocks(part, parts.length > 1)),
    ...(parts.length > WITH_BUTTONS
      ? [richText([line(say(`And ${sayCount(parts.length - WITH_BUTTONS, 'more watch', 'more watches')}.`))])]
      : []),
  ])
}

function whose(sightings: readonly Sighting[]): string {
  const who = new Set(sightings.map(({ said }) => said.who))
  const [only] = who
  return who.size === 1 && only !== undefined ? only : sayCount(who.size, 'identity', 'identities')
}

function sayReason(why: DigestReason, parts: readonly DigestOf[]): string {
  switch (why) {
    case 'due':
      return `The digest that is told ${[...new Set(parts.map(({ watch }) => sayUrgency(watch.urgency)))].join(' or ')}.`
    case 'burst':
      return 'So many came at once that they are told as a digest.'
    case 'flood':
      return 'This channel is told less often for now, because there was too much.'
    case 'held':
      return 'Collected while the watch was paused or suspended.'
    default:
      return never(why)
  }
}

function whenParts(sightings: readonly Sighting[]): readonly Part[] {
  const [first, last] = endsOf(sightings)
  if (first === undefined || last === undefined) return []
  const late = sightings.filter((sighting) => sighting.late).length
  return [
    line(
      say('First '),
      time(first.time),
      say(', last '),
      time(last.time),
      say(late > 0 ? `; ${sayNumber(late)} delivered late` : ''),
    ),
  ]
}

/** The earliest and the latest. */
export function endsOf(sightings: readonly Sighting[]): readonly [Sighting, Sighting] | readonly [] {
  let [first] = sightings
  let last = first
  for (const sighting of sightings) {
    if (first !== undefined && sighting.time < first.time) first = sighting
    if (last !== undefined && sighting.time > last.time) last = sighting
  }
  return first === undefined || last === undefined ? [] : [first, last]
}

/** Every rule that was met is named, however many events there are. */
function standsOutParts(standing: readonly Sighting[], account: AccountName, most: number): readonly Part[] {
  if (standing.length === 0) return []
  const rules = inOrderOfRules(standing.flatMap(({ standsOut }) => standsOut))
  const each = most < 4 ? 0 : Math.min(5, Math.max(1, Math.floor(most / rules.length)))
  return [
    title('Stands out'),
    ...rules.flatMap((rule): Part[] => {
      const met = standing.filter(({ standsOut }) => standsOut.includes(rule))
      const failed = met.filter(({ said }) => said.error !== undefined).length
      // Each event is shown once, under the gravest of its rules.
      const own = met.filter(({ standsOut }) => standsOut[0] === rule)
      const shown = own.slice(0, each)
      return [
        line(
          stress(`${ruleTitle(rule)}: `),
          say(sayNumber(met.length)),
          say(failed > 0 ? `, of which ${sayNumber(failed)} failed` : ''),
        ),
        list([
          ...shown.map((sighting) => sightingLine({ ...sighting, standsOut: [] }, account, true)),
          ...moreLine(own.length - shown.length, 'event'),
        ]),
      ]
    }),
  ]
}

function whoParts(sightings: readonly Sighting[], most: number): readonly Part[] {
  const who = counted(sightings, ({ said }) => said.who)
  return [
    line(
      stress('Who: '),
      ...joined(
        who.slice(0, most).map(([name, count]): Line => [quote(name, 90), say(sayTimes(count))]),
        ', ',
      ),
      say(who.length > most ? ` and ${sayNumber(who.length - most)} more` : ''),
    ),
  ]
}

function callParts(sightings: readonly Sighting[], most: number): readonly Part[] {
  const calls = counted(sightings, ({ said }) => callOf(said))
  const failed = sightings.filter(({ said }) => said.error !== undefined).length
  return [
    line(
      stress('What: '),
      ...joined(
        calls.slice(0, most).map(([name, count]): Line => [code(name, 70), say(sayTimes(count))]),
        ', ',
      ),
      say(
        calls.length > most ? ` and ${sayCount(calls.length - most, 'more kind of call', 'more kinds of call')}` : '',
      ),
      say(failed > 0 ? `; ${sayNumber(failed)} failed` : ''),
    ),
  ]
}

function whereParts(sightings: readonly Sighting[], account: AccountName): readonly Part[] {
  const where = counted(sightings, ({ said }) => `${account(said.account)} / ${said.region || 'no Region'}`)
  const shown = where.slice(0, 4).map(([place, count]): Line => [code(place, 60), say(sayTimes(count))])
  return [line(stress('Where: '), ...joined(shown, ', '), say(where.length > 4 ? ` and ${where.length - 4} more` : ''))]
}

function counted(
  sightings: readonly Sighting[],
  of: (sighting: Sighting) => string,
): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>()
  for (const sighting of sightings) counts.set(of(sighting), (counts.get(of(sighting)) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}

function partBlocks({ watch, sightings, token, own }: DigestOf, several: boolean): readonly AnyBlock[] {
  const [first, last] = endsOf(sightings)
  const said = line(say(several ? `${sayCount(sightings.length, 'event')} of ` : 'Watched: '), watchCommandPiece(watch))
  if (token === undefined || first === undefined || last === undefined) return [richText([said])]
  const changes = sightings.filter(({ said: { write, error } }) => write && error === undefined).length
  const question = { terms: watch.terms, window: { from: first.time, to: last.time } }
  return [
    richText([said]),
    answerButtons({ question, headline: { events: sightings.length, changes, refusals: 0 } }, token),
    ...(own === undefined ? [] : [watchMenu(watch, own, muteOffers(sightings))]),
  ]
}
