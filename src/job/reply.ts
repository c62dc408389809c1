import { NO_QUESTION } from '../question/no-question.ts'
import { never } from '../lib/never.ts'
import { helpMessage } from '../message/help-message.ts'
import type { Message } from '../message/message.ts'
import { noticeView } from '../message/notice-view.ts'
import { overBudgetMessage } from '../message/over-budget-message.ts'
import { refusedMessage } from '../message/rights-message.ts'
import { noPersonMessage, noPlacesMessage, unclearMessage } from '../message/short-messages.ts'
import type { Grant } from '../policy/policy.ts'
import type { Question, Reading, Understood } from '../question/question.ts'
import { readQuestion } from '../question/read-question.ts'
import { sayQuestion } from '../question/say-question.ts'
import type { Asked } from './asked.ts'
import { startOf } from './audit.ts'
import type { Asker } from './job.ts'
import type { ReplyDeps, Work } from './reply-deps.ts'
import { resolvePeople } from './resolve-people.ts'
import { exportEvents } from './export-events.ts'
import { showEvent } from './show-event.ts'
import { showEvents } from './show-events.ts'
import { toldAs, toldHere } from './mask-outside.ts'
import { narrowSources } from './narrow-sources.ts'
import { tellBehind } from './tell-behind.ts'
import { tellAnswer } from './tell-answer.ts'
import { tellWidened } from './tell-widened.ts'
import { tellRights } from './tell-rights.ts'
import { isWatchReading, watchCommand } from './watch-command.ts'

/** The reply to words that were read, whichever way they came. Throws only for a defect; the caller tells the asker. */
export async function reply(work: Work, reading: Reading, deps: ReplyDeps, signal: AbortSignal): Promise<Asked> {
  const say = (message: Message, { outbox } = deps) =>
    work.view === undefined
      ? outbox.whisper(work.venue, work.asker, message)
      : outbox.showView(work.view, noticeView(message))
  if (reading.kind === 'doctor') {
    const may = await deps.authorize(work, NO_QUESTION, { kind: 'doctor' })
    if (may.kind === 'refused')
      return {
        deed: 'doctor',
        outcome: 'refused',
        sent: await say(refusedMessage(may.detail)),
        rights: `refused: ${may.reason}`,
      }
    const taken = await deps.budget.take(work, { questions: 1, dollars: 0 })
    if (taken.kind === 'over') {
      const sent = await say(overBudgetMessage(taken.charge))
      return { deed: 'doctor', outcome: 'refused', sent, rights: 'refused: budget' }
    }
    const rights = may.by.join(', ')
    await deps.audit.write(startOf(work, { deed: 'doctor', question: undefined, rights }, deps.now()))
    return { deed: 'doctor', outcome: 'doctor', sent: await say(await deps.doctor(signal)), rights }
  }
  if (reading.kind === 'help') return { outcome: 'help', sent: await say(helpMessage(reading.topic)) }
  // What is offered to be asked instead may name a key that an earlier question did.
  if (reading.kind === 'unclear')
    return { outcome: 'unclear', sent: await say(unclearMessage(reading), await toldHere(work, deps)) }

  if (isWatchReading(reading)) return watchCommand(work, reading, await toldHere(work, deps), signal)
  if (reading.kind === 'may') return { ...(await tellRights(work, reading, await toldHere(work, deps))), deed: 'may' }

  const resolved = await resolvePeople(reading.question, (person) =>
    deps.people.look({ team: work.asker.team, person } satisfies Asker),
  )
  if (resolved.kind === 'unknown') return { outcome: 'unclear', sent: await say(noPersonMessage(resolved.person)) }
  if (deps.sources.estate.places.length === 0) return { outcome: 'nowhere', sent: await say(noPlacesMessage()) }
  const whole = resolved.question
  const permitted = await deps.authorize(work, whole, reading.wanted)
  const asked = { deed: reading.wanted.kind, question: sayQuestion(whole) }
  if (permitted.kind === 'refused') {
    const sent = await say(refusedMessage(permitted.detail))
    return { ...asked, outcome: 'refused', sent, rights: `refused: ${permitted.reason}` }
  }
  const { question, grant, by } = permitted
  await deps.audit.write(startOf(work, { ...asked, rights: by.join(', ') }, deps.now()))
  const done = await show(reading, question, grant)
  return { ...asked, rights: by.join(', '), ...done }

  function show(understood: Understood, question: Question, grant: Grant): Promise<Asked> {
    const narrowed = { ...work, narrowed: question !== whole }
    const granted = { ...toldAs(grant, deps), sources: narrowSources(deps.sources, grant.accounts), grant }
    if (work.widen === true) return tellWidened(narrowed, understood, question, granted, signal)
    switch (understood.wanted.kind) {
      case 'events':
        return showEvents(narrowed, understood, question, granted, signal)
      case 'event':
        return showEvent(narrowed, understood, question, granted, signal, askWords)
      case 'behind':
        return tellBehind(narrowed, understood, question, granted, signal)
      case 'export':
        return exportEvents(narrowed, understood, question, granted, signal)
      case 'answer':
      case 'by':
        return tellAnswer(narrowed, understood, question, granted, signal)
      default:
        return never(understood.wanted)
    }

    function askWords(words: string, work: Work): Promise<Asked> {
      const { accounts } = deps.sources.estate
      return reply(work, readQuestion(words, { now: work.askedAt, zone: understood.zone, accounts }), deps, signal)
    }
  }
}
