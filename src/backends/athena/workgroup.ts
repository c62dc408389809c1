import { type AthenaClient, GetWorkGroupCommand, type WorkGroup } from '@aws-sdk/client-athena'
import type { Gap } from '../../find/backend.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Instant } from '../../lib/instant.ts'
import { keepAsking } from './patience.ts'
import type { AthenaTable } from './table.ts'

/** What a workgroup decides about queries in it. */
export type Workgroup = {
  /** Athena cancels a query that reads more. */
  readonly scanLimit: number
  /** Athena keeps the results itself, for a day, and can't reuse them. */
  readonly managedResults: boolean
}

/** Looks at workgroups, each once in ten minutes unless something is wrong with it. Rejects where that is not allowed. */
export function makeWorkgroups(clock: Clock) {
  const known = new Map<string, { readonly at: Instant; readonly group: Workgroup }>()
  return {
    async of(table: AthenaTable, client: AthenaClient, signal: AbortSignal): Promise<Workgroup | Gap> {
      const before = known.get(table.name)
      if (before !== undefined && clock.now() - before.at < KEPT_MS) return before.group
      const ask = new GetWorkGroupCommand({ WorkGroup: table.workgroup })
      const { WorkGroup = { Name: table.workgroup } } = await keepAsking({ clock, signal }, () =>
        client.send(ask, { abortSignal: signal }),
      )
      const group = checkWorkgroup(WorkGroup, table)
      if (!('reason' in group)) known.set(table.name, { at: clock.now(), group })
      return group
    },
  }
}

const KEPT_MS = 10 * 60_000

/**
 * The workgroup, if queries may be run in it. Without a limit on what one query may read, one wrong table costs any amount,
 * so then nothing is asked at all.
 * https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html
 */
export function checkWorkgroup(group: WorkGroup, table: AthenaTable): Workgroup | Gap {
  const wrong = (detail: string): Gap => ({ reason: 'failed', where: table.name, detail, count: 1 })
  const { workgroup } = table
  const { BytesScannedCutoffPerQuery, ManagedQueryResultsConfiguration, ResultConfiguration } =
    group.Configuration ?? {}
  if (group.State === 'DISABLED') return wrong(`The workgroup ${workgroup} is disabled in Athena.`)
  if (BytesScannedCutoffPerQuery === undefined)
    return wrong(
      `The workgroup ${workgroup} has no limit on what a query may read, so nothing was asked: set BytesScannedCutoffPerQuery.`,
    )
  const managedResults = ManagedQueryResultsConfiguration?.Enabled === true
  if (!managedResults && !ResultConfiguration?.OutputLocation && table.results === undefined)
    return wrong(
      `The workgroup ${workgroup} has no place for results: give it an output location, or let Athena manage results.`,
    )
  return { scanLimit: BytesScannedCutoffPerQuery, managedResults }
}
