import { answerMessages } from '../message/answer-messages.ts'
import { createHash } from 'node:crypto'
import type { Answer } from '../answer/answer.ts'
import { breakDown } from '../answer/breakdown.ts'
import { countsOnly, countsSoFar } from '../answer/counts-only.ts'
import { type FoundSoFar, foundSoFar } from '../answer/found-so-far.ts'
import type { Progress } from '../find/find.ts'
import { breakdownMessage } from '../message/breakdown-message.ts'
import { emptyMessage } from '../message/empty-message.ts'
import { maskMessage } from '../message/mask-message.ts'
import type { Message } from '../message/message.ts'
import { failedMessage, notPostedMessage, progressMessage } from '../message/short-messages.ts'
import type { Grant } from '../policy/policy.ts'
import { sayQuestion } from '../question/say-question.ts'
import type { Question, Understood } from '../question/question.ts'
import { type Answered, answerQuestion } from './answer-question.ts'
import type { Asked } from './asked.ts'
import { keyChoices } from './key-choices.ts'
import { keptUnder } from './look.ts'
import { mayLook, mostAfter } from './may-look.ts'
import { showsKeys } from './mask-outside.ts'
import { makePay, payNothing } from './pay.ts'
import { rememberAsked } from './remember-asked.ts'
import type { ReplyDeps, Work } from './reply-deps.ts'
import { STOP } from './stops.ts'
import { followSessions } from './follow-sessions.ts'
import { lookBack } from './look-back.ts'
import type { Posted } from './ports.ts'
import { makeTelling } from './telling.ts'

const TICK_MS = 1_000
const LATER_MS = 60_000

/**
 * Looks, and tells the answer where it was asked for: one root message, edited while the search goes on, and the details in
 * its thread. What costs more than is free is not looked for before the asker says so.
 */
export async function tellAnswer(
  work: Work,
  reading: Understood,
  question: Question,
  deps: ReplyDeps & { readonly grant: Grant },
  signal: AbortSignal,
): Promise<Asked> {
  const { outbox, carrier, sources } = deps
  const whisper = (message: Message) => outbox.whisper(work.venue, work.asker, message)
  const { team } = work.asker
  const words = sayQuestion(question)
  const may = await mayLook(work, reading, question, deps, whisper)
  if (may.kind === 'told') return may.asked
  const { taken, dollars } = may
  const [token, stopToken] = await Promise.all([carrier.carry(team, words), carrier.carry(team, `${STOP}${work.key}`)])
  const context = {
    zone: reading.zone,
    asker: work.asker.person,
    defaultWindow: reading.defaultWindow,
    token,
    understoodAs: work.understoodAs,
    narrowed: work.narrowed,
  }
  const telling = makeTelling(work, outbox, {
    now: deps.now,
    progressMessage: (progress) =>
      progressMessage(question, progress, { ...context, stopToken, soFar: soFar(progress) }),
  })
  let latest: Progress | undefined
  let ended = false
  void tick()
  try {
    const answered = await answerQuestion(question, sources, {
      signal,
      zone: reading.zone,
      askedAt: work.askedAt,
      asker: work.asker.person,
      onProgress: (progress) => {
        latest = progress
        telling.progress(progress)
      },
    })
    ended = true
    await taken.settle(answered.answer.coverage.cost?.dollars)
    if (!signal.aborted) deps.kept.keep(keptUnder(work, reading, words), answered)
    if (answered.evidence.totals.events === 0) {
      return { outcome: 'empty', sent: await telling.whisper(emptyMessage(answered.answer, context)), answered }
    }
    const keys = showsKeys(deps.grant) ? [] : await keyChoices(limited(answered.answer), team, carrier)
    const told = { ...context, keys }
    const { root, thread } = messages(answered, told)
    const sent = await telling.tell(root, thread)
    if (sent.kind !== 'posted') await whisper(notPostedMessage(sent, root))
    else await rememberAsked(work, reading, { words, events: answered.evidence.events, posted: sent.posted }, deps)
    if (sent.kind === 'posted') await addLater(answered, sent.posted, told)
    return { outcome: 'answered', sent, answered, answerHash: hashOf([root, ...thread].map(asTold)) }
  } catch (error) {
    await telling.giveUp(failedMessage(work.key))
    throw error
  } finally {
    ended = true
  }

  /** A place that gives nothing for a while must not look like a bot that died. */
  async function tick(): Promise<void> {
    await deps.sleep(TICK_MS)
    // oxlint-disable-next-line no-unmodified-loop-condition -- modified where the answer is there
    while (!ended) {
      if (latest !== undefined) telling.progress(latest)
      await deps.sleep(TICK_MS)
    }
  }

  /** What takes longer comes into an answer that already stands: first times, and what was done through sessions it opened. */
  async function addLater({ answer, evidence }: Answered, posted: Posted, told: Told): Promise<void> {
    if (reading.wanted.kind !== 'answer') return
    const within = AbortSignal.any([signal, AbortSignal.timeout(LATER_MS)])
    const { askedAt } = work
    const asker = work.asker.person
    const pay = makePay(work, deps, mostAfter(work, deps, dollars))
    const [first, through] = await Promise.allSettled([
      lookBack(question, evidence, sources, { signal: within, askedAt, asker, days: deps.firstTimeDays, pay }),
      deps.followsSessions && dollars === 0
        ? followSessions(question, { sources, signal: within, askedAt, asker, pay: payNothing(sources) })
        : undefined,
    ])
    for (const one of [first, through]) {
      // The answer stands; only this is missing from it.
      if (one.status === 'rejected') deps.log.error({ key: work.key, err: one.reason }, 'an answer was not added to')
    }
    const firstTimes = first.status === 'fulfilled' ? first.value : undefined
    const throughSessions = through.status === 'fulfilled' ? through.value : undefined
    if (firstTimes === undefined && throughSessions === undefined) return
    const more = { ...answer, firstTimes, throughSessions }
    await outbox.edit(posted, answerMessages(limited(more), told).root)
  }

  function asTold(message: Message): Message {
    return showsKeys(deps.grant) ? message : maskMessage(message)
  }

  function limited(answer: Answer): Answer {
    const safe = { ...deps.redact.plain(answer), question: answer.question }
    return deps.grant.detail === 'counts' ? countsOnly(safe) : safe
  }

  function soFar(progress: Progress): FoundSoFar | undefined {
    if (progress.events === 0) return undefined
    const safe = { ...deps.redact.plain(foundSoFar(question, progress.soFar(), sources.estate.accounts)), question }
    return deps.grant.detail === 'counts' ? countsSoFar(safe) : safe
  }

  function messages({ answer: whole, evidence }: Answered, told: Told): ReturnType<typeof answerMessages> {
    const { wanted } = reading
    const answer = limited(whole)
    if (wanted.kind !== 'by') return answerMessages(answer, told)
    const alias = new Map(sources.estate.accounts.map(({ id, alias }) => [id, alias]))
    const rows = breakDown(evidence, wanted.value, { zone: reading.zone, alias })
    return { root: breakdownMessage(answer, wanted.value, rows, told), thread: [] }
  }
}

type Told = Parameters<typeof answerMessages>[1]

function hashOf(messages: readonly Message[]): string {
  return createHash('sha256').update(JSON.stringify(messages)).digest('hex')
}
