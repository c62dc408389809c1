import type { Answered } from './answer-question.ts'
import type { Sent } from './ports.ts'

/** What became of a piece of work: for the log and the audit. */
export type Asked = {
  readonly outcome:
    | 'answered'
    | 'empty'
    | 'unclear'
    | 'help'
    | 'doctor'
    | 'nowhere'
    | 'refused'
    | 'costly'
    | 'stale'
    | 'shown'
    | 'done'
  readonly sent: Sent
  readonly answered?: Answered | undefined
  /** What was asked for, and by which right: undefined where it came to no question. */
  readonly deed?: string | undefined
  /** As a command. */
  readonly question?: string | undefined
  readonly rights?: string | undefined
  /** How it goes on in another job. */
  readonly goesOn?: { readonly places: number; readonly all: number; readonly paid: number } | undefined
  /** sha-256 of the messages of the answer. */
  readonly answerHash?: string | undefined
}
