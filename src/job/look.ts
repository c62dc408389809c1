import type { Event } from '../event/event.ts'
import type { Progress } from '../find/find.ts'
import type { Message } from '../message/message.ts'
import { noticeView } from '../message/notice-view.ts'
import { progressMessage } from '../message/short-messages.ts'
import type { View } from '../message/view.ts'
import type { Grant } from '../policy/policy.ts'
import type { Question, Understood } from '../question/question.ts'
import { sayQuestion } from '../question/say-question.ts'
import { type Answered, answerQuestion } from './answer-question.ts'
import type { Asked } from './asked.ts'
import { mayLook } from './may-look.ts'
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
  const keptAs = keptUnder(work, reading, words)
  const before = onEvent === undefined ? deps.kept.get(keptAs) : undefined
  if (before !== undefined) return { kind: 'found', answered: before }
  const may = await mayLook(work, reading, question, deps, (message, token) => sayTo(work, deps, message, token))
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

/** An answer is kept for its workspace, its words and the zone it is told in. */
export function keptUnder({ asker }: Work, { zone }: Understood, words: string): string {
  return `${asker.team} ${words} ${zone}`
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
