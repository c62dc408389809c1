import type { SeenChannel } from '../../seen.ts'
import type { Held } from '../held.ts'

/** Something that the composer offers to write. */
export type Offer = {
  readonly id: string
  readonly kind: 'command' | 'person' | 'channel'
  /** What replaces the word that is being typed. */
  readonly text: string
  readonly label: string
  readonly note: string
  readonly hint?: string
}

/** The offers, and where the word begins that they would replace. */
export type Offers = { readonly from: number; readonly word: string; readonly list: readonly Offer[] }

const NONE: Offers = { from: 0, word: '', list: [] }
const MOST = 8

/** What Slack offers while somebody types: commands after a `/`, people after an `@`, channels after a `#`. */
export function offersFor(held: Held, channel: SeenChannel, text: string, caret: number): Offers {
  const before = text.slice(0, caret)
  if (/^\/\S*$/u.test(before)) return { from: 0, word: before, list: commands(held, before) }
  const match = /(?:^|\s)(?<word>[@#][\w.-]*)$/u.exec(before)
  const word = match?.groups?.word
  if (word === undefined) return NONE
  const from = caret - word.length
  const wanted = word.slice(1).toLowerCase()
  return { from, word, list: word.startsWith('@') ? people(held, channel, wanted) : channels(held, wanted) }
}

/** The hint of the command that stands at the start of the text, once it is complete. */
export function commandHint(held: Held, text: string): { readonly command: string; readonly hint: string } | undefined {
  const known = held.house.get('it')?.commands.find((each) => text.startsWith(`${each.command} `))
  return known === undefined ? undefined : { command: known.command, hint: known.hint }
}

function commands(held: Held, typed: string): readonly Offer[] {
  const house = held.house.get('it')
  const own = (house?.commands ?? []).map((each) => ({
    id: each.command,
    kind: 'command' as const,
    text: `${each.command} `,
    label: each.command,
    note: `${each.description} · ${house?.app}`,
    hint: each.hint,
  }))
  const slack = {
    id: '/invite',
    kind: 'command' as const,
    text: '/invite ',
    label: '/invite',
    note: 'Invite another member to the channel · Slack',
    hint: '@someone',
  }
  return [...own, slack].filter((each) => each.label.startsWith(typed.toLowerCase())).slice(0, MOST)
}

function people(held: Held, channel: SeenChannel, wanted: string): readonly Offer[] {
  return [...held.person.values()]
    .filter((each) => each.role !== 'deactivated' && each.id !== 'USLACKBOT')
    .filter((each) =>
      `${each.name} ${each.realName}`
        .toLowerCase()
        .split(/\s+/u)
        .some((word) => word.startsWith(wanted)),
    )
    .sort((a, b) => rank(channel, a.id) - rank(channel, b.id))
    .slice(0, MOST)
    .map((each) => ({
      id: each.id,
      kind: 'person',
      text: `@${each.name} `,
      label: each.realName,
      note: channel.members.includes(each.id) ? each.name : `${each.name} · Not in channel`,
    }))
}

function rank(channel: SeenChannel, id: string): number {
  return channel.members.includes(id) ? 0 : 1
}

function channels(held: Held, wanted: string): readonly Offer[] {
  return [...held.channel.values()]
    .filter((each) => each.kind !== 'im' && each.name.startsWith(wanted))
    .slice(0, MOST)
    .map((each) => ({ id: each.id, kind: 'channel', text: `#${each.name} `, label: each.name, note: '' }))
}
