import { type Action, joinTwins } from '../answer/twins.ts'
import type { EventRef } from '../event/event-ref.ts'
import { type Neighbours, neighboursOf } from '../event/neighbours.ts'
import { eventFile } from '../message/event-json.ts'
import { eventGoneMessage } from '../message/event-gone.ts'
import { eventMessage, eventView, type OneEvent } from '../message/event-view.ts'
import { code, type Line, say } from '../message/piece.ts'
import { noFileMessage } from '../message/file-messages.ts'
import { notPostedMessage, staleButtonMessage } from '../message/short-messages.ts'
import { sayDollars } from '../message/say-cost.ts'
import { makePlan } from '../plan/make-plan.ts'
import { neighboursQuestion } from '../question/event-question.ts'
import { type Pivot, pivotWindow, pivotWords } from '../question/pivot-words.ts'
import type { Question, Understood } from '../question/question.ts'
import { sayQuestion } from '../question/say-question.ts'
import type { Asked } from './asked.ts'
import type { EventClick } from './event-click.ts'
import { eventWords } from './event-words.ts'
import { inPlace, look, type LookDeps, sayTo } from './look.ts'
import { answerQuestion } from './answer-question.ts'
import { makePay } from './pay.ts'
import type { Sent } from './ports.ts'
import type { Work } from './reply-deps.ts'

/** Asks other words of the same person in the same place. */
export type AskWords = (words: string, work: Work) => Promise<Asked>

/** How many of each sort of neighbour are shown. */
const NEIGHBOURS = 3

/** One event in full, found again by its id; its file; or what is asked from it. */
export async function showEvent(
  work: Work,
  reading: Understood,
  question: Question,
  deps: LookDeps,
  signal: AbortSignal,
  ask: AskWords,
): Promise<Asked> {
  const clicked = work.clicked?.kind === 'event' ? work.clicked : undefined
  const looked = await look(work, reading, question, deps, signal)
  if (looked.kind === 'told') return looked.asked
  const { answered } = looked
  const actions = joinTwins(answered.evidence.events)
  const [action] = actions
  if (action === undefined) {
    const gone = eventGoneMessage(clicked?.ref ?? refOf(question), answered.answer)
    return { outcome: 'empty', sent: await sayTo(work, deps, gone), answered }
  }
  const telling = { work, reading, question, deps, signal, clicked, action, found: actions.length }
  if (clicked?.next === 'file') return { outcome: 'done', sent: await uploadJson(telling), answered }
  if (clicked !== undefined && clicked.next !== 'show') return askFrom(clicked.next, telling, ask)
  return { outcome: 'shown', sent: await show(telling), answered }
}

type Telling = {
  readonly work: Work
  readonly reading: Understood
  readonly question: Question
  readonly deps: LookDeps
  readonly signal: AbortSignal
  readonly clicked: Extract<EventClick, { kind: 'event' }> | undefined
  readonly action: Action
  /** How many events there were, where one was asked for. */
  readonly found: number
}

/** Who it is and what it did is there at once; what happened around it comes when it is found. */
async function show(telling: Telling, notice?: Line): Promise<Sent> {
  const { work, reading, deps, action, clicked } = telling
  const { event, accounts } = action
  const token = await tokenOf(telling)
  const one: OneEvent = {
    event,
    accounts,
    neighbours: undefined,
    apart: clicked?.apart,
    window: windowOf(telling),
    notice,
  }
  const words = eventWords([event], reading.zone, deps)
  if (work.view === undefined) {
    const message = eventMessage({ ...one, ...(await around(telling)) }, words, { token, found: telling.found })
    const sent = await deps.outbox.post(work.venue, message, `${work.key}/event`)
    if (sent.kind !== 'posted') await sayTo(work, deps, notPostedMessage(sent, message))
    return sent
  }
  const { view } = work
  const shown = (more: Partial<OneEvent>) =>
    deps.outbox.showView(view, inPlace(work, eventView({ ...one, ...more }, words, token)))
  const first = await shown({ why: 'Looking for what happened around it…' })
  return first.kind === 'posted' ? shown(await around(telling)) : first
}

/** The view carries on the question that it was opened from: what is asked next is asked of that. */
async function tokenOf({ work, question, deps }: Telling): Promise<string | undefined> {
  return work.token ?? (await deps.carrier.carry(work.asker.team, sayQuestion(question)))
}

function windowOf({ action, clicked, question, work }: Telling) {
  return pivotWindow(action.event, clicked?.window ?? question.window, work.askedAt)
}

type Around = { readonly neighbours: Neighbours | undefined; readonly why: string | undefined }

/** What the same session did a quarter of an hour before and after, if its asker may see that and it costs nothing to speak of. */
async function around({ work, reading, question, deps, signal, action }: Telling): Promise<Around> {
  const asked = neighboursQuestion(action.event)
  const nothing = (why: string) => ({ neighbours: undefined, why })
  if (asked === undefined)
    return nothing('The record names no session, so what it did before and after cannot be asked.')
  const near = question.via === undefined ? asked : { ...asked, via: question.via }
  const permitted = await deps.authorize(work, near, { kind: 'events' })
  if (permitted.kind === 'refused') return nothing(`What happened around it is not shown: ${permitted.detail}`)
  const plan = makePlan(permitted.question, deps.sources.estate, { now: work.askedAt, asker: work.asker.person })
  const pay = makePay(work, deps, Math.min(deps.freeDollars, permitted.grant.dollars))
  const paid = await pay([plan])
  if (paid.kind === 'unpaid')
    return nothing(
      paid.why === 'budget'
        ? 'What happened around it was not looked for: a budget is used up.'
        : `What happened around it was not looked for: it would cost ${sayDollars(paid.dollars)}.`,
    )
  const { evidence, answer } = await answerQuestion(permitted.question, deps.sources, {
    signal,
    zone: reading.zone,
    askedAt: work.askedAt,
    asker: work.asker.person,
  })
  await paid.settle(answer.coverage.cost?.dollars)
  const whole = answer.coverage.asked > 0 && answer.coverage.answered === answer.coverage.asked
  return {
    neighbours: neighboursOf(action.event, evidence.events, NEIGHBOURS),
    why: whole ? undefined : 'Not every place answered in full: there may have been more around it.',
  }
}

async function uploadJson(telling: Telling): Promise<Sent> {
  const { work, deps, action } = telling
  const safe = deps.redact.event(action.event)
  const bytes = Buffer.from(eventFile(safe))
  const hidden = safe.hidden.count === 0 ? '' : `, without ${safe.hidden.count} that may be secret`
  const id = action.event.id.replace(/[^A-Za-z0-9-]/g, '-').slice(0, 80)
  const files = [{ name: `event-${id}.json`, title: `Event ${id}`, bytes }]
  const sent = await deps.outbox.upload(
    work.venue,
    files,
    `One event as CloudTrail wrote it${hidden}.`,
    `${work.key}/json`,
  )
  if (sent.kind !== 'posted') await sayTo(work, deps, noFileMessage(sent))
  else if (work.view !== undefined) await show(telling, [say('The file is in the thread.')])
  return sent
}

/** A pivot: the words come from the event itself, found again. The answer goes where the view was opened from. */
async function askFrom(pivot: Pivot, telling: Telling, ask: AskWords): Promise<Asked> {
  const { work, deps, action } = telling
  const words = pivotWords(action.event, pivot, windowOf(telling))
  if (words === undefined) return { outcome: 'stale', sent: await sayTo(work, deps, staleButtonMessage()) }
  if (work.view !== undefined) await show(telling, [say('Asked, and answered in the thread: '), code(words, 200)])
  return ask(words, { ...work, view: undefined, clicked: undefined, token: undefined, key: `${work.key}/${pivot}` })
}

function refOf({ terms, window }: Question): EventRef {
  const value = (kind: 'ref' | 'account' | 'region') =>
    terms.map(({ predicate }) => predicate).find((predicate) => predicate.kind === kind)
  const [ref, account, region] = [value('ref'), value('account'), value('region')]
  const said = (predicate: typeof ref) => (predicate !== undefined && 'value' in predicate ? predicate.value : '')
  return { id: said(ref), time: window.from, account: said(account), region: said(region) }
}
