import { makeAccount, type AccountSettings, type AwsAccount } from './aws/account.ts'
import type { Aws } from './aws/aws.ts'
import { gapOf } from './aws/errors.ts'
import { type AwsOptions, makeAws } from './aws/make-aws.ts'
import { listMembers } from './aws/organization.ts'
import { type AthenaOptions, makeAthena } from './backends/athena/backend.ts'
import { makeCloudWatchLogs } from './backends/cloudwatch-logs/backend.ts'
import type { LogGroup } from './backends/cloudwatch-logs/log-group.ts'
import { makeEventHistory } from './backends/event-history/backend.ts'
import type { AwsSettings } from './config/aws-schema.ts'
import { probeHistory, probeLogGroup, probeWorkgroup } from './doctor/probes.ts'
import type { Probe } from './doctor/symptom.ts'
import type { Backend } from './find/backend.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import type { NotAsked, Place } from './plan/plan.ts'

type AthenaTable = AthenaOptions['tables'][number]

export type AwsOpen = {
  readonly accounts: readonly { readonly id: string; readonly alias: string | undefined }[]
  /** Accounts that are left out, with why. */
  readonly notAsked: readonly NotAsked[]
  readonly places: readonly Place[]
  readonly backends: ReadonlyMap<string, Backend>
  readonly probes: readonly Probe[]
  close(): void
}

export type AwsOutside = {
  readonly clock: Clock
  readonly log: Log
  /** The bot's own credentials; by default those that the SDK finds. */
  readonly credentials?: AwsOptions['credentials']
}

/** AWS dollars for a terabyte that Athena reads, in most Regions. https://aws.amazon.com/athena/pricing/ */
const ATHENA_DOLLARS = 5
/** And that Logs Insights reads. https://aws.amazon.com/cloudwatch/pricing/ */
const INSIGHTS_DOLLARS = 5

/** All places in AWS that the settings name, in the accounts that were listed. */
export function openAws(settings: AwsSettings, listed: Listed, { clock, log, credentials }: AwsOutside): AwsOpen {
  const accounts = listed.accounts.map((account) => makeAccount(account, settings))
  const aws = makeAws({ ...awsOptions(settings, clock, credentials), accounts, log })
  const byId = new Map(accounts.map((account) => [account.id, account]))
  const history = accounts.filter(({ eventHistory }) => eventHistory).flatMap(historyPlaces)
  const groups = settings.logGroups.map(logGroupOf)
  const tables = settings.athenaTables.map(athenaTableOf)
  return {
    accounts,
    notAsked: listed.notAsked,
    places: [
      ...history,
      ...settings.logGroups.flatMap((group) => logPlaces(group, accounts)),
      ...settings.athenaTables.map(athenaPlace),
    ],
    backends: new Map<string, Backend>([
      [
        'event-history',
        makeEventHistory({
          aws,
          clock,
          log,
          regionsOf: (id) => byId.get(id)?.regions ?? [],
          share: settings.historyShare / 100,
          pages: settings.historyPages,
        }),
      ],
      ['cloudwatch-logs', makeCloudWatchLogs({ aws, clock, log, groups })],
      ['athena', makeAthena({ aws, clock, log, tables })],
    ]),
    probes: probesOf(aws, history, groups, tables),
    close: () => aws.close(),
  }
}

/** The accounts to ask, and those that are left out. */
export type Listed = { readonly accounts: readonly AccountSettings[]; readonly notAsked: readonly NotAsked[] }

/**
 * The accounts that the settings name and, where it is wanted, all of the organization. Where the organization does not
 * answer, those that are named are asked, and every answer says that the others are not.
 */
export async function listAccounts(
  settings: AwsSettings,
  named: readonly AccountSettings[],
  { clock, log, credentials }: AwsOutside,
): Promise<Listed> {
  if (!settings.organization) return { accounts: named, notAsked: [] }
  const aws = makeAws({ ...awsOptions(settings, clock, credentials), accounts: [], log })
  try {
    const { active, left } = await listMembers(aws.organizations, clock, new AbortController().signal)
    const known = new Map(named.map((account) => [account.id, account]))
    const taken = new Set(named.flatMap(({ alias }) => alias ?? []))
    const others = active
      .filter(({ id }) => !known.has(id))
      .map(({ id, alias }) => ({ id, alias: taken.has(alias) ? id : alias }))
    const gone = left.filter(({ id }) => !known.has(id))
    const notAsked = gone.map(({ id, alias, state }) => ({ name: alias, why: state, account: id }))
    return { accounts: [...named, ...others], notAsked }
  } catch (error) {
    log.error({ err: error }, 'the accounts of the organization could not be listed')
    const { detail } = gapOf(error, 'the organization')
    return { accounts: named, notAsked: [{ name: 'other accounts of the organization', why: `not listed: ${detail}` }] }
  } finally {
    aws.close()
  }
}

function awsOptions(
  { regions, sourceIdentity, endpoint }: AwsSettings,
  clock: Clock,
  credentials: AwsOptions['credentials'],
) {
  const region = regions[0] ?? 'us-east-1'
  return { region, clock, sourceIdentity, endpoint, ...(credentials === undefined ? {} : { credentials }) }
}

function historyPlaces({ id, alias, regions }: AwsAccount): readonly Place[] {
  return regions.map((region) => ({
    backend: 'event-history',
    name: `event history of ${alias ?? id} in ${region}`,
    account: id,
    region,
  }))
}

type LogGroupSettings = AwsSettings['logGroups'][number]
type AthenaSettings = AwsSettings['athenaTables'][number]

function logGroupOf({ name, ...group }: LogGroupSettings): LogGroup {
  return { place: name, ...group, organizationTrail: group.organizationId !== undefined }
}

/** The group of an organization's trail holds every account; each is asked for by itself. */
function logPlaces(group: LogGroupSettings, accounts: readonly AwsAccount[]): readonly Place[] {
  const { name, account, organizationId, retentionDays: days, bytesPerDay: all } = group
  const held = organizationId === undefined ? [account] : accounts.map(({ id }) => id)
  const bytesPerDay = all === undefined ? undefined : all / held.length
  return held.map((id) => ({
    backend: 'cloudwatch-logs',
    name,
    account: id,
    region: undefined,
    days,
    bytesPerDay,
    dollarsPerTb: INSIGHTS_DOLLARS * 1_000,
  }))
}

function athenaTableOf({ dayColumn, accountColumn, regionColumn, ...table }: AthenaSettings): AthenaTable {
  return { ...table, partitions: { day: dayColumn, account: accountColumn, region: regionColumn } }
}

function athenaPlace({ name, accounts, bytesPerDay }: AthenaSettings): Place {
  return {
    backend: 'athena',
    name,
    account: accounts?.length === 1 ? accounts[0] : undefined,
    accounts,
    region: undefined,
    bytesPerDay,
    dollarsPerTb: ATHENA_DOLLARS,
  }
}

function probesOf(
  aws: Aws,
  history: readonly Place[],
  groups: readonly LogGroup[],
  tables: readonly AthenaTable[],
): readonly Probe[] {
  return [
    ...history.map(({ name, account = '', region = '' }) => probeHistory(aws, { place: name, account, region })),
    ...groups.map(({ place, account, region, group }) => probeLogGroup(aws, { place, account, region, group })),
    ...tables.map(({ name, account, region, workgroup }) =>
      probeWorkgroup(aws, { place: name, account, region, workgroup }),
    ),
  ]
}
