import { USERGROUPS, zoneOffset, type Person } from '../people.ts'
import type { Json } from '../record.ts'
import type { Workspace } from '../workspace.ts'
import type { Methods } from './method.ts'
import { knownPerson } from './place.ts'
import { Refusal } from './refusal.ts'

/** Who people are. https://docs.slack.dev/reference/methods#users */
export const users: Methods = {
  'users.info': {
    token: 'bot',
    scopes: ['users:read'],
    tier: 'tier4',
    run: (workspace, args) => ({ user: sayPerson(workspace, knownPerson(workspace, args.need('user'))) }),
  },
  'users.list': {
    token: 'bot',
    scopes: ['users:read'],
    tier: 'tier2',
    run: (workspace) => ({
      members: [...workspace.state.people.values()].map((person) => sayPerson(workspace, person)),
      cache_ts: Math.floor(workspace.clock.now() / 1000),
      response_metadata: { next_cursor: '' },
    }),
  },
  'users.lookupByEmail': {
    token: 'bot',
    scopes: ['users:read.email'],
    tier: 'tier3',
    run(workspace, args) {
      const email = args.need('email').toLowerCase()
      const person = [...workspace.state.people.values()].find((each) => each.email?.toLowerCase() === email)
      if (person === undefined || person.role === 'deactivated') throw new Refusal('users_not_found')
      return { user: sayPerson(workspace, person) }
    },
  },
  'usergroups.users.list': {
    token: 'bot',
    scopes: ['usergroups:read'],
    tier: 'tier2',
    run(_workspace, args) {
      const group = USERGROUPS.find((each) => each.id === args.need('usergroup'))
      if (group === undefined) throw new Refusal('no_such_subteam')
      return { users: group.people }
    },
  },
}

function sayPerson(workspace: Workspace, person: Person): Json {
  const profile = {
    real_name: person.realName,
    display_name: person.name,
    team: person.team,
    ...(person.email !== undefined && workspace.scopes.has('users:read.email') ? { email: person.email } : {}),
    ...(person.botId === undefined ? {} : { bot_id: person.botId }),
  }
  const known = {
    id: person.id,
    team_id: person.team,
    name: person.name,
    deleted: person.role === 'deactivated',
    profile,
  }
  if (person.role === 'deactivated') return { ...known, is_bot: false }
  return {
    ...known,
    real_name: person.realName,
    tz: person.zone,
    tz_label: person.zone,
    tz_offset: zoneOffset(person.zone, workspace.clock.now()),
    is_admin: person.role === 'admin',
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.role === 'guest',
    is_ultra_restricted: false,
    is_bot: person.role === 'bot',
    is_app_user: false,
    ...(person.role === 'stranger' ? { is_stranger: true } : {}),
    updated: Math.floor(workspace.clock.now() / 1000),
  }
}
