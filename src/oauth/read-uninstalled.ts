import { z } from 'zod'
import { instant, type Instant } from '../lib/instant.ts'
import type { Workspace } from '../slack/installations.ts'

/** What Slack says once the bot was thrown out somewhere. */
export type Uninstalled =
  /** `bots`: whose tokens were revoked; undefined where all were. */
  | (Said & { readonly kind: 'uninstalled'; readonly bots: readonly string[] | undefined })
  /** Still installed in the organization, and in these workspaces of it no more. */
  | (Said & { readonly kind: 'left'; readonly teams: readonly string[] })

type Said = {
  readonly workspace: Workspace
  /** The end of the second in which it happened. */
  readonly at: Instant
  readonly id: string
}

const ids = z.array(z.string().min(1))
const Envelope = z.object({
  event_id: z.string().min(1),
  event_time: z.number().positive(),
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.boolean().nullish(),
  authorizations: z
    .array(
      z.object({
        enterprise_id: z.string().nullish(),
        team_id: z.string().nullish(),
        is_enterprise_install: z.boolean().nullish(),
      }),
    )
    .nullish(),
  event: z.discriminatedUnion('type', [
    z.object({ type: z.literal('app_uninstalled') }),
    z.object({ type: z.literal('tokens_revoked'), tokens: z.object({ bot: ids.nullish() }) }),
    z.object({ type: z.literal('team_access_revoked'), team_ids: ids }),
  ]),
})

/**
 * Undefined for everything else, and where only tokens of people were revoked: the bot has none.
 * https://docs.slack.dev/reference/events/app_uninstalled, …/tokens_revoked and …/team_access_revoked
 */
export function readUninstalled(body: unknown): Uninstalled | undefined {
  const read = Envelope.safeParse(body)
  if (!read.success) return undefined
  const { event, event_id: id, event_time: seconds } = read.data
  const workspace = workspaceOf(read.data)
  if (workspace === undefined) return undefined
  const said = { workspace, at: instant(Math.floor(seconds) * 1_000 + 999), id }
  if (event.type === 'app_uninstalled') return { ...said, kind: 'uninstalled', bots: undefined }
  if (event.type === 'team_access_revoked') return { ...said, kind: 'left', teams: event.team_ids }
  const { bot: bots } = event.tokens
  return bots?.length ? { ...said, kind: 'uninstalled', bots } : undefined
}

/** For an organization, Slack gives no workspace, or says so beside it. */
function workspaceOf(envelope: z.infer<typeof Envelope>): Workspace | undefined {
  const [authorization] = envelope.authorizations ?? []
  const enterprise = envelope.enterprise_id ?? authorization?.enterprise_id ?? undefined
  const team = envelope.team_id ?? authorization?.team_id ?? ''
  if (team.startsWith('E')) return { enterprise: team, team: '' }
  const orgWide = envelope.is_enterprise_install ?? authorization?.is_enterprise_install ?? false
  if (enterprise !== undefined && (orgWide || team === '')) return { enterprise, team: '' }
  return team === '' ? undefined : { enterprise, team }
}
