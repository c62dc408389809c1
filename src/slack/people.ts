import type { WebClient } from '@slack/web-api'
import type { Asker } from '../job/job.ts'
import type { People } from '../job/ports.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Standing } from '../policy/policy.ts'
import { readWorkspace, type Workspace } from '../policy/workspace.ts'

type Known = Awaited<ReturnType<People['look']>>

const NOBODY: Known = { zone: undefined, email: undefined, name: undefined, standing: undefined }
const KEPT_MS = 5 * 60_000
const KEPT_PEOPLE = 5_000

/** People as Slack knows them, remembered for five minutes or as long as is said. What Slack doesn't tell is undefined, never a failure. */
export function makePeople(client: WebClient, clock: Clock, log: Log, keptMs = KEPT_MS): People {
  const seen = new Map<string, { readonly until: number; readonly known: Promise<Known> }>()
  const members = new Map<string, { readonly until: number; readonly people: Promise<ReadonlySet<string>> }>()
  return {
    async look(asker) {
      const key = `${asker.team}/${asker.person}`
      const before = seen.get(key)
      if (before !== undefined && before.until > clock.now()) return before.known
      const known = ask(asker)
      seen.delete(key)
      seen.set(key, { until: clock.now() + keptMs, known })
      const oldest = seen.keys().next()
      if (seen.size > KEPT_PEOPLE && oldest.done !== true) seen.delete(oldest.value)
      // A failure isn't remembered: the next question asks again.
      if ((await known) === NOBODY) seen.delete(key)
      return known
    },
    async groups({ team, person }, among) {
      const inThem: string[] = []
      for (const group of among) if ((await peopleOf(team, group)).has(person)) inThem.push(group)
      return inThem
    },
  }

  async function ask(asker: Asker): Promise<Known> {
    try {
      const { user } = await client.users.info({ user: asker.person })
      return {
        zone: user?.tz ?? undefined,
        email: user?.profile?.email ?? undefined,
        name: user?.profile?.display_name || user?.real_name || user?.name || undefined,
        standing: user === undefined ? undefined : standingOf(user, readWorkspace(asker.team), asker.home),
      }
    } catch (error) {
      log.warn({ err: error, person: asker.person }, 'slack did not say who asked')
      return NOBODY
    }
  }

  /** https://docs.slack.dev/reference/methods/usergroups.users.list */
  function peopleOf(team: string, group: string): Promise<ReadonlySet<string>> {
    const key = `${team}/${group}`
    const before = members.get(key)
    if (before !== undefined && before.until > clock.now()) return before.people
    const people = client.usergroups.users.list({ usergroup: group }).then(({ users }) => new Set(users ?? []))
    members.set(key, { until: clock.now() + keptMs, people })
    people.catch((error: unknown) => {
      members.delete(key)
      log.warn({ err: error, group }, 'slack did not say who is in a user group')
    })
    return people
  }
}

/** https://docs.slack.dev/reference/objects/user-object */
function standingOf(
  user: {
    readonly deleted?: boolean
    readonly is_bot?: boolean
    readonly is_restricted?: boolean
    readonly is_ultra_restricted?: boolean
    readonly is_stranger?: boolean
    readonly team_id?: string
    readonly enterprise_user?: { readonly teams?: readonly string[]; readonly enterprise_id?: string }
  },
  { team, enterprise }: Workspace,
  home: string | undefined,
): Standing {
  if (user.deleted === true) return 'deactivated'
  if (user.is_bot === true) return 'bot'
  if (user.is_stranger === true) return 'stranger'
  const own = user.team_id ?? home
  const teams = [own, user.enterprise_user?.enterprise_id, ...(user.enterprise_user?.teams ?? [])]
  // Of the workspace that was asked in: in a channel shared with another company people of both ask.
  const here = team === '' ? enterprise : team
  if (here && own !== undefined && !teams.includes(here)) return 'stranger'
  return user.is_restricted === true || user.is_ultra_restricted === true ? 'guest' : 'member'
}
