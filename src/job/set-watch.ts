import { instant } from '../lib/instant.ts'
import type { Message } from '../message/message.ts'
import { overBudgetMessage } from '../message/over-budget-message.ts'
import { refusedMessage } from '../message/rights-message.ts'
import { noPersonMessage, noPlacesMessage, notPostedMessage } from '../message/short-messages.ts'
import {
  type Preview,
  watchLimitMessage,
  watchRefusedMessage,
  watchSetMessage,
  watchStandsMessage,
} from '../message/watch-said.ts'
import { end } from '../watch/hold.ts'
import { isSameAsked, sayWatch } from '../watch/say-watch.ts'
import type { Watch } from '../watch/watch.ts'
import type { Asked } from './asked.ts'
import { startOf } from './audit.ts'
import { narrowSources } from './narrow-sources.ts'
import { previewWatch } from './preview-watch.ts'
import type { Work } from './reply-deps.ts'
import { resolvePeople } from './resolve-people.ts'
import { urgencyOf } from './urgency-of.ts'
import type { WatchingDeps, WatchReading } from './watch-command.ts'
import { dollarsADay, watchPlan } from './watch-plan.ts'
import { WATCH } from './watching.ts'

/** So long the reply waits for the preview, before it is told without, and edited. */
const QUIET_MS = 2_500
const TRIES = 5

/**
 * Sets a watch in the channel it is asked for in. It stands before it is told there, and is taken back where it can't be:
 * nobody is watched without the channel having read it.
 */
export async function setWatch(
  work: Work,
  reading: Extract<WatchReading, { kind: 'watch' }>,
  deps: WatchingDeps,
  signal: AbortSignal,
): Promise<Asked> {
  const { asker, venue } = work
  const { store, settings } = deps.watching
  const resolved = await resolvePeople(reading.asked.question, (person) => deps.people.look({ ...asker, person }))
  if (resolved.kind === 'unknown') return unclear(noPersonMessage(resolved.person))
  if (deps.sources.estate.places.length === 0)
    return { deed: 'watch', outcome: 'nowhere', sent: await whisper(noPlacesMessage()) }
  const asked = resolved.question
  const permitted = await deps.authorize(work, asked, { kind: 'watch' })
  const urgency = urgencyOf(reading.urgency, reading.asked.zone)
  const wanted = {
    channel: venue.channel,
    terms: permitted.kind === 'allowed' ? permitted.question.terms : asked.terms,
  }
  const terms = { ...wanted, ...(asked.via && { via: asked.via }), urgency }
  const audited = { deed: 'watch', question: sayWatch(terms) }
  if (permitted.kind === 'refused')
    return { ...audited, ...(await refused(refusedMessage(permitted.detail))), rights: `refused: ${permitted.reason}` }
  const rights = { ...audited, rights: permitted.by.join(', ') }
  const now = instant(Math.floor(deps.now() / 1_000) * 1_000)

  const all = (await store.watches(asker.team)).filter(({ row }) => row.ended === undefined)
  const same = all.find(({ row }) => isSameAsked(row, terms))
  if (same !== undefined && sayWatch(same.row) === sayWatch(terms)) {
    const sent = await whisper(watchStandsMessage(same.row, await tokenOf(same.row), deps.now()))
    return { ...rights, outcome: 'done', sent }
  }
  const estate = narrowSources(deps.sources, permitted.grant.accounts)
  const plan = watchPlan(terms, estate.estate, deps.now(), settings)
  if (plan.searches.length === 0)
    return {
      ...rights,
      ...(await refused(watchRefusedMessage('There is no place where this could be looked for.', plan.why))),
    }
  const dollars = dollarsADay(terms, estate.estate, estate.backends, deps.now(), settings)
  if (dollars > permitted.grant.dollars)
    return { ...rights, ...(await refused(tooDear(dollars, permitted.grant.dollars))) }
  const tooMany = same === undefined ? overLimit(all.map(({ row }) => row)) : undefined
  if (tooMany !== undefined) return { ...rights, ...(await refused(tooMany)) }
  const taken = await deps.budget.take(work, { questions: 1, dollars: 0 })
  if (taken.kind === 'over') return { ...rights, ...(await refused(overBudgetMessage(taken.charge))) }

  await deps.audit.write(startOf(work, rights, deps.now()))
  const watch = same === undefined ? await putNew() : await putChanged(same.row.id)
  if (watch === undefined)
    return { ...rights, ...(await refused(watchRefusedMessage('That watch has just been changed.', 'Try again.'))) }
  return { ...rights, ...(await tell(watch)) }

  async function tell(watch: Watch): Promise<Pick<Asked, 'outcome' | 'sent'>> {
    const token = await tokenOf(watch)
    const say = (preview: Preview): Message =>
      watchSetMessage({
        watch,
        token,
        preview,
        lookMinutes: settings.lookEvery / 60_000,
        plan: plan.why,
        dollarsADay: dollars,
        narrowed: permitted.kind === 'allowed' && permitted.narrowed,
        changed: same !== undefined,
      })
    const previewing = previewWatch(watch, { ...deps, sources: estate }, signal)
    const soon = await Promise.race([previewing, deps.sleep(QUIET_MS).then(() => undefined)])
    const sent = await deps.outbox.post(
      { channel: venue.channel },
      say(soon ?? { kind: 'counting' }),
      `${work.key}/watch`,
    )
    if (sent.kind === 'unposted') {
      if (same === undefined) await takeBack(watch)
      return { outcome: 'refused', sent: await whisper(notPostedMessage(sent, NOT_SET)) }
    }
    if (soon === undefined && sent.kind === 'posted') await deps.outbox.edit(sent.posted, say(await previewing))
    return { outcome: 'done', sent }
  }

  async function putNew(): Promise<Watch | undefined> {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const { team, person: owner } = asker
      const watch: Watch = { team, id: deps.watching.newId(), owner, since: now, mutes: [], ...terms }
      if (await store.putWatch(watch, 0)) return watch
    }
    return undefined
  }

  /** It tells otherwise from now on. Whose rights count stays as it is. */
  async function putChanged(id: string): Promise<Watch | undefined> {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const kept = await store.watch(asker.team, id)
      if (kept === undefined || kept.row.ended !== undefined) return undefined
      const watch: Watch = { ...kept.row, urgency }
      if (await store.putWatch(watch, kept.version)) return watch
    }
    return undefined
  }

  async function takeBack({ team, id }: Watch): Promise<void> {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const kept = await store.watch(team, id)
      if (kept === undefined || (await store.putWatch(end(kept.row, deps.now()), kept.version))) return
    }
  }

  function overLimit(rows: readonly Watch[]): Message | undefined {
    const { perChannel, perWorkspace } = deps.watching
    const here = rows.filter(({ channel }) => channel === venue.channel)
    if (here.length >= perChannel) return watchLimitMessage(perChannel, 'channel')
    return rows.length >= perWorkspace ? watchLimitMessage(perWorkspace, 'workspace') : undefined
  }

  function tokenOf({ team, id }: Watch): Promise<string | undefined> {
    return deps.carrier.carry(team, `${WATCH}${id}`)
  }

  async function refused(message: Message): Promise<Pick<Asked, 'outcome' | 'sent'>> {
    return { outcome: 'refused', sent: await whisper(message) }
  }

  async function unclear(message: Message): Promise<Asked> {
    return { deed: 'watch', outcome: 'unclear', sent: await whisper(message) }
  }

  function whisper(message: Message) {
    return deps.outbox.whisper(venue, asker, message)
  }
}

const NOT_SET = watchRefusedMessage('Nothing is watched.', 'A watch tells in its channel, and I cannot post there.')

function tooDear(dollars: number, most: number): Message {
  return watchRefusedMessage(
    `Looking for this would cost about $${dollars.toFixed(2)} a day; here it may cost $${most}.`,
    'Narrow it to accounts that are in event history, a log group or log files. Nothing is watched.',
  )
}
