import type { Config } from './config/load.ts'
import { makePushedCover, type PushedCover } from './job/pushed-cover.ts'
import { type PushedMessage, takePushed } from './job/pushed-events.ts'
import { markPushed } from './job/pushed-misses.ts'
import type { PushedDeps } from './job/pushed-ports.ts'
import { onceWell } from './lambda/once-well.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import { WATCH_SETTINGS as settings } from './watch/settings.ts'
import type { AwsOutside } from './wire-aws.ts'
import type { JobsOpen } from './wire-jobs.ts'

export type TakePushed = (messages: readonly PushedMessage[]) => ReturnType<typeof takePushed>

type Outside = { readonly clock: Clock; readonly log: Log; readonly awsCredentials?: AwsOutside['credentials'] }

/** Takes pushed events, and log files that were announced, for the watches of this bot, whichever way its messages come. */
export function makeTakePushed(
  config: Config,
  {
    open,
    store,
    workspaces,
    sourcesOf,
    telemetry,
    forgetLeft,
  }: Pick<JobsOpen, 'open' | 'store' | 'workspaces' | 'sourcesOf' | 'telemetry' | 'forgetLeft'>,
  { clock, log, awsCredentials }: Outside,
): TakePushed {
  const now = () => clock.now()
  const all = makePushedCover({ sources: () => open.sources, now, settings })
  const covers = new Map<string, PushedCover>()
  const cover: PushedCover = {
    knows: (account) => all.knows(account),
    // What a workspace may see decides what may be pushed to it.
    covers: (watch, where) => coverOf(watch.team).covers(watch, where),
    mayTellOf: (watch, account) => coverOf(watch.team).mayTellOf(watch, account),
  }
  const marked = telemetry === undefined ? store.watches : markPushed(store.watches, now)
  const files = filesOf(config, { clock, log, awsCredentials })
  return async (messages) => {
    // Found out once: what is kept for a workspace that is left meanwhile is removed again.
    const installed = onceWell(async () => workspaces.installedIn(await marked.teams()))
    const watches = { ...marked, teams: installed }
    const taken = await takePushed(messages, { store: watches, settings, log, clock, cover, files })
    if (workspaces.several) await forgetLeft(await installed())
    return taken
  }

  function coverOf(team: string): PushedCover {
    const own = covers.get(team) ?? makePushedCover({ sources: () => sourcesOf(team), now, settings })
    covers.set(team, own)
    return own
  }
}

/** The client of S3 is loaded with the first file: most bots never need it. */
function filesOf(
  { watches: { pushed }, aws }: Config,
  {
    clock,
    log,
    awsCredentials: credentials,
  }: Outside & { readonly awsCredentials: AwsOutside['credentials'] | undefined },
): PushedDeps['files'] {
  const { buckets = [], region: home } = pushed ?? {}
  if (buckets.length === 0) return undefined
  let opened: Promise<NonNullable<PushedDeps['files']>['read']> | undefined
  return { buckets, read: async (file) => (await (opened ??= open()))(file) }

  async function open(): Promise<NonNullable<PushedDeps['files']>['read']> {
    const [{ makeGetObject }, { fetchLog }] = await Promise.all([
      import('./aws/get-object.ts'),
      import('./backends/log-files/fetch-log.ts'),
    ])
    const getObject = makeGetObject({
      buckets: buckets.map((bucket) => ({
        ...bucket,
        region: bucket.region ?? home ?? aws?.regions[0] ?? 'us-east-1',
      })),
      clock,
      log,
      endpoint: aws?.endpoint,
      sourceIdentity: aws?.sourceIdentity,
      credentials,
    })
    return (file) => fetchLog(file, getObject)
  }
}
