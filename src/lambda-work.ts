import process from 'node:process'
import { systemClock } from './lib/clock.ts'
import { openWorkFunction } from './wire-lambda.ts'

/** For the queue. */
export const handler = openWorkFunction(process.env, { clock: systemClock })
