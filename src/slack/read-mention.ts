import { z } from 'zod'
import type { AskJob } from '../job/job.ts'
import type { Instant } from '../lib/instant.ts'
import { readWorkspace, SPELL, type Spell } from './read-workspace.ts'

/** https://docs.slack.dev/reference/events/app_mention and …/message.im */
const Envelope = z.object({
  event_id: z.string().nullish(),
  event: z.object({
    type: z.enum(['app_mention', 'message']),
    channel_type: z.string().nullish(),
    subtype: z.string().nullish(),
    bot_id: z.string().nullish(),
    edited: z.unknown().optional(),
    hidden: z.boolean().nullish(),
    user: z.string().min(1),
    user_team: z.string().nullish(),
    team: z.string().nullish(),
    text: z.string(),
    channel: z.string().min(1),
    thread_ts: z.string().nullish(),
  }),
})

/**
 * What a mention, or a direct message to the bot, asks for. Undefined for everything that isn't a person's new message:
 * other bots, our own messages, edits, joins, channels we were not mentioned in.
 */
export function readMention(
  body: unknown,
  botUserId: string,
  at: Instant,
  envelopeId: string | undefined,
  spell: Spell = SPELL,
): AskJob | undefined {
  const read = Envelope.safeParse(body)
  if (!read.success) return undefined
  const { event, ...envelope } = read.data
  if (event.type === 'message' && event.channel_type !== 'im') return undefined
  if (event.subtype || event.bot_id || event.edited || event.hidden || event.user === botUserId) return undefined
  const id = envelope.event_id ?? envelopeId
  if (id === undefined) return undefined
  return {
    kind: 'ask',
    key: `event:${id}`,
    words: withoutMention(event.text, botUserId),
    ...(event.thread_ts ? { followUp: true } : {}),
    askedAt: at,
    asker: {
      team: spell(readWorkspace(body)),
      person: event.user,
      home: event.user_team ?? event.team ?? undefined,
    },
    venue: { channel: event.channel, thread: event.thread_ts ?? undefined, responseUrl: undefined },
  }
}

/** What follows the mention is the question ("hey @whodid Alice 24h"); where nothing follows, what stands before it. */
function withoutMention(text: string, botUserId: string): string {
  const parts = text.split(/(<@[^>|]+(?:\|[^>]*)?>)/)
  const isBot = (part: string) => part === `<@${botUserId}>` || part.startsWith(`<@${botUserId}|`)
  const at = parts.findIndex(isBot)
  if (at === -1) return text.trim()
  const rest = (some: string[]) =>
    some
      .filter((part) => !isBot(part))
      .join('')
      .trim()
  return rest(parts.slice(at)) || rest(parts.slice(0, at))
}
