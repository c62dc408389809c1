import { z } from 'zod'
import { spellWorkspace, type Workspace } from '../policy/workspace.ts'

/** What rows call the workspace that something came from: `spellWorkspace`, or `spellTeam` where there is one token. */
export type Spell = (workspace: Workspace) => string
export const SPELL: Spell = spellWorkspace

const id = z.string().nullish()
const Ids = z.object({ id, enterprise_id: id })

/** As much of a command, an event or an interaction as says for which installation it is. */
const Sent = z.object({
  team_id: id,
  enterprise_id: id,
  context_team_id: id,
  context_enterprise_id: id,
  authorizations: z.array(z.object({ enterprise_id: id, team_id: id })).nullish(),
  event: z.unknown().optional(),
  command: id,
  team: z.union([Ids, z.string()]).nullish(),
  enterprise: Ids.nullish(),
  user: z.union([z.object({ team_id: id }), z.string()]).nullish(),
  view: z.object({ app_installed_team_id: id }).nullish(),
})

/**
 * The workspace of the installation that Slack sent something for. In a channel shared with another company, or in an
 * Enterprise Grid organization, whoever did it may be of another workspace: that is not what is asked here. Where the app is
 * installed for a whole organization Slack names no installing workspace, and the one it happened in counts.
 * https://docs.slack.dev/apis/events-api/#authorizations
 * https://docs.slack.dev/enterprise/developing-for-enterprise-orgs
 */
export function readWorkspace(body: unknown): Workspace {
  const read = Sent.safeParse(body)
  if (!read.success) return { enterprise: undefined, team: '' }
  const { data } = read
  if (typeof data.event === 'object') return ofEvent(data)
  return typeof data.command === 'string' ? made(data.enterprise_id, data.team_id) : ofInteraction(data)
}

function ofEvent(sent: z.infer<typeof Sent>): Workspace {
  const [authorization] = sent.authorizations ?? []
  const { team_id: team, enterprise_id: around, context_team_id: context } = sent
  // In a shared channel `team_id` and `enterprise_id` are the sender's: an organization is only taken with its own workspace.
  const ofSender = !context || context === team ? around : undefined
  if (authorization === undefined) return made(sent.context_enterprise_id ?? ofSender, context, team)
  const { team_id: installed, enterprise_id: enterprise } = authorization
  return made(
    enterprise,
    installed,
    context,
    enterprise && around !== undefined && around !== enterprise ? undefined : team,
  )
}

function ofInteraction({ team, enterprise, user, view }: z.infer<typeof Sent>): Workspace {
  const inside = typeof team === 'object' && team !== null ? team : undefined
  // Slack gives no team where the app is installed for the organization: whose home it is, there it was done.
  const home = inside === undefined && typeof user === 'object' ? user?.team_id : undefined
  return made(inside?.enterprise_id ?? enterprise?.id, view?.app_installed_team_id, inside?.id, home)
}

/** The first that is the id of a workspace. For an organization Slack sometimes puts its own id in that place. */
function made(enterprise: string | null | undefined, ...teams: readonly (string | null | undefined)[]): Workspace {
  const ids = teams.filter(isId)
  const org = isId(enterprise) ? enterprise : ids.find((each) => each.startsWith('E'))
  return { enterprise: org, team: ids.find((each) => !each.startsWith('E')) ?? '' }
}

/** Names of rows are made of these: nothing else is an id, whoever sent it. */
function isId(said: string | null | undefined): said is string {
  return typeof said === 'string' && /^[A-Z0-9]+$/.test(said)
}
