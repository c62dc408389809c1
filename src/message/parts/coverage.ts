import type { Answer, PlaceLooked } from '../../answer/answer.ts'
import { code, joined, type Line, line, list, type Part, quote, say, stress, time, title } from '../piece.ts'
import { NAMED } from './headline.ts'
import { accountLine } from '../say-account.ts'
import { moreLine } from '../say-action.ts'
import { sayBytes, sayDollars } from '../say-cost.ts'
import { sayCount, sayList, sayNumber } from '../say-count.ts'

type Gap = PlaceLooked['gaps'][number]
type Coverage = Answer['coverage']

const CLASSES = {
  data: 'data events',
  'network-activity': 'network activity events',
  insights: 'Insights events',
} as const

/** How far to trust the answer, in a line or three: always there. */
export function coverageShort(answer: Answer): readonly Part[] {
  const [worst] = answer.coverage.places.flatMap((place) => place.gaps)
  return [...outcomeParts(answer.coverage, worst), ...noteParts(answer)]
}

function outcomeParts(coverage: Coverage, worst: Gap | undefined): readonly Part[] {
  const { asked, answered, newest, places } = coverage
  const whole = asked > 0 && answered === asked
  return [
    ...(coverage.plan === undefined ? [] : [line(quote(coverage.plan, 400))]),
    line(
      ...(whole ? wholeLine(coverage) : [stress(`Incomplete: ${sayShortfall(coverage)}.`)]),
      ...(worst === undefined ? [] : [say(' '), ...gapLine(worst)]),
    ),
    newest === undefined
      ? line(say(places.every(({ backend }) => backend === 'log-files') ? NOTHING_SEEN : NOT_KNOWN))
      : line(say('Newest event seen there: '), time(newest), say('.')),
  ]
}

function wholeLine({ asked, places, plan }: Coverage): Line {
  const [only] = places
  if (asked === 1 && only !== undefined)
    return [say('Looked in '), quote(only.place, 80), say(', which answered in full.')]
  return [
    say(
      `${plan === undefined ? `Looked in ${sayPlaces(asked)}, and all` : `All ${sayPlaces(asked)}`} answered in full.`,
    ),
  ]
}

/** After a miss the delay of delivery is one of the reasons, and not said again. */
function noteParts({ coverage, miss, question }: Answer): readonly Part[] {
  const { mayBeLate, capped, listed, notCovered, ledger } = coverage
  const asksErrors = question.terms.some(
    ({ not, predicate }) => !not && predicate.kind === 'outcome' && predicate.value === 'errors',
  )
  const notes = [
    ...(ledger.unreadable > 0 ? [`${sayCount(ledger.unreadable, 'record')} could not be read.`] : []),
    ...(asksErrors ? [NO_CODE] : []),
    ...(mayBeLate && miss === undefined ? [LATE] : []),
    ...(capped ? [`Counts are of all events; ${sayNumber(listed)} of them could be listed.`] : []),
    ...(coverage.cost === undefined ? [] : [sayCost(coverage.cost)]),
    ...(notCovered.length > 0 ? [`Not covered: ${sayList(notCovered.map((each) => CLASSES[each]))}.`] : []),
  ]
  return notes.length === 0 ? [] : [line(say(notes.join(' ')))]
}

function sayCost({ bytes, dollars }: NonNullable<Coverage['cost']>): string {
  return `It read ${sayBytes(bytes)}, ${sayDollars(dollars)}.`
}

const NOTHING_SEEN = 'No event was seen there at all.'

const NOT_KNOWN = 'Only matching events were asked for, so how new the newest event there is, is not known.'

const LATE =
  'Events take about 5 minutes to reach CloudTrail, sometimes 15 or more, so the last minutes may still be missing.'

const NO_CODE = 'Failed console sign-ins carry no error code and are not among errors: ask with denied.'

function sayPlaces(count: number): string {
  return sayCount(count, 'place')
}

function sayShortfall({ asked, answered, partly, failed }: Coverage): string {
  if (asked === 0) return 'there was no place to look in'
  const rest = [
    ...(partly > 0 ? [`${sayNumber(partly)} only in part`] : []),
    ...(failed > 0 ? [`${sayNumber(failed)} not at all`] : []),
  ]
  return `${sayNumber(answered)} of ${sayPlaces(asked)} answered in full, ${rest.join(', ')}`
}

function gapLine(gap: Gap): Line {
  return [
    say(`${gap.reason.replaceAll('-', ' ')}: `),
    code(gap.where),
    say(gap.count > 1 ? ` (${sayNumber(gap.count)} of them)` : ''),
    say('. '),
    quote(gap.detail, 220),
  ]
}

/** Every place, every gap, and what became of every record. */
export function coverageLong(answer: Answer, most: number): readonly Part[] {
  const { coverage } = answer
  const gaps = coverage.places.flatMap((place) => place.gaps.map((gap) => ({ gap, place })))
  const shownGaps = gaps.slice(0, most)
  const shownPlaces = coverage.places.slice(0, most)
  return [
    ...outcomeParts(coverage, undefined),
    ...noteParts(answer),
    ...(gaps.length === 0
      ? []
      : [
          title('What could not be seen'),
          list([
            ...shownGaps.map(({ gap, place }): Line => [quote(place.place, 60), say(' · '), ...gapLine(gap)]),
            ...moreLine(gaps.length - shownGaps.length, 'gap'),
          ]),
        ]),
    title('Where we looked'),
    list([...shownPlaces.map(placeLine), ...moreLine(coverage.places.length - shownPlaces.length, 'place')]),
    line(say(sayLedger(answer))),
    ...accountsParts(answer, most),
  ]
}

const STATES = { whole: 'answered', partly: 'answered in part', failed: 'no answer' } as const

function placeLine(place: PlaceLooked): Line {
  return [
    quote(place.place, 80),
    say(`: ${STATES[place.state]}, ${sayCount(place.ledger.records, 'record')} examined`),
    ...(place.newest === undefined ? [] : [say(', newest there '), time(place.newest)]),
  ]
}

/** What became of every record that was examined; the figures add up. */
function sayLedger({ coverage, headline }: Answer): string {
  const { ledger, twins, looked } = coverage
  const pairs = looked.length === 0 ? '' : ` from ${sayCount(looked.length, 'pair')} of account and Region`
  const others = ledger.events - headline.events - twins
  const parts = [
    ...(headline.events > 0 ? [sayTold(headline.events)] : []),
    ...(twins > 0 ? [`${sayNumber(twins)} the other account’s copy of a cross-account call`] : []),
    ...(others > 0 ? [`${sayNumber(others)} not what was asked for`] : []),
    ...(ledger.duplicates > 0 ? [sayCount(ledger.duplicates, 'second copy', 'second copies')] : []),
    ...(ledger.unreadable > 0 ? [`${sayNumber(ledger.unreadable)} could not be read`] : []),
  ]
  const fates = parts.length === 0 ? '' : `: ${parts.join(', ')}`
  return `${sayCount(ledger.records, 'record')} examined${pairs}${fates}.`
}

function sayTold(events: number): string {
  return events === 1 ? '1 is the event told here' : `${sayNumber(events)} are the events told here`
}

/** The ids of the accounts, where there are more than a headline names. */
function accountsParts({ headline }: Answer, most: number): readonly Part[] {
  const { accounts } = headline
  if (accounts.length <= NAMED) return []
  const shown = accounts.slice(0, most)
  const more = accounts.length - shown.length
  return [
    line(
      stress('Accounts: '),
      ...joined(shown.map(accountLine), ', '),
      say(more > 0 ? ` and ${sayNumber(more)} more` : ''),
    ),
  ]
}
