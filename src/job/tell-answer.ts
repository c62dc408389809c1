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
import { makeMessage } from '../message/make-message.ts'
import type { Message } from '../message/message.ts'
import { ofPart, withRest } from '../message/rest-message.ts'
import { failedMessage, notPostedMessage, progressMessage } from '../message/short-messages.ts'
import type { Grant } from '../policy/policy.ts'
import { sayQuestion } from '../question/say-question.ts'
import type { Question, Understood } from '../question/question.ts'
import { type Answered, answerQuestion } from './answer-question.ts'
import type { Asked } from './asked.ts'
import { keyChoices } from './key-choices.ts'
import { keptUnder } from './look.ts'
import { jobOfRest, type Left, leftFor } from './go-on.ts'
import { mayBegin } from './may-begin.ts'
import { showsKeys } from './mask-outside.ts'
import { makePay, payNothing } from './pay.ts'
import { rememberAsked } from './remember-asked.ts'
import type { ReplyDeps, Work } from './reply-deps.ts'
import type { Rest } from './rest.ts'
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
  const looking = await mayBegin(work, reading, question, deps, whisper)
  if (looking.kind === 'told') return looking.asked
  const { plan, settle, dollars, most, part } = looking
  const [token, stopToken] = await Promise.all([
    carrier.carry(team, words),
    carrier.carry(team, `${STOP}${work.rest?.of ?? work.key}`),
  ])
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
      asPart(progressMessage(question, progress, { ...context, stopToken, soFar: soFar(progress) })),
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
      plan,
      onProgress: (progress) => {
        latest = progress
        telling.progress(progress)
      },
    })
    ended = true
    await settle(answered.answer.coverage.cost?.dollars)
    if (!signal.aborted && part === undefined) deps.kept.keep(keptUnder(work, reading, words), answered)
    const left = leftFor(work, answered, most - (answered.answer.coverage.cost?.dollars ?? dollars), deps, signal)
    const goesOn = left?.said
    if (answered.evidence.totals.events === 0) {
      const sent = await telling.whisper(asGoingOn(asPart(emptyMessage(answered.answer, context)), left))
      return { outcome: 'empty', sent, answered, goesOn: (await goOn(left, undefined)) ? goesOn : undefined }
    }
    const keys = showsKeys(deps.grant) ? [] : await keyChoices(limited(answered.answer), team, carrier)
    const told = { ...context, keys }
    const made = messages(answered, told)
    const alone = asPart(made.root)
    const root = asGoingOn(alone, left)
    const thread = part === undefined ? made.thread : made.thread.map((message) => ofPart(message, part.part))
    const sent = await telling.tell(root, thread)
    if (sent.kind !== 'posted') await whisper(notPostedMessage(sent, root))
    else if (work.rest?.root === undefined)
      await rememberAsked(work, reading, { words, events: answered.evidence.events, posted: sent.posted }, deps)
    const posted = sent.kind === 'posted' ? sent.posted : undefined
    const went = await goOn(left, posted && { posted, message: asTold(alone) })
    if (posted !== undefined && left === undefined && part === undefined) await addLater(answered, posted, told)
    const answerHash = hashOf([root, ...thread].map(asTold))
    return { outcome: 'answered', sent, answered, goesOn: went ? goesOn : undefined, answerHash }
  } catch (error) {
    await telling.giveUp(failedMessage(work.key))
    throw error
  } finally {
    ended = true
  }

  function asPart(message: Message): Message {
    return part === undefined ? message : withRest(message, part)
  }

  function asGoingOn(message: Message, left: Left | undefined): Message {
    if (left === undefined) return message
    // The answer's first message has the button: one is enough.
    const stop = work.rest?.root === undefined ? stopToken : undefined
    return withRest(message, { kind: 'goes on', ...left.said }, stop)
  }

  /** False where nothing goes on; the first message says why if it was to. */
  async function goOn(left: Left | undefined, told: Rest['root']): Promise<boolean> {
    if (left === undefined || deps.goOn === undefined) return false
    const root = work.rest?.root ?? told
    let why: 'stopped' | 'failed' = 'stopped'
    try {
      if (await deps.goOn(jobOfRest(work, reading, words, left, root))) return true
    } catch (error) {
      why = 'failed'
      deps.log.error({ key: work.key, err: error }, 'the rest of a question could not be queued')
    }
    if (told !== undefined) await outbox.edit(told.posted, withRest(told.message, { kind: why, ...left.said }))
    else await whisper(withRest(makeMessage([]), { kind: why, ...left.said }))
    return false
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
    const pay = makePay(work, deps, most - dollars)
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
