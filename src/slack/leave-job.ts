import type { Job } from '../job/job.ts'
import type { Log } from '../lib/log.ts'
import { RESPONSE_ORIGINS, isResponseUrl, respond } from './respond.ts'

/** What is said to whoever asks where nobody answers any more. */
export const NOT_INSTALLED =
  'whodid is not installed in this workspace any more, so nobody can answer here. Whoever runs it can install it again.'

const TIMEOUT_MS = 3_000

/**
 * A job of a workspace that the bot is not installed in is left, with a line in the log. Its asker is told where Slack gave an
 * address that needs no token; whether that works does not matter.
 */
export async function leaveJob(
  { key, asker, venue }: Pick<Job, 'key' | 'asker' | 'venue'>,
  { log, responseOrigins = [] }: { readonly log: Log; readonly responseOrigins?: readonly string[] | undefined },
): Promise<void> {
  log.info({ key, team: asker.team }, 'a job was left: whodid is not installed in its workspace')
  const { responseUrl, channel } = venue
  if (responseUrl === undefined || !isResponseUrl(responseUrl, [...RESPONSE_ORIGINS, ...responseOrigins])) return
  await respond(responseUrl, { text: NOT_INSTALLED }, channel, TIMEOUT_MS)
}
