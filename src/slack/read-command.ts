import { z } from 'zod'
import type { AskJob } from '../job/job.ts'
import type { Instant } from '../lib/instant.ts'
import { readWorkspace, SPELL, type Spell } from './read-workspace.ts'

/** https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling */
const Command = z.object({
  text: z.string().default(''),
  user_id: z.string().min(1),
  channel_id: z.string().min(1),
  trigger_id: z.string().nullish(),
  response_url: z.string().nullish(),
})

/** What a slash command asks for. Undefined where it isn't a command as Slack sends them. */
export function readCommand(
  body: unknown,
  at: Instant,
  envelopeId: string | undefined,
  spell: Spell = SPELL,
): AskJob | undefined {
  const read = Command.safeParse(body)
  if (!read.success) return undefined
  const command = read.data
  const id = command.trigger_id ?? envelopeId
  if (id === undefined) return undefined
  return {
    kind: 'ask',
    key: `command:${id}`,
    words: command.text.trim(),
    askedAt: at,
    asker: { team: spell(readWorkspace(body)), person: command.user_id },
    venue: { channel: command.channel_id, thread: undefined, responseUrl: command.response_url ?? undefined },
  }
}
