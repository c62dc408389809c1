import type { Trace } from '../chain/trace.ts'
import { chainMessages } from '../message/chain-messages.ts'
import type { Message } from '../message/message.ts'
import { failedMessage, lookingBehindMessage, notPostedMessage } from '../message/short-messages.ts'
import type { Question, Understood } from '../question/question.ts'
import { sayInWords } from '../question/say-in-words.ts'
import { sayQuestion } from '../question/say-question.ts'
import type { Asked } from './asked.ts'
import { type LookDeps, sayTo } from './look.ts'
import { mayLook, mostAfter } from './may-look.ts'
import { makePay, paidFirst } from './pay.ts'
import { rememberAsked } from './remember-asked.ts'
import type { Work } from './reply-deps.ts'
import { trace } from './trace.ts'
import { openedFirst, traceOpened } from './trace-opened.ts'

const SILENT_MS = 4_000

/**
 * Tells who was behind what a question finds: the sessions back to their origin, and where an identity was asked for, what it
 * did through the sessions that it opened.
 */
export async function tellBehind(
  work: Work,
  reading: Understood,
  question: Question,
  deps: LookDeps,
  signal: AbortSignal,
): Promise<Asked> {
  const named = question.terms.some(({ not, predicate }) => !not && predicate.kind === 'identity')
  const first = named ? openedFirst(question) : [question]
  const may = await mayLook(work, reading, question, deps, (message, token) => sayTo(work, deps, message, token), first)
  if (may.kind === 'told') return may.asked
  const { taken, dollars } = may
  const { outbox } = deps
  const { asker, venue, askedAt } = work
  let ended = false
  void sayIfSlow()
  try {
    const made = await look()
    ended = true
    const context = { subject: sayInWords(question), asker: asker.person, understoodAs: work.understoodAs }
    const { root, thread } = chainMessages(made, context)
    const sent = await tell(root, thread)
    if (sent.kind !== 'posted') await outbox.whisper(venue, asker, notPostedMessage(sent, root))
    else await rememberAsked(work, reading, { words: sayQuestion(question), events: [], posted: sent.posted }, deps)
    return { outcome: 'answered', sent }
  } catch (error) {
    ended = true
    await outbox.whisper(venue, asker, failedMessage(work.key))
    throw error
  }

  async function sayIfSlow(): Promise<void> {
    await deps.sleep(SILENT_MS)
    if (!ended) await outbox.whisper(venue, asker, lookingBehindMessage(question))
  }

  function look(): Promise<Trace> {
    const pay = paidFirst((cost) => taken.settle(cost), makePay(work, deps, mostAfter(work, deps, dollars)))
    const tracing = { sources: deps.sources, signal, askedAt, asker: asker.person, pay }
    return named ? traceOpened(question, tracing) : trace({ kind: 'question', question }, tracing)
  }

  async function tell(root: Message, thread: readonly Message[]) {
    const { channel } = venue
    const sent = await outbox.post({ channel, thread: venue.thread }, root, `${work.key}/root`)
    if (sent.kind !== 'posted') return sent
    const under = venue.thread ?? sent.posted.ts
    for (const [index, reply] of thread.entries()) {
      await outbox.post({ channel: sent.posted.channel, thread: under }, reply, `${work.key}/${index}`)
    }
    return sent
  }
}
