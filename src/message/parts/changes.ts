import type { Answer, Entry } from '../../answer/answer.ts'
import type { FoundSoFar } from '../../answer/found-so-far.ts'
import { code, joined, type Line, line, list, type Part, quote, say, stress, time, title } from '../piece.ts'
import { sampleLine } from './stands-out.ts'
import { accountName } from '../say-account.ts'
import { actionLine, callOf, moreLine } from '../say-action.ts'
import { sayCount, sayNumber, sayTimes } from '../say-count.ts'

/** The most frequent changes, without those that were said to stand out, and how many kinds more there were. */
export function changesShort(
  { changes, standsOut }: Pick<Answer, 'changes' | 'standsOut'>,
  most: number,
): readonly Part[] {
  const above = new Set(
    standsOut.filter((group) => group.done > 0).flatMap((group) => group.calls.map(([name]) => name)),
  )
  const others = changes.filter((action) => !above.has(action.name))
  const heading = above.size > 0 ? 'Also changed' : 'Changed'
  if (others.length === 0) return [line(stress(`${heading}: `), say('nothing.'))]
  const shown = others.slice(0, most)
  return [
    title(heading),
    list([
      ...shown.map((action) => actionLine(action, 2)),
      ...moreLine(others.length - shown.length, 'kind of change', 'kinds of change'),
    ]),
  ]
}

/** Who did what last: where a resource was asked for and no identity, that is the question. */
export function latestShort(answer: FoundSoFar, most: number): readonly Part[] {
  const { question, latest } = answer
  const asks = (kind: string) => question.terms.some(({ not, predicate }) => !not && predicate.kind === kind)
  if (asks('identity') || !asks('resource') || latest.length === 0) return []
  const shown = latest.slice(0, most)
  const name = accountName(answer)
  return [
    title('Latest changes and refusals'),
    list([
      ...shown.map((sample) => sampleLine(sample, name)),
      ...moreLine(latest.length - shown.length, '', '', ' in the thread'),
    ]),
  ]
}

/** All changes, also those that stand out. */
export function changesLong({ changes }: Answer, most: number): readonly Part[] {
  if (changes.length === 0) return [line(stress('Changed: '), say('nothing.'))]
  const shown = changes.slice(0, most)
  return [
    title('Changed'),
    list([
      ...shown.map((action) => actionLine(action, 4)),
      ...moreLine(changes.length - shown.length, 'kind of change', 'kinds of change'),
    ]),
  ]
}

/**
 * Sign-ins, and which roles were taken, in a line each: where an identity goes on under another name. By whom is told where
 * nobody in particular was asked for.
 */
export function entriesShort({ entries, headline, question }: Answer, most: number): readonly Part[] {
  const { signIns } = headline
  const signedIn = signIns === 0 ? [] : [line(stress('Signed in to the console: '), say(sayCount(signIns, 'time')))]
  const isNamed = question.terms.some(({ not, predicate }) => !not && predicate.kind === 'identity')
  return [...rolesShort(entries, most, !isNamed), ...signedIn]
}

function rolesShort(entries: Answer['entries'], most: number, byWhom: boolean): readonly Part[] {
  const roles = entries.filter((entry) => entry.target !== undefined)
  if (roles.length === 0) return []
  const shown = roles
    .slice(0, most)
    .map(
      (entry): Line => [
        code(entry.target ?? '', 80),
        say(sayTimes(entry.events)),
        ...(byWhom ? [say(' by '), quote(entry.actor)] : []),
      ],
    )
  const more = roles.length - shown.length
  return [line(stress('Took roles: '), ...joined(shown, ', '), say(more > 0 ? ` and ${sayNumber(more)} more` : ''))]
}

/** Roles taken and sign-ins: how one identity became another. */
export function entriesParts({ entries }: Answer, most: number): readonly Part[] {
  if (entries.length === 0) return []
  const shown = entries.slice(0, most)
  return [
    title('Roles taken, tokens and sign-ins'),
    list([...shown.map(entryLine), ...moreLine(entries.length - shown.length, 'kind')]),
  ]
}

function entryLine(entry: Entry): Line {
  return [
    code(callOf(entry)),
    say(sayTimes(entry.events)),
    ...(entry.target === undefined ? [] : [say(' on '), code(entry.target)]),
    say(' by '),
    quote(entry.actor),
    say(', '),
    time(entry.first),
    ...(entry.last === entry.first ? [] : [say(' – '), time(entry.last)]),
  ]
}
