import type { Config } from './config/load.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import { validateMessage } from './message/validate-blocks.ts'
import { openWebApi, type WebApi } from './slack/web-api.ts'
import type { AwsOutside } from './wire-aws.ts'

export type LambdaOutside = {
  readonly clock: Clock
  readonly log: Log
  readonly responseOrigins?: readonly string[]
  readonly awsCredentials?: AwsOutside['credentials']
}

/** The roads out to Slack, as the settings say. */
export function wireWebApi(
  { slack, secrets, limits }: Config,
  { clock, log, responseOrigins = [] }: LambdaOutside,
): WebApi {
  const maxWaitMs = limits.slackWaitSeconds * 1_000
  const settings = { botToken: secrets.botToken, apiUrl: slack.apiUrl, responseOrigins, maxWaitMs }
  return openWebApi(settings, { clock, log, validate: validateMessage })
}
