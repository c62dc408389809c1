import type { Workspace } from '../../src/policy/workspace.ts'

export type Sender = {
  readonly workspace: Workspace
  readonly person: string
  readonly channel: string
  /** Unique to what is sent in this workspace. */
  readonly id: string
  /** Where Slack would take a reply that needs no token. */
  readonly responseUrl: string
}

type Body = Readonly<Record<string, unknown>>

export function command(from: Sender, text: string): Body {
  return {
    command: '/whodid',
    text,
    user_id: from.person,
    channel_id: from.channel,
    trigger_id: from.id,
    response_url: from.responseUrl,
    ...ids(from),
  }
}

export function mention(from: Sender, text: string, thread?: string): Body {
  const event = { type: 'app_mention', user: from.person, channel: from.channel, text: `<@U00BOT> ${text}` }
  return envelope(from, { ...event, ...(thread && { thread_ts: thread }) })
}

export function home(from: Sender): Body {
  return envelope(from, { type: 'app_home_opened', user: from.person, tab: 'home' })
}

export function click(from: Sender, { action, token, value = '' }: { action: string; token: string; value?: string }) {
  return {
    type: 'block_actions',
    ...interaction(from),
    actions: [{ action_id: action, block_id: token, value, action_ts: from.id }],
    container: { message_ts: '1795000000.000001', channel_id: from.channel },
    channel: { id: from.channel },
    response_url: from.responseUrl,
  }
}

export function suggestion(from: Sender, typed: string): Body {
  return { type: 'block_suggestion', ...interaction(from), action_id: 'who', value: typed }
}

function interaction({ workspace, person, id }: Sender): Body {
  const { enterprise, team } = workspace
  return {
    user: { id: person, team_id: team },
    team: { id: team, ...(enterprise && { enterprise_id: enterprise }) },
    enterprise: enterprise === undefined ? null : { id: enterprise },
    trigger_id: id,
  }
}

function envelope(from: Sender, event: Body): Body {
  const { enterprise, team } = from.workspace
  const ours = { enterprise_id: enterprise ?? null, team_id: team, user_id: 'U00BOT', is_bot: true }
  return { type: 'event_callback', event_id: from.id, event, authorizations: [ours], ...ids(from) }
}

function ids({ workspace: { enterprise, team } }: Sender): Body {
  return { team_id: team, ...(enterprise && { enterprise_id: enterprise }) }
}
