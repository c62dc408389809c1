import type { Event } from '../event/event.ts'
import type { Progress } from '../find/find.ts'
import type { Message } from '../message/message.ts'
import { overBudgetMessage } from '../message/over-budget-message.ts'
import { noticeView } from '../message/notice-view.ts'
import { costlyMessage, progressMessage, tooDearMessage } from '../message/short-messages.ts'
import type { View } from '../message/view.ts'
import { makePlan } from '../plan/make-plan.ts'
import type { Grant } from '../policy/policy.ts'
import type { Question, Understood } from '../question/question.ts'
import { sayQuestion } from '../question/say-question.ts'
import { sayWanted } from '../question/wanted.ts'
import { type Answered, answerQuestion } from './answer-question.ts'
import type { Asked } from './asked.ts'
import type { Taken } from './budget.ts'
import { estimateCost } from './estimate-cost.ts'
import type { Sent } from './ports.ts'
import type { ReplyDeps, Work } from './reply-deps.ts'

/** What looking came to: what was found, or that its asker was told why nothing was looked for. */
export type Looked =
  | { readonly kind: 'found'; readonly answered: Answered }
  | { readonly kind: 'told'; readonly asked: Asked }

export type LookDeps = ReplyDeps & { readonly grant: Grant }

const SILENT_MS = 4_000
const AGAIN_MS = 3_000

/**
 * Looks for a reply that is not an answer in the channel: a view, a file. What it costs is asked first; who waits long is told
 * that it goes on. An answer of the last minutes is taken as it is, unless every event is wanted.
 */
export async function look(
  work: Work,
  reading: Understood,
  question: Question,
  deps: LookDeps,
  signal: AbortSignal,
  onEvent?: (event: Event) => void,
): Promise<Looked> {
  const words = sayQuestion(question)
  const keptAs = `${words} ${reading.zone}`
  const before = onEvent === undefined ? deps.kept.get(keptAs) : undefined
  if (before !== undefined) return { kind: 'found', answered: before }
  const may = await mayLook(work, reading, question, deps)
  if (may.kind === 'told') return may
  const answered = await answerQuestion(question, deps.sources, {
    signal,
    zone: reading.zone,
    askedAt: work.askedAt,
    asker: work.asker.person,
    onProgress: makeProgress(work, reading, question, deps),
    ...(onEvent === undefined ? {} : { onEvent }),
  })
  await may.taken.settle(answered.answer.coverage.cost?.dollars)
  if (!signal.aborted) deps.kept.keep(keptAs, answered)
  return { kind: 'found', answered }
}

/** Into the view where there is one, else to the asker alone. */
export function sayTo(
  work: Work,
  { outbox }: Pick<ReplyDeps, 'outbox'>,
  message: Message,
  token?: string,
): Promise<Sent> {
  if (work.view === undefined) return outbox.whisper(work.venue, work.asker, message)
  return outbox.showView(
    work.view,
    inPlace(work, { ...noticeView(message), ...(token === undefined ? {} : { token }) }),
  )
}

/** Clicks in a view are answered where the view was opened. */
export function inPlace({ venue }: Work, view: View): View {
  return { ...view, venue: { channel: venue.channel, thread: venue.thread } }
}

/** Where it costs more than is free, or more than they may spend: what its asker was told. */
export async function askCost(
  work: Work,
  reading: Understood,
  question: Question,
  deps: LookDeps,
): Promise<Asked | undefined> {
  const may = await mayLook(work, reading, question, deps)
  return may.kind === 'told' ? may.asked : undefined
}

type MayLook =
  | { readonly kind: 'told'; readonly asked: Asked }
  | { readonly kind: 'may'; readonly taken: Extract<Taken, { kind: 'taken' }> }

async function mayLook(work: Work, reading: Understood, question: Question, deps: LookDeps): Promise<MayLook> {
  const plan = makePlan(question, deps.sources.estate, { now: work.askedAt, asker: work.asker.person })
  const cost = estimateCost(plan, deps.sources.backends)
  const told = (asked: Asked) => ({ kind: 'told', asked }) as const
  if (cost !== undefined && cost.dollars > deps.grant.dollars)
    return told({ outcome: 'refused', sent: await sayTo(work, deps, tooDearMessage(cost, deps.grant.dollars)) })
  if (cost === undefined || work.approved === true || cost.dollars <= deps.freeDollars) {
    const taken = await deps.budget.take(work, { questions: 1, dollars: cost?.dollars ?? 0 })
    if (taken.kind === 'taken') return { kind: 'may', taken }
    const sent = await sayTo(work, deps, overBudgetMessage(taken.charge))
    return told({ outcome: 'refused', sent, rights: 'refused: budget' })
  }
  const run = await deps.carrier.carry(work.asker.team, `${sayWanted(reading.wanted)} ${sayQuestion(question)}`)
  return told({ outcome: 'costly', sent: await sayTo(work, deps, costlyMessage(question, cost, plan.why, run), run) })
}

function makeProgress(
  work: Work,
  { zone }: Understood,
  question: Question,
  deps: LookDeps,
): (progress: Progress) => void {
  const started = deps.now()
  let shown: number | undefined
  return (progress) => {
    const now = deps.now()
    if (progress.finished === progress.searches || now - started < SILENT_MS) return
    if (shown !== undefined && (work.view === undefined || now - shown < AGAIN_MS)) return
    shown = now
    void sayTo(work, deps, progressMessage(question, progress, { zone, asker: work.asker.person }))
  }
}
