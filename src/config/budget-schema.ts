import { z } from 'zod'
import { count, say } from './rules.ts'

const questions = (most: number, whose: string) =>
  count(1, 1_000_000)
    .default(most)
    .meta(say(`How many questions ${whose} may ask in an hour; a reply that is still at hand is none.`, String(most)))

const dollars = (most: number, whose: string) =>
  z
    .number({ error: 'an amount in dollars is expected' })
    .min(0, { error: 'at least 0' })
    .max(1_000_000, { error: 'at most 1000000' })
    .default(most)
    .meta(say(`What questions of ${whose} may cost in AWS in a day (UTC), in dollars, all together.`, String(most)))

/** How much may be asked and spent, by whom: generous for people in an incident, and an end for a loop or a prank. */
export const budgets = {
  questionsAnHourEach: questions(300, 'one person'),
  questionsAnHourChannel: questions(600, 'everyone in one channel'),
  questionsAnHour: questions(3_000, 'everyone of the workspace'),
  dollarsADayEach: dollars(100, 'one person'),
  dollarsADayChannel: dollars(200, 'one channel'),
  dollarsADay: dollars(500, 'the workspace'),
}
