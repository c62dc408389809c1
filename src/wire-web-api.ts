import type { Config } from './config/load.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import { validateMessage } from './message/validate-blocks.ts'
import type { Installations } from './slack/installations.ts'
import { installedWorkspaces, oneWorkspace, type Workspaces } from './slack/workspaces.ts'
import type { AwsOutside } from './wire-aws.ts'

export type SlackOutside = {
  readonly clock: Clock
  readonly log: Log
  /** Where response_urls may lead besides Slack's own hosts: a stand-in on this machine. */
  readonly responseOrigins?: readonly string[]
  /** The bot's own AWS credentials; by default those that the SDK finds. */
  readonly awsCredentials?: AwsOutside['credentials']
}

/** The roads out to Slack, as the settings say: in the one workspace of its token, or in each that installed the bot. */
export function wireWorkspaces(
  { slack, secrets, limits }: Config,
  installations: Installations | undefined,
  { clock, log, responseOrigins = [] }: SlackOutside,
): Workspaces {
  const settings = { apiUrl: slack.apiUrl, responseOrigins, maxWaitMs: limits.slackWaitSeconds * 1_000 }
  const outside = { clock, log, validate: validateMessage }
  if (installations !== undefined) return installedWorkspaces(installations, settings, outside)
  return oneWorkspace({ ...settings, botToken: secrets.botToken ?? '' }, outside)
}
