import type { Config } from './config/load.ts'
import type { Job } from './job/job.ts'
import { runJob } from './job/run-job.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import type { OpenServer } from './lib/open-server.ts'
import { serveHealth } from './lib/serve-health.ts'
import { busyMessage } from './message/short-messages.ts'
import { makeInProcessQueue } from './queues/in-process.ts'
import { connectSlack, type Road } from './slack/connect.ts'
import { type DoorOf, makeDoor } from './slack/listen.ts'
import { type Pages, servePages } from './slack/pages.ts'
import { openStore, storeOf } from './stores/open-store.ts'
import { depsFor, makeHolding } from './wire-holding.ts'
import { openAudit } from './wire-audit.ts'
import { openInstalling } from './wire-installations.ts'
import { type JobsOpen, openJobs } from './wire-jobs.ts'
import { keepPushed } from './wire-pushed-queue.ts'
import type { SourcesOpen } from './wire-sources.ts'
import { keepWatching } from './wire-watches.ts'
import { type SlackOutside, wireWorkspaces } from './wire-web-api.ts'

export type Running = {
  /** The port that Slack's requests are taken on; undefined over Socket Mode. */
  readonly port: number | undefined
  /** The port on which the bot says how it is, where one was asked for. */
  readonly healthPort: number | undefined
  /** The port of the pages for installing, where it is one of their own. */
  readonly installPort: number | undefined
  /** Resolves when every question that was taken has its answer. */
  idle(): Promise<void>
  /** Takes no more questions, ends those under way within the grace, and closes what is held open. */
  stop(): Promise<void>
}

/** Everything that is held open, put together and started. Rejects where Slack refuses the bot. */
export async function start(config: Config, outside: SlackOutside): Promise<Running> {
  const { clock, log, awsCredentials } = outside
  const { limits } = config
  const probed = new Probed()
  const health =
    config.health.port === undefined
      ? undefined
      : await serveHealth({ ...config.health, port: config.health.port, missing: () => probed.missing() })
  const store = await openStore(storeOf(config.store ?? {}, awsCredentials), clock)
  const audit = openAudit(config, log)
  const installing = openInstalling(config, store, { clock, log, audit })
  const workspaces = wireWorkspaces(config, installing?.installations, outside)
  await Promise.all([workspaces.ready(), installing?.tryKeys()]).catch((error: unknown) => {
    store.close()
    throw error
  })
  const jobs = await openJobs(config, { store, workspaces, audit }, outside)
  const { open } = jobs
  const outlives = storeOf(config.store ?? {}).kind !== 'memory'
  const depsOf = async (job: Job) => (await jobs.of(job.asker.team))?.deps
  const queue = makeInProcessQueue({
    run: (job, signal, held) =>
      jobs.run(job, ({ deps, workspace }) =>
        runJob(job, depsFor(held, job, deps, workspace.watching.slack), signal, held?.again),
      ),
    holding: makeHolding(outlives ? store.jobs : undefined, depsOf, { clock, log }),
    onFailed: (job) => jobs.tell(job, busyMessage()),
    clock,
    log,
    atOnce: limits.questionsAtOnce,
    atOnceEach: limits.questionsAtOnceEach,
    waiting: limits.questionsWaiting,
    waitingEach: limits.questionsWaitingEach,
  })
  await queue.start()
  const { spell } = workspaces
  const of = (team: string) => doorOf(jobs, team)
  const door = { queue, clock, log, spell, of, uninstalling: installing?.uninstalling }
  const listening = await connectSlack(roadOf(config, installing?.pages), door, { clock, log })
  const pages = await serveInstalling(config, installing?.pages, log)
  probed.started(listening.isReached, () => store.tryIt())
  const watches = keepWatching(config, jobs, { clock, log })
  const pushed = await keepPushed(config, jobs, { clock, log, ...(awsCredentials && { awsCredentials }) })
  if (config.aws !== undefined) void sayHealth(open, log)
  const end = new AbortController()
  if (config.logFiles.some(({ index }) => index !== undefined)) void keepIndexes(open, clock, log, end.signal)
  if (config.aws?.organization === true) void keepAccounts(open, clock, log, end.signal)
  log.info(
    { mode: config.slack.mode, port: listening.port, places: open.sources.estate.places.length },
    'whodid is listening',
  )
  return {
    port: listening.port,
    healthPort: health?.port,
    installPort: pages?.port,
    idle: () => queue.idle(),
    async stop() {
      probed.stopping()
      end.abort()
      await Promise.all([listening.stop(), pages?.stop()])
      await Promise.all([watches.stop(), pushed.stop(), queue.stop(limits.stopSeconds * 1_000)])
      await jobs.close()
      await health?.stop()
    },
  }
}

/** How far the bot is: what a probe is told. */
class Probed {
  #look: () => Promise<readonly string[]> = async () => ['the start']

  missing(): Promise<readonly string[]> {
    return this.#look()
  }

  started(isReached: () => boolean, tryStore: () => Promise<void>): void {
    this.#look = async () => [
      ...(isReached() ? [] : ['slack']),
      ...(await tryStore().then(
        () => [],
        () => ['the store'],
      )),
    ]
  }

  stopping(): void {
    this.#look = async () => ['the end has begun']
  }
}

/** At the start, what is missing goes to the log; the bot works with what is there. */
async function sayHealth(open: SourcesOpen, log: Log): Promise<void> {
  const symptoms = await open.examine(new AbortController().signal)
  const ill = symptoms.filter(({ complaint }) => complaint !== undefined)
  for (const symptom of ill) log.warn(symptom, 'a place cannot be asked')
  log.info({ places: symptoms.length, ill: ill.length }, 'places were tried')
}

const INDEX_EVERY_MS = 5 * 60_000

/** In the background, as long as the bot runs. Answers are the same without an index, so a failure is only logged. */
async function keepIndexes(open: SourcesOpen, clock: Clock, log: Log, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const built = await open.index(signal)
      log.info({ built }, 'indexes are up to date')
    } catch (error) {
      log.error({ err: error }, 'an index could not be kept')
    }
    await clock.sleep(INDEX_EVERY_MS)
  }
}

const ACCOUNTS_EVERY_MS = 60 * 60_000

/** Accounts come and go: the organization is asked again every hour. Where it doesn't answer, answers say so. */
async function keepAccounts(open: SourcesOpen, clock: Clock, log: Log, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(ACCOUNTS_EVERY_MS)
    try {
      if (!signal.aborted && (await open.renew())) log.info({}, 'the accounts of the organization have changed')
    } catch (error) {
      log.error({ err: error }, 'the accounts of the organization could not be renewed')
    }
  }
}

async function doorOf(jobs: JobsOpen, team: string): Promise<DoorOf | undefined> {
  const opened = await jobs.of(team)
  return opened && makeDoor(opened.workspace, opened.front)
}

/** Over Socket Mode Slack needs no port, but browsers do. */
async function serveInstalling(
  { slack: { mode, oauth } }: Config,
  pages: Pages | undefined,
  log: Log,
): Promise<OpenServer | undefined> {
  if (mode !== 'socket' || oauth === undefined || pages === undefined) return undefined
  const { port, host } = oauth
  return servePages(pages, { port, host, log })
}

function roadOf({ slack, secrets }: Config, pages: Pages | undefined): Road {
  return slack.mode === 'socket'
    ? { kind: 'socket', appToken: secrets.appToken ?? '', apiUrl: slack.apiUrl }
    : { kind: 'http', signingSecret: secrets.signingSecret ?? '', port: slack.port, host: slack.host, pages }
}
