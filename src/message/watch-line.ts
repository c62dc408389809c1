import { RULES } from '../event/stands-out-rules.ts'
import type { Sighting } from '../watch/watch.ts'
import { code, type Line, quote, say, stress, time } from './piece.ts'
import type { AccountName } from './say-account.ts'
import { callOf } from './say-action.ts'

const TITLES: ReadonlyMap<string, string> = new Map(RULES.map(({ id, title }) => [id, title]))

/** A rule's heading; its id where it is one of an older version. */
export function ruleTitle(id: string): string {
  return TITLES.get(id) ?? 'Stands out'
}

/** Ids of rules, the gravest first. */
export function inOrderOfRules(ids: Iterable<string>): readonly string[] {
  const met = new Set(ids)
  const known = RULES.filter(({ id }) => met.has(id)).map(({ id }) => id)
  return [...known, ...[...met].filter((id) => !TITLES.has(id))]
}

/** One event of a watch: when, what, on what, whether it worked, from where. `withWho` where that is said nowhere else. */
export function sightingLine(sighting: Sighting, account: AccountName, withWho: boolean): Line {
  const { said, standsOut, late } = sighting
  const rules = standsOut.slice(0, 3).map(ruleTitle)
  return [
    time(sighting.time),
    say(' '),
    ...(rules.length === 0 ? [] : [stress(`⚠ ${rules.join(', ')}: `)]),
    code(callOf(said), 70),
    ...(said.target === undefined ? [] : [say(' on '), code(said.target, 64)]),
    ...(withWho ? [say(' by '), quote(said.who, 90)] : []),
    ...(said.error === undefined ? [] : [say(', failed: '), code(said.error, 50)]),
    ...(said.address === '' ? [] : [say(', from '), code(said.address, 50)]),
    say(', in '),
    code(`${account(said.account)} / ${said.region || 'no Region'}`, 60),
    ...(late ? [say(' (delivered late)')] : []),
  ]
}
