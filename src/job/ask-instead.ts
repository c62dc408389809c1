import { instant } from '../lib/instant.ts'
import type { Message } from '../message/message.ts'
import { overBudgetMessage } from '../message/over-budget-message.ts'
import { refusedMessage } from '../message/rights-message.ts'
import { noPersonMessage, notPostedMessage, nothingToDoMessage } from '../message/short-messages.ts'
import { watchChangedMessage } from '../message/watch-changed.ts'
import type { Preview } from '../message/watch-preview.ts'
import { watchRefusedMessage } from '../message/watch-refused.ts'
import type { Understood } from '../question/question.ts'
import { type AskedOf, askedOf, askOtherwise } from '../watch/asked-before.ts'
import { isSameAsked, sayWatch } from '../watch/say-watch.ts'
import type { Watch } from '../watch/watch.ts'
import type { Asked } from './asked.ts'
import { startOf } from './audit.ts'
import type { MayChange } from './may-change-watch.ts'
import type { Work } from './reply-deps.ts'
import { resolvePeople } from './resolve-people.ts'
import { tellPreviewed } from './tell-previewed.ts'
import type { WatchingDeps } from './watch-command.ts'
import { dollarsADay } from './watch-plan.ts'
import { WATCH } from './watching.ts'
import { whereWatched } from './where-watched.ts'

export type Instead = {
  readonly kept: Extract<MayChange, { kind: 'may' }>
  /** With all else that is changed at once. */
  readonly changed: Watch
  readonly asked: Understood
}

/**
 * Has a watch ask something else from now on, with the rights of whoever changes it. What it has told, and how far places
 * were looked at, stays. It is told in the watch's channel, and taken back where it can't be: nobody is watched without
 * the channel having read it. `changed`: somebody else was quicker.
 */
export async function askInstead(
  work: Work,
  { kept, changed, asked }: Instead,
  deps: WatchingDeps,
  signal: AbortSignal,
): Promise<Asked | 'the same' | 'changed'> {
  const { asker, venue } = work
  const { store, settings } = deps.watching
  const before = kept.watch
  const { channel, team, id } = before
  const resolved = await resolvePeople(asked.question, (person) => deps.people.look({ ...asker, person }))
  if (resolved.kind === 'unknown') return { outcome: 'unclear', sent: await whisper(noPersonMessage(resolved.person)) }
  if (isSameAsked(before, { channel, ...resolved.question })) return 'the same'
  const there = { asker, venue: { ...venue, channel } }
  const permitted = await deps.authorize(there, resolved.question, { kind: 'watch' })
  const wanted: AskedOf = {
    terms: permitted.kind === 'allowed' ? permitted.question.terms : resolved.question.terms,
    ...(resolved.question.via && { via: resolved.question.via }),
  }
  const audited = { question: sayWatch({ ...changed, via: undefined, ...wanted }) }
  if (isSameAsked(before, { channel, ...wanted })) return 'the same'
  if (permitted.kind === 'refused')
    return { ...audited, ...(await refused(refusedMessage(permitted.detail))), rights: `refused: ${permitted.reason}` }
  const rights = { ...audited, rights: permitted.by.join(', ') }
  const why = (await notNow()) ?? (await notAsBefore())
  if (why !== undefined) return { ...rights, ...(await refused(why)) }

  const where = whereWatched(wanted, permitted.grant, deps)
  if (where.kind === 'refused') return { ...rights, ...(await refused(where.message)) }
  const at = instant(Math.floor(deps.now() / 1_000) * 1_000)
  const { estate, backends } = deps.sources
  // Who narrows a watch that costs too much does not want to pay for it for two weeks more.
  const keep = dollarsADay(before, estate, backends, at, settings) <= where.dollars
  const other = askOtherwise(changed, wanted, at, settings, keep)
  if (other === undefined) return { ...rights, ...(await refused(TOO_OFTEN)) }
  const watch: Watch = { ...other, owner: asker.person }
  const taken = await deps.budget.take(work, { questions: 1, dollars: 0 })
  if (taken.kind === 'over') return { ...rights, ...(await refused(overBudgetMessage(taken.charge))) }
  await deps.audit.write(startOf(work, { deed: 'edit', ...rights }, deps.now()))
  if (!(await store.putWatch(watch, kept.version))) return 'changed'

  const token = await deps.carrier.carry(team, `${WATCH}${id}`)
  const { plan, dollars, sources } = where
  const { narrowed } = permitted
  const say = (preview: Preview): Message => {
    const otherwise = { preview, plan, dollarsADay: dollars, narrowed, asksBefore: keep }
    return watchChangedMessage(watch, { kind: 'edit', before, now: at, asked: otherwise }, asker.person, token)
  }
  const sent = await tellPreviewed({ watch, sources, key: `${work.key}/change` }, say, deps, signal)
  if (sent.kind === 'unposted') {
    await takeBack()
    return { ...rights, outcome: 'refused', sent: await whisper(notPostedMessage(sent, NOT_CHANGED)) }
  }
  if (venue.channel !== channel) await whisper(nothingToDoMessage('Changed. Its channel was told what is watched now.'))
  return { ...rights, outcome: 'done', sent }

  async function notNow(): Promise<Message | undefined> {
    if (before.hold?.kind === 'suspended') return SUSPENDED
    const all = (await store.watches(team)).map(({ row }) => row)
    const same = all.find((row) => row.ended === undefined && row.id !== id && isSameAsked(row, { channel, ...wanted }))
    return same && watchRefusedMessage(`${same.id} watches that here already.`, 'Nothing was changed. Unwatch one.')
  }

  /** It goes on telling what it asked before, and then with the rights of whoever changed it. */
  async function notAsBefore(): Promise<Message | undefined> {
    if (before.owner === asker.person) return undefined
    for (const { terms, via } of askedOf(before, deps.now(), settings)) {
      const question = { window: asked.question.window, terms, ...(via && { via }) }
      const may = await deps.authorize(there, question, { kind: 'watch' })
      if (may.kind === 'refused' || may.narrowed) return NOT_YOURS
    }
    return undefined
  }

  /** Whatever else was changed meanwhile stays. */
  async function takeBack(): Promise<void> {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const now = await store.watch(team, id)
      if (now === undefined) return
      const { earlier: _, via: __, ...rest } = now.row
      const { terms, via, since, owner, earlier } = before
      const back = { ...rest, terms, since, owner, ...(via && { via }), ...(earlier && { earlier }) }
      if (await store.putWatch(back, now.version)) return
    }
  }

  async function refused(message: Message): Promise<Pick<Asked, 'outcome' | 'sent'>> {
    return { outcome: 'refused', sent: await whisper(message) }
  }

  function whisper(message: Message) {
    return deps.outbox.whisper(venue, asker, message)
  }
}

const TRIES = 5

const SUSPENDED = watchRefusedMessage(
  'It is suspended: what it found meanwhile would be told as if it had been asked.',
  'Nothing was changed. Set another watch, and unwatch this one.',
)
const TOO_OFTEN = watchRefusedMessage(
  'It was changed too often within two weeks.',
  'Nothing was changed. Set another watch, and unwatch this one.',
)
const NOT_YOURS = watchRefusedMessage(
  'You may not ask here about all that it still tells.',
  'Nothing was changed. Set a watch of your own.',
)
const NOT_CHANGED = watchRefusedMessage(
  'Nothing was changed.',
  'What is watched is told in the channel, and I cannot post there.',
)
