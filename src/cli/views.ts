import type { Answered, Sources } from '../job/answer-question.ts'
import type { Instant } from '../lib/instant.ts'
import { chainParagraphs } from '../message/chain-messages.ts'
import { breakDown } from '../answer/breakdown.ts'
import { sayBreakdown, sayParagraphs } from '../message/terminal.ts'
import type { Look } from '../message/terminal-text.ts'
import type { Understood } from '../question/question.ts'
import type { Breakdown } from '../question/wanted.ts'
import { trace } from '../job/trace.ts'
import { traceOpened } from '../job/trace-opened.ts'

/** Who was behind what a question finds, as text; what could not be seen is said in it. */
export async function sayBehind(
  { question, zone }: Understood,
  sources: Sources,
  around: { readonly signal: AbortSignal; readonly askedAt: Instant; readonly look: Look },
): Promise<string> {
  const { signal, askedAt, look } = around
  const tracing = { sources, signal, askedAt, asker: 'whodid' }
  const named = question.terms.some(({ not, predicate }) => !not && predicate.kind === 'identity')
  const made = named ? await traceOpened(question, tracing) : await trace({ kind: 'question', question }, tracing)
  return sayParagraphs('Who was behind it', chainParagraphs(made), zone, look)
}

/** An answer by service, session, day …, as a table. */
export function sayBy({ answer, evidence }: Answered, by: Breakdown, sources: Sources, look: Look): string {
  const alias = new Map(sources.estate.accounts.map((account) => [account.id, account.alias]))
  return sayBreakdown(answer, by, breakDown(evidence, by, { zone: answer.zone, alias }), look)
}
