import { emptyMessage } from '../message/empty-message.ts'
import { eventListMessage } from '../message/event-list.ts'
import { eventListView } from '../message/event-list-view.ts'
import { FIRST_PAGE } from '../message/event-page.ts'
import { notPostedMessage } from '../message/short-messages.ts'
import type { Question, Understood } from '../question/question.ts'
import { sayQuestion } from '../question/say-question.ts'
import type { Asked } from './asked.ts'
import { eventWords } from './event-words.ts'
import { inPlace, look, type LookDeps, sayTo } from './look.ts'
import { rememberAsked } from './remember-asked.ts'
import type { Work } from './reply-deps.ts'

/** The events of a question one by one: in the view that was opened for them, a page at a time; else as a table in the thread. */
export async function showEvents(
  work: Work,
  reading: Understood,
  question: Question,
  deps: LookDeps,
  signal: AbortSignal,
): Promise<Asked> {
  const looked = await look(work, reading, question, deps, signal)
  if (looked.kind === 'told') return looked.asked
  const { answered } = looked
  const { answer, evidence } = answered
  const said = sayQuestion(question)
  const token = await deps.carrier.carry(work.asker.team, said)
  const context = {
    asker: work.asker.person,
    defaultWindow: reading.defaultWindow,
    token,
    understoodAs: work.understoodAs,
    narrowed: work.narrowed,
  }
  if (answer.headline.events === 0)
    return { outcome: 'empty', sent: await sayTo(work, deps, emptyMessage(answer, context)), answered }
  const words = eventWords(evidence.events, reading.zone, deps)
  if (work.view !== undefined) {
    const page = work.clicked?.kind === 'page' ? work.clicked.page : FIRST_PAGE
    const view = eventListView(answer, evidence.events, words, { page, token })
    return { outcome: 'shown', sent: await deps.outbox.showView(work.view, inPlace(work, view)), answered }
  }
  const message = eventListMessage(answer, evidence.events, words, context)
  const sent = await deps.outbox.post(work.venue, message, `${work.key}/events`)
  if (sent.kind !== 'posted') await sayTo(work, deps, notPostedMessage(sent, message))
  else await rememberAsked(work, reading, { words: said, events: evidence.events, posted: sent.posted }, deps)
  return { outcome: 'answered', sent, answered }
}
