import { never } from '../../src/lib/never.ts'
import type { Channel } from './channels.ts'
import type { Answer, Inbound } from './deliver.ts'
import type { SlackMessage } from './messages.ts'
import { APP_ID, BOT } from './people.ts'
import type { Json } from './record.ts'
import { sayMessage } from './web-api/say-message.ts'
import { sayView } from './web-api/views.ts'
import type { Workspace } from './workspace.ts'

/** Something the Events API may tell of. */
export type Announcement =
  | { readonly kind: 'message'; readonly message: SlackMessage }
  | { readonly kind: 'mention'; readonly message: SlackMessage }
  | { readonly kind: 'home'; readonly person: string; readonly tab: 'home' | 'messages' }
  | { readonly kind: 'raw'; readonly event: Json & { readonly type: string } }

/** When Slack tries again: at once, after a minute, after five. */
const RETRY_MS = [0, 60_000, 300_000] as const

type Told = { readonly name: string; readonly event: Json; readonly channel: Channel | undefined }

/** Tells the app of something, if it subscribed and may know. Undefined where it is not told. */
export async function tell(
  workspace: Workspace,
  send: (inbound: Inbound) => Promise<Answer>,
  announcement: Announcement,
): Promise<Answer | undefined> {
  const told = read(workspace, announcement)
  if (told === undefined || !workspace.manifest.events.includes(told.name)) return undefined
  if (told.channel !== undefined && !told.channel.members.has(BOT.user)) return undefined
  const payload = envelope(workspace, told)
  const id = workspace.ids.secret('env-')
  const first = await send({ kind: 'event', payload, envelope: id })
  if (mayRetry(first)) later(workspace, send, payload, 0, first)
  return first
}

function later(
  workspace: Workspace,
  send: (inbound: Inbound) => Promise<Answer>,
  payload: Json,
  retry: number,
  last: Answer,
): void {
  const wait = RETRY_MS[retry]
  if (wait === undefined) return
  workspace.clock.after(wait, () => {
    const inbound: Inbound = {
      kind: 'event',
      payload,
      envelope: workspace.ids.secret('env-'),
      retry: { attempt: retry + 1, reason: reasonOf(last) },
    }
    void (async () => {
      const answer = await send(inbound)
      if (mayRetry(answer)) later(workspace, send, payload, retry + 1, answer)
    })()
  })
}

function mayRetry(answer: Answer): boolean {
  return answer.kind !== 'acked' && (answer.kind !== 'status' || answer.retry)
}

function reasonOf(answer: Answer): string {
  if (answer.kind === 'timeout') return 'http_timeout'
  return answer.kind === 'status' ? 'http_error' : 'connection_failed'
}

function read(workspace: Workspace, announcement: Announcement): Told | undefined {
  const { state } = workspace
  switch (announcement.kind) {
    case 'message':
    case 'mention': {
      const { message } = announcement
      const channel = state.channels.get(message.channel)
      if (channel === undefined) return undefined
      const type = channel.kind === 'im' ? 'im' : channel.kind === 'public' ? 'channel' : 'group'
      const team = state.people.get(message.user)?.team ?? state.team.id
      const said = { ...sayMessage(state, message), channel: channel.id, event_ts: message.ts, team: state.team.id }
      const from = team === state.team.id ? {} : { user_team: team, source_team: team }
      if (announcement.kind === 'mention')
        return { name: 'app_mention', channel, event: { ...said, ...from, type: 'app_mention' } }
      const name = { im: 'message.im', channel: 'message.channels', group: 'message.groups' }[type]
      return { name, channel, event: { ...said, ...from, channel_type: type } }
    }
    case 'home': {
      const { person, tab } = announcement
      const home = state.homes.get(person)
      const event = { type: 'app_home_opened', user: person, tab, channel: `D00${person.replace(/^U0*/u, '')}` }
      const view = home !== undefined && tab === 'home' ? { view: sayView(home) } : {}
      return {
        name: 'app_home_opened',
        channel: undefined,
        event: { ...event, ...view, event_ts: workspace.ids.ts(workspace.clock.now()) },
      }
    }
    case 'raw':
      return { name: announcement.event.type, channel: undefined, event: announcement.event }
    default:
      return never(announcement)
  }
}

function envelope(workspace: Workspace, told: Told): Json {
  const { id, enterprise = null } = workspace.state.team
  return {
    token: 'fake-verification-token',
    team_id: id,
    context_team_id: id,
    context_enterprise_id: enterprise,
    api_app_id: APP_ID,
    event: told.event,
    type: 'event_callback',
    event_id: workspace.ids.next('Ev'),
    event_time: Math.floor(workspace.clock.now() / 1000),
    authorizations: [
      { enterprise_id: enterprise, team_id: id, user_id: BOT.user, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: told.channel?.shared ?? false,
  }
}
