import type { Charge } from '../policy/budget.ts'
import { makeMessage } from './make-message.ts'
import type { Message } from './message.ts'
import { line, say, stress, time } from './piece.ts'
import { richText } from './rich-text.ts'
import { sayDollars } from './say-cost.ts'
import { sayCount } from './say-count.ts'

const WHOSE = { person: 'You have', channel: 'This channel has', workspace: 'This workspace has' } as const

/** A budget is used up, or too small for what is left to do: which, how large it is, and when there is more. */
export function overBudgetMessage({ purse, of, amount, most, until }: Charge): Message {
  const whose = WHOSE[purse]
  const parts =
    of === 'questions'
      ? [
          line(stress(`${whose} asked ${sayCount(most, 'question')} in this hour: that is as many as may be asked.`)),
          line(say('More can be asked from '), time(until, 'clock'), say(' on. Nothing was looked for.')),
        ]
      : [
          line(
            stress(
              `${whose} ${sayDollars(most / 1e6)} a day for questions that cost something, and too little is left.`,
            ),
          ),
          line(
            say(`This one would cost about ${sayDollars(amount / 1e6)}. There is more from `),
            time(until, 'moment'),
            say(' on; a shorter window, fewer accounts or '),
            say('via:history may cost nothing. Nothing was looked for.'),
          ),
        ]
  return makeMessage([
    richText([...parts, line(say('Whoever runs me sets these budgets, under limits in my settings.'))]),
  ])
}
