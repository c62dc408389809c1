import { instant } from '../lib/instant.ts'
import type { Message } from '../message/message.ts'
import { overBudgetMessage } from '../message/over-budget-message.ts'
import { refusedMessage } from '../message/rights-message.ts'
import { noPersonMessage, noPlacesMessage, notPostedMessage } from '../message/short-messages.ts'
import { watchStandsMessage } from '../message/watch-list.ts'
import type { Preview } from '../message/watch-preview.ts'
import { watchLimitMessage, watchRefusedMessage } from '../message/watch-refused.ts'
import { watchSetMessage } from '../message/watch-set.ts'
import { end, release } from '../watch/hold.ts'
import { isSameAsked, sayWatch } from '../watch/say-watch.ts'
import type { Watch } from '../watch/watch.ts'
import type { Asked } from './asked.ts'
import { startOf } from './audit.ts'
import type { Work } from './reply-deps.ts'
import { resolvePeople } from './resolve-people.ts'
import { tellPreviewed } from './tell-previewed.ts'
import { urgencyOf } from './urgency-of.ts'
import type { WatchingDeps, WatchReading } from './watch-command.ts'
import { whereWatched } from './where-watched.ts'
import { WATCH } from './watching.ts'

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
  const isOrphan = same !== undefined && isLeft(same.row) && same.row.owner !== asker.person
  const isOurs = same?.row.setBy === work.key
  if (same !== undefined && !isOrphan && !isOurs && sayWatch(same.row) === sayWatch(terms)) {
    const sent = await whisper(watchStandsMessage(same.row, await tokenOf(same.row), deps.now()))
    return { ...rights, outcome: 'done', sent }
  }
  const where = whereWatched(terms, permitted.grant, deps)
  if (where.kind === 'refused') return { ...rights, ...(await refused(where.message)) }
  const { plan, dollars, sources } = where
  const tooMany = same === undefined ? overLimit(all.map(({ row }) => row)) : undefined
  if (tooMany !== undefined) return { ...rights, ...(await refused(tooMany)) }
  const taken = await deps.budget.take(work, { questions: 1, dollars: 0 })
  if (taken.kind === 'over') return { ...rights, ...(await refused(overBudgetMessage(taken.charge))) }

  await deps.audit.write(startOf(work, rights, deps.now()))
  const watch = same === undefined ? await putNew() : isOurs ? same.row : await putChanged(same.row.id)
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
        plan,
        dollarsADay: dollars,
        narrowed: permitted.kind === 'allowed' && permitted.narrowed,
        changed: same !== undefined && !isOurs,
        takenFrom: isOrphan ? same?.row.owner : undefined,
      })
    const about = { watch, sources, key: `${work.key}/watch` }
    const sent = await tellPreviewed(about, say, deps, signal)
    if (sent.kind === 'unposted') {
      if (same === undefined || isOurs) await takeBack(watch)
      return { outcome: 'refused', sent: await whisper(notPostedMessage(sent, NOT_SET)) }
    }
    return { outcome: 'done', sent }
  }

  async function putNew(): Promise<Watch | undefined> {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const { team, person: owner } = asker
      const id = deps.watching.newId()
      const watch: Watch = { team, id, owner, setBy: work.key, since: now, mutes: [], ...terms }
      if (await store.putWatch(watch, 0)) return watch
    }
    return undefined
  }

  /** It tells otherwise from now on. Whose rights count stays as it is, unless they are gone: then they are those of whoever asks. */
  async function putChanged(id: string): Promise<Watch | undefined> {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const kept = await store.watch(asker.team, id)
      if (kept === undefined || kept.row.ended !== undefined) return undefined
      const { row } = kept
      const watch: Watch = isLeft(row)
        ? { ...release(row, deps.now()), owner: asker.person, urgency }
        : { ...row, urgency }
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

/** Suspended for want of an owner who may ask this. */
function isLeft({ hold }: Watch): boolean {
  return hold?.kind === 'suspended' && (hold.reason === 'owner-gone' || hold.reason === 'no-rights')
}
