import process from 'node:process'
import { systemClock } from './lib/clock.ts'
import { openTickFunction } from './wire-lambda.ts'

/** For the schedule. */
export const handler = openTickFunction(process.env, { clock: systemClock })
