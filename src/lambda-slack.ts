import process from 'node:process'
import { systemClock } from './lib/clock.ts'
import { openSlackFunction } from './wire-lambda-slack.ts'

/** For API Gateway and function URLs. */
export const handler = openSlackFunction(process.env, {
  clock: systemClock,
  write: (line) => process.stdout.write(line),
})
