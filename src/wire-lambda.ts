import { randomBytes } from 'node:crypto'
import { loadConfig } from './config/load.ts'
import { makeLog } from './config/log.ts'
import { listSecrets } from './config/read-secrets.ts'
import type { Job } from './job/job.ts'
import { runJob } from './job/run-job.ts'
import type { TakenJob } from './job/taken-jobs.ts'
import { failedRest, tellLost } from './job/tell-lost.ts'
import { makeWatchRounds } from './job/watch-rounds.ts'
import { awsOf, type Environment, needed, withSecrets } from './lambda/environment.ts'
import { onceWell } from './lambda/once-well.ts'
import { readSqsBatch, sayNotDone } from './lambda/pushed.ts'
import { makeWork, type Working } from './lambda/work.ts'
import type { BatchResult, SqsEvent, WorkContext } from './lambda/work.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import { withRest } from './message/rest-message.ts'
import { failedMessage } from './message/short-messages.ts'
import type { Held } from './queues/held.ts'
import { makeSqsQueue, type Queued } from './queues/sqs.ts'
import { readBotUser, readWork } from './slack/read-work.ts'
import { readWorkspace } from './slack/read-workspace.ts'
import { leaveJob } from './slack/leave-job.ts'
import { openStore, openStoreLater, storeOf } from './stores/open-store.ts'
import { depsFor } from './wire-holding.ts'
import { openAudit } from './wire-audit.ts'
import { openInstalling } from './wire-installations.ts'
import { openJobs } from './wire-jobs.ts'
import { type SlackOutside, wireWorkspaces } from './wire-web-api.ts'
import { makeTakePushed, type TakePushed } from './wire-pushed.ts'
import { tickLimits, watchTeams } from './wire-watches.ts'

/** The log is the settings' own where none is given. */
export type WorkOutside = Omit<SlackOutside, 'log'> & { readonly log?: Log }

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
    const random = () => randomBytes(9).toString('base64url')
    const longestMs = Number(longest ?? LONGEST_S) * 1_000
    const does = makeWork({ ...worker, random, clock: outside.clock, receivesMost, longestMs })
    return { does, flush: worker.flush }
  })
  return async (event, context) => {
    const { does, flush } = await work()
    const result = await does(event, context)
    await flush()
    return result
  }
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
    const { tick, takePushed, flush } = await worker()
    try {
      const messages = readSqsBatch(event)
      if (messages !== undefined) return sayNotDone(messages, (await takePushed(messages)).done)
      const left = context.getRemainingTimeInMillis() - END_BEFORE_MS
      await tick(endAfter(left, outside.clock))
      return undefined
    } finally {
      await flush()
    }
  }
}

type Worker = Pick<Working, 'open' | 'tellLost' | 'log'> & {
  /** Looks and tells for watches, once. */
  readonly tick: (signal: AbortSignal) => Promise<void>
  readonly takePushed: TakePushed
  /** Sends the figures: when a function has returned, nothing runs until it is called again. */
  readonly flush: () => Promise<void>
}

/** What is held open for as long as a container lives: each part when it is first needed. */
async function openWorker(environment: Environment, { clock, ...given }: WorkOutside): Promise<Worker> {
  const config = loadConfig(await withSecrets(environment, awsOf(environment, clock)))
  const secrets = listSecrets(config.secrets)
  const log = given.log ?? makeLog({ level: config.logLevel, secrets })
  const outside = { ...given, clock, log }
  const kept = storeOf(config.store ?? {}, outside.awsCredentials)
  // Its own, so that an asker can be told that their work is lost where nothing else works.
  const audit = openAudit(config, log)
  const installing = openInstalling(config, openStoreLater(kept, clock), { clock, log, audit })
  const workspaces = wireWorkspaces(config, installing?.installations, outside)
  let flush: () => Promise<void> = async () => undefined
  const jobs = onceWell(async () => {
    const opened = await openJobs(config, { store: await openStore(kept, clock), workspaces, audit }, outside)
    flush = opened.flush
    return opened
  })
  let renewedAt = clock.now()
  const pushed = onceWell(async () => makeTakePushed(config, await jobs(), outside))
  const rounds = onceWell(async () =>
    makeWatchRounds(watchTeams(config, await jobs(), outside), tickLimits(config), log),
  )
  const goOn = async (job: Job) => {
    const call = awsOf(environment, clock)
    const url = needed(environment, 'WHODID_QUEUE_URL')
    await makeSqsQueue(url, (input) => call('sqs', 'AmazonSQS.SendMessage', input)).put(job)
    return true
  }
  return {
    log,
    async open() {
      const opened = await jobs()
      const { store, open } = opened
      await renewAccounts(() => open.renew())
      const work = (job: Job, signal: AbortSignal, held: Held) =>
        opened.run(job, ({ deps, workspace }) =>
          runJob(job, { ...depsFor(held, job, deps, workspace.watching.slack), goOn }, signal, held.again),
        )
      const tellDeadly = (taken: Pick<TakenJob, 'job' | 'posts'>) =>
        opened.run(taken.job, ({ deps }) => tellLost(taken, 'deadly', deps))
      return { attempts: store.attempts, jobs: store.jobs, read, run: work, tellDeadly }
    },
    async tellLost(queued) {
      const bot = queued.kind === 'job' ? '' : (readBotUser(queued.body) ?? '')
      const job = queued.kind === 'job' ? queued.job : readWork(queued.body, bot, queued.at, workspaces.spell)
      if (job === undefined) return
      const workspace = await workspaces.of(job.asker.team)
      if (workspace === undefined) return leaveJob(job, outside)
      const rest = job.kind === 'ask' ? job.rest : undefined
      if (rest?.root !== undefined)
        await workspace.outbox.edit(rest.root.posted, withRest(rest.root.message, failedRest(rest)))
      await workspace.outbox.whisper(job.venue, job.asker, failedMessage(job.key))
    },
    async tick(signal) {
      await (await rounds()).round(signal)
    },
    takePushed: async (messages) => (await pushed())(messages),
    flush: () => flush(),
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
    if ((await installing?.uninstalling(body)) === true) return undefined
    const isCommand = typeof body.command === 'string'
    const bot = isCommand ? '' : (readBotUser(body) ?? (await botUserIn(workspaces.spell(readWorkspace(body)))))
    return readWork(body, bot, at, workspaces.spell)
  }

  async function botUserIn(team: string): Promise<string> {
    return (await (await workspaces.of(team))?.botUserId()) ?? ''
  }
}

function endAfter(ms: number, clock: Clock): AbortSignal {
  const end = new AbortController()
  void clock.sleep(Math.max(1_000, ms)).then(() => end.abort(new Error('the time of the function runs out')))
  return end.signal
}
