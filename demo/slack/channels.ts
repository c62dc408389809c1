import { BOT } from './people.ts'

/** A place where people talk. */
export type Channel = {
  readonly id: string
  readonly name: string
  readonly kind: 'public' | 'private' | 'im'
  readonly members: Set<string>
  archived: boolean
  /** Shared with another company through Slack Connect. */
  readonly shared: boolean
  /** Only admins may post. */
  readonly restricted: boolean
}

const STAFF = ['U00ADA', 'U00ALICE', 'U00BOB'] as const

function channel(id: string, name: string, members: readonly string[], more: Partial<Channel> = {}): Channel {
  return {
    id,
    name,
    kind: 'public',
    archived: false,
    shared: false,
    restricted: false,
    ...more,
    members: new Set(members),
  }
}

/** One of every sort of channel that a bot has to get right; made anew for each workspace. */
export function makeChannels(): readonly Channel[] {
  return [
    channel('C00GENERAL', 'general', [...STAFF, 'U00DEPLOY', BOT.user]),
    channel('C00INCIDENTS', 'incidents', [...STAFF, 'U00GUS', 'U00DEPLOY', BOT.user]),
    channel('C00RANDOM', 'random', STAFF),
    channel('C00SECURITY', 'security', ['U00ADA', 'U00BOB', BOT.user], { kind: 'private' }),
    channel('C00BOARD', 'board', ['U00ADA', 'U00BOB'], { kind: 'private' }),
    channel('C00OLD', 'old-project', [...STAFF, BOT.user], { archived: true }),
    channel('C00NEWS', 'news', [...STAFF, BOT.user], { restricted: true }),
    channel('C00PARTNER', 'partner', [...STAFF, 'U00SAM', BOT.user], { shared: true }),
  ]
}

/** The direct messages between a person and the bot. */
export function directChannel(person: string): Channel {
  return channel(`D00${person.replace(/^U0*/u, '')}`, `dm-${person}`, [person, BOT.user], { kind: 'im' })
}
