import type { Config } from './config/load.ts'
import { runJob } from './job/run-job.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import { serveHealth } from './lib/serve-health.ts'
import { busyMessage } from './message/short-messages.ts'
import { validateMessage } from './message/validate-blocks.ts'
import { makeInProcessQueue } from './queues/in-process.ts'
import { connectSlack, type SlackSettings } from './slack/connect.ts'
import type { AwsOutside } from './wire-aws.ts'
import { openJobs } from './wire-jobs.ts'
import type { SourcesOpen } from './wire-sources.ts'
import { keepPushed } from './wire-pushed-queue.ts'
import { keepWatching } from './wire-watches.ts'

export type Outside = {
  readonly clock: Clock
  readonly log: Log
  /** Where response_urls may lead besides Slack's own hosts: a stand-in on this machine. */
  readonly responseOrigins?: readonly string[]
  /** The bot's own AWS credentials; by default those that the SDK finds. */
  readonly awsCredentials?: AwsOutside['credentials']
}

export type Running = {
  /** The port that Slack's requests are taken on; undefined over Socket Mode. */
  readonly port: number | undefined
  /** The port on which the bot says how it is, where one was asked for. */
  readonly healthPort: number | undefined
  /** Resolves when every question that was taken has its answer. */
  idle(): Promise<void>
  /** Takes no more questions, ends those under way within the grace, and closes what is held open. */
  stop(): Promise<void>
}

/** Everything that is held open, put together and started. Rejects where Slack refuses the bot. */
export async function start(
  config: Config,
  { clock, log, responseOrigins = [], awsCredentials }: Outside,
): Promise<Running> {
  const { limits } = config
  const probed = new Probed()
  const health =
    config.health.port === undefined
      ? undefined
      : await serveHealth({ ...config.health, port: config.health.port, missing: () => probed.missing() })
  const slack = await connectSlack(slackSettings(config, responseOrigins), { clock, log, validate: validateMessage })
  const jobs = await openJobs(config, slack, { clock, log, ...(awsCredentials && { awsCredentials }) })
  const { open, deps } = jobs
  const queue = makeInProcessQueue({
    run: (job, signal) => runJob(job, deps, signal),
    onFailed: async (job) => void (await slack.outbox.whisper(job.venue, job.asker, busyMessage())),
    clock,
    log,
    atOnce: limits.questionsAtOnce,
    atOnceEach: limits.questionsAtOnceEach,
    waiting: limits.questionsWaiting,
    waitingEach: limits.questionsWaitingEach,
  })
  const listening = await slack.listen(queue, jobs.front)
  probed.started(listening.isReached, () => jobs.store.tryIt())
  const watches = keepWatching(config, jobs, slack.watching, { clock, log })
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
    idle: () => queue.idle(),
    async stop() {
      probed.stopping()
      end.abort()
      await listening.stop()
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

function slackSettings({ slack, secrets, limits }: Config, responseOrigins: readonly string[]): SlackSettings {
  return {
    botToken: secrets.botToken,
    apiUrl: slack.apiUrl,
    responseOrigins,
    maxWaitMs: limits.slackWaitSeconds * 1_000,
    road:
      slack.mode === 'socket'
        ? { kind: 'socket', appToken: secrets.appToken ?? '' }
        : { kind: 'http', signingSecret: secrets.signingSecret ?? '', port: slack.port, host: slack.host },
  }
}
