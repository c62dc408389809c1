import process from 'node:process'
import { systemClock } from './lib/clock.ts'
import { openInstallFunction } from './wire-lambda-install.ts'

/** For API Gateway: the pages on which the bot is installed. */
export const handler = openInstallFunction(process.env, { clock: systemClock })
