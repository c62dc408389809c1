import { randomUUID } from 'node:crypto'
import about from '../package.json' with { type: 'json' }
import type { Config } from './config/load.ts'
import { symptomsOf } from './doctor/symptoms-of.ts'
import type { Audit } from './job/audit.ts'
import type { Sources } from './job/answer-question.ts'
import { makeBudget } from './job/budget.ts'
import { makeHealth } from './job/home.ts'
import type { Job } from './job/job.ts'
import { makeKeptAnswers } from './job/kept-answers.ts'
import { makePeopleFirst } from './job/people-first.ts'
import type { JobDeps } from './job/run-job.ts'
import type { Telemetry } from './job/telemetry.ts'
import { watchesOf } from './job/watches-of.ts'
import { makeWorkspaceSources } from './job/workspace-sources.ts'
import { doctorMessage } from './message/doctor-message.ts'
import type { Message } from './message/message.ts'
import type { Budgets } from './policy/budget.ts'
import { makeRedact } from './policy/redact.ts'
import { readWorkspace } from './policy/workspace.ts'
import { leaveJob } from './slack/leave-job.ts'
import type { OpenWorkspace, Workspaces } from './slack/workspaces.ts'
import type { OpenStore } from './stores/open-store.ts'
import { accountsIn, type FrontOpen, openFronts } from './wire-front.ts'
import { openSources, type SourcesOpen } from './wire-sources.ts'
import { makeWatching } from './wire-watches.ts'
import type { SlackOutside } from './wire-web-api.ts'

/** What it takes to work for one workspace. */
export type WorkspaceJobs = FrontOpen & {
  readonly workspace: OpenWorkspace
  readonly deps: JobDeps
}

export type JobsOpen = {
  /** Undefined where the bot is not installed (any more). */
  of(team: string): Promise<WorkspaceJobs | undefined>
  /** Does a job with what its workspace has; leaves it where the bot is not installed (any more). */
  run(job: Job, work: (opened: WorkspaceJobs) => Promise<void>): Promise<void>
  /** Removes what was written in workspaces that were left while it was being written. Never rejects. */
  forgetLeft(teams: readonly string[]): Promise<void>
  /** Tells the asker alone, by whatever road there is. */
  tell(job: Pick<Job, 'key' | 'asker' | 'venue'>, message: Message): Promise<void>
  readonly workspaces: Workspaces
  readonly open: SourcesOpen
  /** As a workspace may see them: of the accounts that its rules name, and of no other. */
  sourcesOf(team: string | undefined): Sources
  readonly store: OpenStore
  readonly telemetry: Telemetry | undefined
  /** People's questions are being looked for there, as `budgetOf` names it. */
  readonly isBusy: (budget: string) => boolean
  /** Sends the figures that there are, within a second or two, or not. */
  readonly flush: () => Promise<void>
  close(): Promise<void>
}

/** What it takes to do a job, wherever jobs come from: places, rights, audit. The store and the workspaces are open already. */
export async function openJobs(
  config: Config,
  { store, workspaces, audit }: { readonly store: OpenStore; readonly workspaces: Workspaces; readonly audit: Audit },
  outside: SlackOutside,
): Promise<JobsOpen> {
  const { clock, log, awsCredentials } = outside
  const { limits } = config
  const open = await openSources(config, { clock, log, ...(awsCredentials && { credentials: awsCredentials }) })
  const now = () => clock.now()
  const telemetry = await openTelemetry(config.telemetry.endpoint)
  const first = makePeopleFirst()
  const fronts = openFronts(config, store, { clock, audit })
  const { keeping, stops } = store
  const narrow = makeWorkspaceSources()
  const shared = {
    now,
    sleep: (ms: number) => clock.sleep(ms),
    keeping,
    stops,
    budget: makeBudget(store.spending, budgetsOf(limits), now),
    redact: makeRedact(config.redaction),
    watching: makeWatching(config, store.watches),
    version: about.version,
    defaultWindowMs: lengthOf(config.defaultWindow),
    freeDollars: limits.dollarsUnasked,
    firstTimeDays: config.answers.firstTimeDays,
    followsSessions: config.answers.throughSessions,
    done: store.done,
    telemetry: telemetry?.telemetry,
    log,
  }
  const made = new WeakMap<OpenWorkspace, WorkspaceJobs>()
  return {
    of,
    async run(job, work) {
      const { team } = job.asker
      const opened = await of(team)
      if (opened === undefined) return leaveJob(job, outside)
      await work(opened)
      await forgetLeft([team])
    },
    forgetLeft,
    async tell(job, message) {
      const workspace = await workspaces.of(job.asker.team)
      await (workspace === undefined ? leaveJob(job, outside) : workspace.outbox.whisper(job.venue, job.asker, message))
    },
    workspaces,
    open,
    sourcesOf,
    store,
    telemetry: telemetry?.telemetry,
    isBusy: first.isBusy,
    flush: async () => telemetry?.flush(),
    async close() {
      await telemetry?.stop()
      await open.close()
      store.close()
    },
  }

  async function of(team: string): Promise<WorkspaceJobs | undefined> {
    const workspace = await workspaces.of(team)
    if (workspace === undefined) return undefined
    const jobs = made.get(workspace) ?? make(workspace)
    made.set(workspace, jobs)
    return jobs
  }

  async function forgetLeft(teams: readonly string[]): Promise<void> {
    if (!workspaces.several) return
    for (const team of teams) {
      try {
        if (await store.forgetLeft(team, readWorkspace(team)))
          log.info({ team }, 'what was written meanwhile was removed')
      } catch (error) {
        // What was done is done: nobody is told that it failed.
        log.error({ err: error, team }, 'what is kept of a workspace that was left could not be removed')
      }
    }
  }

  function sourcesOf(team: string | undefined): Sources {
    return narrow(open.sources, accountsIn(config, workspaces.several ? team : undefined))
  }

  /** All that belongs to one workspace alone: what it remembers, who is asked there, what it may see. */
  function make(workspace: OpenWorkspace): WorkspaceJobs {
    const { team, outbox, people } = workspace
    const front = fronts.of(workspace)
    const doctor = async (signal: AbortSignal) => {
      const symptoms = await open.examine(signal)
      return doctorMessage(team === undefined ? symptoms : symptomsOf(sourcesOf(team).estate, symptoms))
    }
    const deps: JobDeps = {
      ...shared,
      outbox,
      people,
      get sources() {
        return first.counting(sourcesOf(team))
      },
      carrier: front.carrier,
      authorize: front.authorize,
      audit: front.audit,
      kept: makeKeptAnswers(now),
      doctor,
      health: makeHealth(doctor, now),
      watches: (of, person) => watchesOf(store.watches, front.carrier, of, person),
    }
    return { ...front, workspace, deps }
  }
}

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

function budgetsOf(limits: Config['limits']): Budgets {
  return {
    person: { questions: limits.questionsAnHourEach, dollars: limits.dollarsADayEach },
    channel: { questions: limits.questionsAnHourChannel, dollars: limits.dollarsADayChannel },
    workspace: { questions: limits.questionsAnHour, dollars: limits.dollarsADay },
  }
}

/** `24h` in milliseconds; the schema has let nothing else through. */
function lengthOf(said: string): number {
  const unit = said.at(-1) as keyof typeof UNITS
  return Number(said.slice(0, -1)) * UNITS[unit]
}

/** The SDK is loaded only where it is used. */
async function openTelemetry(endpoint: string | undefined) {
  if (endpoint === undefined) return undefined
  const { startTelemetry } = await import('./telemetry/start-telemetry.ts')
  return startTelemetry(endpoint, about.version, randomUUID())
}
