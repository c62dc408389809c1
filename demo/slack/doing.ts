import type { Channel } from './channels.ts'
import type { Answer, Inbound } from './deliver.ts'
import type { Announcement } from './events.ts'
import type { Outcome } from './outcome.ts'
import { APP_ID, type Person } from './people.ts'
import type { Json } from './record.ts'
import { directMessages, findChannel } from './state.ts'
import type { Workspace } from './workspace.ts'

/** A person about to do something, and the ways from here to the app. */
export type Doing = {
  readonly workspace: Workspace
  readonly person: Person
  send(inbound: Inbound): Promise<Answer>
  tell(announcement: Announcement): Promise<Answer | undefined>
}

/** Where a person is, or an error where they cannot be: a mistake in the test, not in the app. */
export function placeOf(doing: Doing, where: string): Channel {
  const { workspace, person } = doing
  const channel = where === 'dm' ? directMessages(workspace.state, person.id) : findChannel(workspace.state, where)
  if (channel === undefined || !channel.members.has(person.id)) throw new Error(`${person.name} is not in ${where}`)
  return channel
}

/** A new envelope for the app. */
export function inbound(doing: Doing, kind: Inbound['kind'], payload: Json): Inbound {
  return { kind, payload, envelope: doing.workspace.ids.secret('env-') }
}

/** Slack's own refusal, which the person sees. */
export function refused(shown: string): Outcome {
  return { kind: 'refused', shown }
}

/** What every interaction's payload begins with. `modal`: the id of the one it was in, if it was in one. */
export function commonPayload(doing: Doing, modal?: string): Json {
  const { person, workspace } = doing
  const { id, domain, enterprise } = workspace.state.team
  return {
    user: { id: person.id, username: person.name, name: person.name, team_id: person.team },
    api_app_id: APP_ID,
    token: 'fake-verification-token',
    trigger_id: workspace.triggers.make(person.id, modal),
    team: { id, domain, ...(enterprise !== undefined && { enterprise_id: enterprise }) },
    enterprise: enterprise === undefined ? null : { id: enterprise },
    is_enterprise_install: false,
  }
}
