import type { Job } from '../job/job.ts'
import type { Instant } from '../lib/instant.ts'
import { readCommand } from './read-command.ts'
import { readHome } from './read-interaction.ts'
import { readMention } from './read-mention.ts'
import { SPELL, type Spell } from './read-workspace.ts'

/** What a command or an event that was queued as it came asks for. Undefined where it asks for nothing. */
export function readWork(
  body: Readonly<Record<string, unknown>>,
  botUserId: string,
  at: Instant,
  spell: Spell = SPELL,
): Job | undefined {
  if (typeof body.command === 'string') return readCommand(body, at, undefined, spell)
  return readMention(body, botUserId, at, undefined, spell) ?? readHome(body, at, undefined, spell)
}

/**
 * The bot's own user, as an event says for whom it was sent. Undefined where it does not.
 * https://docs.slack.dev/apis/events-api/#events-JSON
 */
export function readBotUser(body: object): string | undefined {
  const said = 'authorizations' in body ? body.authorizations : undefined
  const authorizations: readonly unknown[] = Array.isArray(said) ? said : []
  const ours = authorizations.find(
    (each): each is { readonly user_id: string } =>
      typeof each === 'object' &&
      each !== null &&
      'is_bot' in each &&
      each.is_bot === true &&
      'user_id' in each &&
      typeof each.user_id === 'string',
  )
  return ours?.user_id
}
