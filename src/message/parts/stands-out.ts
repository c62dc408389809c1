import type { Answer, Sample, StandOutGroup } from '../../answer/answer.ts'
import { code, joined, type Line, line, list, type Part, quote, say, stress, time, title } from '../piece.ts'
import { type AccountName, accountName } from '../say-account.ts'
import { sayNumber, sayTimes } from '../say-count.ts'
import { moreLine } from '../say-action.ts'

/** One line for each rule that was met: what, how often, on what, when. None is ever left out. */
export function standsOutShort({ standsOut }: Pick<Answer, 'standsOut'>, most: number): readonly Part[] {
  if (standsOut.length === 0) return [line(stress('Stands out: '), say('nothing met a rule.'))]
  const done = standsOut.filter((group) => group.done > 0)
  const tried = standsOut.filter((group) => group.done === 0)
  return [
    ...(done.length === 0 ? [line(stress('Stands out: '), say('nothing that worked.'))] : [title('Stands out')]),
    list(done.map((group) => shortLine(group, most))),
    ...(tried.length === 0 ? [] : [title('Tried, and failed'), list(tried.map((group) => shortLine(group, most)))]),
  ]
}

/** With less room than this a line says only what and when, with less still only what and how often. */
const ROOMY = 4
const TIGHT = 3

function shortLine(group: StandOutGroup, most: number): Line {
  if (most < TIGHT) return [stress(group.title), say(`: ${countsOf(group)}`)]
  const [one] = group.samples
  const targets = new Set(group.samples.flatMap((sample) => sample.target ?? []))
  return [
    stress(group.title),
    say(group.exact ? ': ' : ', at least: '),
    ...joined(
      group.calls.slice(0, Math.min(most, 4)).map(([name, events]): Line => [code(name), say(sayTimes(events))]),
      ', ',
    ),
    say(group.calls.length > Math.min(most, 4) ? ` and ${group.calls.length - Math.min(most, 4)} more` : ''),
    say(group.done > 0 && group.tried > 0 ? ` (${sayNumber(group.tried)} of them failed)` : ''),
    ...(one?.target === undefined || most < ROOMY
      ? []
      : [say(' on '), code(one.target, 64), say(targets.size > 1 ? ' and others' : '')]),
    say(', '),
    time(one?.time ?? group.last),
  ]
}

/** `2 done, 3 tried`: what only was tried is never counted as done. */
function countsOf({ done, tried, exact }: StandOutGroup): string {
  const least = exact ? '' : 'at least '
  if (tried === 0) return `${least}${sayNumber(done)}`
  return done === 0
    ? `${least}${sayNumber(tried)} tried, none worked`
    : `${least}${sayNumber(done)} done, ${sayNumber(tried)} only tried`
}

/** Rules with their reasons and their events. */
export function standsOutLong(answer: Answer, most: number, groups = answer.standsOut): readonly Part[] {
  const name = accountName(answer)
  return groups.flatMap((group) => {
    const samples = group.samples.slice(0, most)
    const left = group.done + group.tried - samples.length
    return [
      line(stress(group.title), say(` (${countsOf(group)}). ${group.why}`)),
      list([
        ...samples.map((sample) => sampleLine(sample, name)),
        ...moreLine(left, 'event', 'events', group.exact ? '' : ' at least'),
      ]),
    ]
  })
}

/** When, what, on what, by whom, from where, and whether it worked. */
export function sampleLine(sample: Sample, name: AccountName): Line {
  return [
    time(sample.time),
    say(' '),
    code(sample.name),
    ...(sample.target === undefined ? [] : [say(' on '), code(sample.target)]),
    say(' by '),
    quote(sample.who),
    ...(sample.address === '' ? [] : [say(' from '), code(sample.address, 60)]),
    say(' in '),
    code([...sample.accounts.map(name), sample.region].filter(Boolean).join(' / ')),
    ...(sample.error === undefined ? [] : [say(', failed: '), code(sample.error, 60)]),
  ]
}
