import { OPEN_FORM } from '../message/form-button.ts'
import { makeMessage } from '../message/make-message.ts'
import { offersBlocks, type OfferShown, offersView } from '../message/offers-view.ts'
import { openForm } from './open-click.ts'
import { makeOffers } from '../question/offers.ts'
import { pickOut } from '../question/pick-out.ts'
import { sayQuestion } from '../question/say-question.ts'
import { sayWanted } from '../question/wanted.ts'
import type { Asked } from './asked.ts'
import type { ShortcutJob } from './job.ts'
import type { ReplyDeps } from './reply-deps.ts'

/**
 * A shortcut: the form, or what a message names with the questions it leads to. Nothing is asked yet, and rights are
 * looked at when something is: what is shown here is only what the message says itself.
 */
export async function shortcut(
  job: ShortcutJob,
  deps: Pick<ReplyDeps, 'outbox' | 'people' | 'carrier' | 'sources'>,
): Promise<Asked> {
  const { outbox, people, carrier, sources } = deps
  const { team } = job.asker
  const { channel, thread } = job.venue
  if (job.shortcut === OPEN_FORM) return openForm(job, outbox)
  const { zone = 'UTC' } = await people.look(job.asker)
  const picked = pickOut(job.message, { now: job.askedAt, zone, accounts: sources.estate.accounts })
  const offers: OfferShown[] = []
  for (const offer of makeOffers(picked)) {
    const words = [sayWanted(offer.wanted), sayQuestion(offer.question)].filter(Boolean).join(' ')
    const token = await carrier.carry(team, words)
    if (token !== undefined && !offers.some((other) => other.token === token)) offers.push({ offer, token })
  }
  const offered = { ...picked, offers, zone }
  if (job.view === undefined)
    return { outcome: 'shown', sent: await outbox.whisper(job.venue, job.asker, makeMessage(offersBlocks(offered))) }
  return {
    outcome: 'shown',
    sent: await outbox.showView(job.view, { ...offersView(offered), venue: { channel, thread } }),
  }
}
