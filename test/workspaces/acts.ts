import fc from 'fast-check'
import { never } from '../../src/lib/never.ts'
import { click, command, home, mention, type Sender, suggestion } from './payloads.ts'
import type { Member, startMany } from './start-many.ts'

type Bot = Awaited<ReturnType<typeof startMany>>

const KINDS = [
  'ask',
  'ask',
  'own words',
  'near words',
  'follow up',
  'follow up',
  'click',
  'click',
  'watch',
  'watches',
  'unwatch',
  'home',
  'home',
  'names',
  'names',
  'export',
  'stop',
  'doctor',
  'push',
  'tick',
  'uninstall',
] as const

/** Something that is done in the workspace `at`, perhaps with a button or a watch that the workspace `of` has. */
export type Act = {
  readonly at: number
  readonly person: number
  readonly kind: (typeof KINDS)[number]
  readonly of: number
  readonly pick: number
}

const act: fc.Arbitrary<Act> = fc.record({
  at: fc.nat(3),
  person: fc.nat(1),
  kind: fc.constantFrom(...KINDS),
  of: fc.nat(3),
  pick: fc.nat(1_000),
})

/** Rounds of what is done at once. */
export const rounds = fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { minLength: 5, maxLength: 10 })

/** Whether it is an uninstallation: only now and then, for what is gone can no longer be told apart. */
export function isEnd({ kind, pick }: Act): boolean {
  return kind === 'uninstall' && pick % 4 === 0
}

/** Slack's ids are unique; here each workspace has the same, on purpose. */
const sent = new Map<string, number>()

/** Does it, and gives what Slack is told at once. */
export async function perform(act: Act, members: readonly Member[], bot: Bot): Promise<string> {
  const { kind, pick } = act
  const [member, other] = [members[act.at], members[act.of]]
  if (member === undefined || other === undefined) throw new Error('there is no such workspace')
  const { mark, token, workspace } = member
  const count = (sent.get(token) ?? 0) + 1
  sent.set(token, count)
  const id = `id${count}`
  const responseUrl = `${bot.api.origin}/response/${token}`
  const from: Sender = { workspace, person: `U${act.person + 1}`, channel: 'C1', id, responseUrl }
  const type = (text: string) => bot.send(command(from, text))
  switch (kind) {
    case 'ask':
      return type(pick % 2 === 0 ? 'DeleteBucket 24h' : `Alice on ${mark}bucket 24h`)
    case 'own words':
      return type(`${mark}person 24h`)
    case 'near words':
      // Near to the name that every workspace has for its account.
      return type('Alice in mark-x-x-alias 24h')
    case 'follow up':
      return bot.send(mention(from, pick % 2 === 0 ? '7d' : 'only denied', `1795000000.00000${(pick % 6) + 1}`))
    case 'export':
      return type('export jsonl Alice 24h')
    case 'watch':
      return type(`watch ${mark}person`)
    case 'unwatch':
      return type(`unwatch ${(await watchIds(other, bot))[pick % 2] ?? 'w-same22'}`)
    case 'watches':
    case 'doctor':
      return type(kind)
    case 'home':
      return bot.send(home(from))
    case 'names':
      return bot.send(suggestion(from, ['a', 'mark', ''][pick % 3] ?? ''))
    case 'stop':
      return bot.send(click(from, { action: 'stop', token: buttonOf(other, pick, bot)?.token ?? '' }))
    case 'click': {
      const button = buttonOf(other, pick, bot)
      return button === undefined ? '' : bot.send(click(from, button))
    }
    case 'push':
      await bot.push(member, `new${pick}`)
      return ''
    case 'tick':
      await bot.tick()
      return ''
    case 'uninstall':
      if (isEnd(act)) await bot.uninstall(member)
      return ''
    default:
      return never(kind)
  }
}

async function watchIds({ team }: Member, bot: Bot): Promise<readonly string[]> {
  return (await bot.store.watches.watches(team)).map(({ row }) => row.id)
}

/** A button that was sent to that workspace at some time, and something that it does. */
function buttonOf({ token: own }: Member, pick: number, bot: Bot) {
  const texts = bot.api.calls.filter(({ token }) => token === own).map(({ text }) => text)
  const buttons = texts.flatMap((text) => {
    const actions = [...text.matchAll(/"action_id":"([a-z-]+)"/g)].map(([, action = '']) => action)
    return [...text.matchAll(/"block_id":"([qk]1\.[^"#]+)/g)].map(([, token = '']) => ({ token, actions }))
  })
  const button = buttons[pick % Math.max(1, buttons.length)]
  const action = button?.actions[pick % Math.max(1, button.actions.length)]
  return button === undefined || action === undefined ? undefined : { token: button.token, action }
}
