import { loadConfig } from './config/load.ts'
import { makeLog } from './config/log.ts'
import { runJob } from './job/run-job.ts'
import { watchTick } from './job/watch-tick.ts'
import { awsOf, type Environment, withSecrets } from './lambda/environment.ts'
import { onceWell } from './lambda/once-well.ts'
import { readSqsBatch, sayNotDone } from './lambda/pushed.ts'
import { makeWork, type Working } from './lambda/work.ts'
import type { BatchResult, SqsEvent, WorkContext } from './lambda/work.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import { failedMessage } from './message/short-messages.ts'
import type { Queued } from './queues/sqs.ts'
import { readBotUser, readWork } from './slack/read-work.ts'
import { whoAmI } from './slack/who-am-i.ts'
import { openJobs } from './wire-jobs.ts'
import { type LambdaOutside, wireWebApi } from './wire-web-api.ts'
import { makeTakePushed, type TakePushed } from './wire-pushed.ts'
import { tickLimits, watchDeps } from './wire-watches.ts'

/** As LambdaOutside; the log is the settings' own where none is given. */
export type WorkOutside = Omit<LambdaOutside, 'log'> & { readonly log?: Log }

const RECEIVES_MOST = 3
const LONGEST_S = 300

const ACCOUNTS_EVERY_MS = 60 * 60_000

/** A tick ends in good time before its function does. */
const END_BEFORE_MS = 15_000

/** The function that does the jobs of the queue. */
export function openWorkFunction(
  environment: Environment,
  outside: WorkOutside,
): (event: SqsEvent, context: WorkContext) => Promise<BatchResult> {
  const { WHODID_RECEIVES_MOST: receives, WHODID_LONGEST_SECONDS: longest } = environment
  const work = onceWell(async () => {
    const worker = await openWorker(environment, outside)
    const receivesMost = Number(receives ?? RECEIVES_MOST)
    return makeWork({ ...worker, clock: outside.clock, receivesMost, longestMs: Number(longest ?? LONGEST_S) * 1_000 })
  })
  return async (event, context) => (await work())(event, context)
}

/**
 * The function that a schedule calls for watches, and the queue of pushed events where there is one. What was pushed is told with
 * the next call of the schedule. Two at once do no harm.
 */
export function openTickFunction(
  environment: Environment,
  outside: WorkOutside,
): (event: unknown, context: WorkContext) => Promise<BatchResult | undefined> {
  const worker = onceWell(() => openWorker(environment, outside))
  return async (event, context) => {
    const { tick, takePushed } = await worker()
    const messages = readSqsBatch(event)
    if (messages !== undefined) return sayNotDone(messages, (await takePushed(messages)).done)
    const left = context.getRemainingTimeInMillis() - END_BEFORE_MS
    await tick(endAfter(left, outside.clock))
    return undefined
  }
}

type Worker = Pick<Working, 'open' | 'tellLost' | 'log'> & {
  /** Looks and tells for watches, once. */
  readonly tick: (signal: AbortSignal) => Promise<void>
  readonly takePushed: TakePushed
}

/** What is held open for as long as a container lives: each part when it is first needed. */
async function openWorker(environment: Environment, { clock, ...given }: WorkOutside): Promise<Worker> {
  const config = loadConfig(await withSecrets(environment, awsOf(environment, clock)))
  const secrets = Object.values(config.secrets).filter((secret) => secret !== undefined)
  const log = given.log ?? makeLog({ level: config.logLevel, secrets })
  const outside = { ...given, clock, log }
  const slack = wireWebApi(config, outside)
  const jobs = onceWell(() => openJobs(config, slack, outside))
  let renewedAt = clock.now()
  const botUser = onceWell(async () => (await whoAmI(slack.client, clock, log)).userId)
  const pushed = onceWell(async () => makeTakePushed(await jobs(), outside))
  const watches = onceWell(async () => watchDeps(config, await jobs(), slack.watching, outside))
  return {
    log,
    async open() {
      const { deps, store, open } = await jobs()
      await renewAccounts(() => open.renew())
      return { attempts: store.attempts, read, run: (job, signal) => runJob(job, deps, signal) }
    },
    async tellLost(queued) {
      const job = queued.kind === 'job' ? queued.job : readWork(queued.body, readBotUser(queued.body) ?? '', queued.at)
      if (job !== undefined) await slack.outbox.whisper(job.venue, job.asker, failedMessage(job.key))
    },
    async tick(signal) {
      await watchTick(await watches(), tickLimits(config), signal)
    },
    takePushed: async (messages) => (await pushed())(messages),
  }

  /** Accounts come and go, and a container may live for hours. */
  async function renewAccounts(renew: () => Promise<boolean>): Promise<void> {
    if (config.aws?.organization !== true || clock.now() - renewedAt < ACCOUNTS_EVERY_MS) return
    renewedAt = clock.now()
    await renew().catch((error: unknown) => {
      log.error({ err: error }, 'the accounts of the organization could not be renewed')
    })
  }

  async function read(queued: Queued) {
    if (queued.kind === 'job') return queued.job
    const { body, at } = queued
    const isCommand = typeof body.command === 'string'
    return readWork(body, isCommand ? '' : (readBotUser(body) ?? (await botUser())), at)
  }
}

function endAfter(ms: number, clock: Clock): AbortSignal {
  const end = new AbortController()
  void clock.sleep(Math.max(1_000, ms)).then(() => end.abort(new Error('the time of the function runs out')))
  return end.signal
}
