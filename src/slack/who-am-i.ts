import type { WebClient } from '@slack/web-api'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { classify } from './classify.ts'

const TRIES = 6
const FIRST_WAIT_MS = 1_000

/** Who the bot is in its workspace. Waits for a Slack that can't be reached just now, and throws where it refuses the token. */
export async function whoAmI(
  client: WebClient,
  clock: Clock,
  log: Log,
): Promise<{ readonly userId: string; readonly botId: string; readonly team: string }> {
  for (let tries = 1; ; tries += 1) {
    try {
      const reply = await client.auth.test()
      if (!reply.user_id || !reply.bot_id) throw new Error('SLACK_BOT_TOKEN is not the token of a bot')
      return { userId: reply.user_id, botId: reply.bot_id, team: reply.team_id ?? '' }
    } catch (error) {
      const meaning = classify(error)
      const passing =
        meaning.kind === 'unknown' || meaning.reason === 'unreachable' || meaning.reason === 'rate-limited'
      if (!passing || tries === TRIES || (error instanceof Error && error.message.startsWith('SLACK_BOT_TOKEN'))) {
        throw new Error(`Slack did not accept the bot: ${meaning.detail}`, { cause: error })
      }
      log.warn({ err: error }, 'slack cannot be asked who the bot is, trying again')
      await clock.sleep(FIRST_WAIT_MS * 2 ** (tries - 1))
    }
  }
}
