import type { Config } from './config/load.ts'
import type { JobDeps } from './job/run-job.ts'
import { runJob } from './job/run-job.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import { doctorMessage } from './message/doctor-message.ts'
import { busyMessage } from './message/short-messages.ts'
import { validateMessage } from './message/validate-blocks.ts'
import { makeInProcessQueue } from './queues/in-process.ts'
import { connectSlack, type SlackSettings } from './slack/connect.ts'
import { makeMemoryDone } from './stores/memory-done.ts'
import type { AwsOutside } from './wire-aws.ts'
import { openSources, type SourcesOpen } from './wire-sources.ts'

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
  /** Resolves when every question that was taken has its answer. */
  idle(): Promise<void>
  /** Takes no more questions, ends those under way within the grace, and closes what is held open. */
  stop(): Promise<void>
}

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** Everything that is held open, put together and started. Rejects where Slack refuses the bot. */
export async function start(
  config: Config,
  { clock, log, responseOrigins = [], awsCredentials }: Outside,
): Promise<Running> {
  const { limits } = config
  const slack = await connectSlack(slackSettings(config, responseOrigins), { clock, log, validate: validateMessage })
  const open = await openSources(config, { clock, log, ...(awsCredentials && { credentials: awsCredentials }) })
  const deps: JobDeps = {
    outbox: slack.outbox,
    people: slack.people,
    sources: open.sources,
    now: () => clock.now(),
    defaultWindowMs: lengthOf(config.defaultWindow),
    doctor: async (signal) => doctorMessage(await open.examine(signal)),
    done: makeMemoryDone(clock),
    log,
  }
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
  const listening = await slack.listen(queue)
  if (config.aws !== undefined) void sayHealth(open, log)
  const end = new AbortController()
  if (config.logFiles.some(({ index }) => index !== undefined)) void keepIndexes(open, clock, log, end.signal)
  log.info(
    { mode: config.slack.mode, port: listening.port, places: open.sources.estate.places.length },
    'whodid is listening',
  )
  return {
    port: listening.port,
    idle: () => queue.idle(),
    async stop() {
      end.abort()
      await listening.stop()
      await queue.stop(limits.stopSeconds * 1_000)
      await open.close()
    },
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

/** `24h` in milliseconds; the schema has let nothing else through. */
function lengthOf(said: string): number {
  const unit = said.at(-1) as keyof typeof UNITS
  return Number(said.slice(0, -1)) * UNITS[unit]
}
