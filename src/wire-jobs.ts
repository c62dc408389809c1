import about from '../package.json' with { type: 'json' }
import type { Config } from './config/load.ts'
import { makeBudget } from './job/budget.ts'
import type { Front } from './job/front.ts'
import { makeHealth } from './job/home.ts'
import { makeKeptAnswers } from './job/kept-answers.ts'
import { watchesOf } from './job/watches-of.ts'
import { makePeopleFirst } from './job/people-first.ts'
import type { JobDeps } from './job/run-job.ts'
import { doctorMessage } from './message/doctor-message.ts'
import type { Budgets } from './policy/budget.ts'
import { makeRedact } from './policy/redact.ts'
import { openStore, type OpenStore, storeOf } from './stores/open-store.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import type { AwsOutside } from './wire-aws.ts'
import { openFront } from './wire-front.ts'
import { openSources, type SourcesOpen } from './wire-sources.ts'
import { makeWatching } from './wire-watches.ts'

export type JobsOpen = {
  readonly deps: JobDeps
  readonly front: Front
  readonly open: SourcesOpen
  readonly store: OpenStore
  /** People's questions are being looked for there, as `budgetOf` names it. */
  readonly isBusy: (budget: string) => boolean
  close(): Promise<void>
}

type Outside = {
  readonly clock: Clock
  readonly log: Log
  /** The bot's own AWS credentials; by default those that the SDK finds. */
  readonly awsCredentials?: AwsOutside['credentials']
}

/** What it takes to do a job, wherever jobs come from: places, store, rights, audit. Rejects where the store cannot be used. */
export async function openJobs(
  config: Config,
  slack: Parameters<typeof openFront>[1],
  { clock, log, awsCredentials }: Outside,
): Promise<JobsOpen> {
  const { limits } = config
  const open = await openSources(config, { clock, log, ...(awsCredentials && { credentials: awsCredentials }) })
  const now = () => clock.now()
  const telemetry = await openTelemetry(config.telemetry.endpoint)
  const first = makePeopleFirst()
  const store = await openStore(storeOf(config.store ?? {}, awsCredentials), clock)
  const { front, carrier, authorize, audit } = openFront(config, slack, store, { clock, log })
  const { keeping, stops } = store
  const doctor = async (signal: AbortSignal) => doctorMessage(await open.examine(signal))
  const deps: JobDeps = {
    outbox: slack.outbox,
    people: slack.people,
    get sources() {
      return first.counting(open.sources)
    },
    now,
    sleep: (ms) => clock.sleep(ms),
    carrier,
    keeping,
    stops,
    authorize,
    budget: makeBudget(store.spending, budgetsOf(limits), now),
    audit,
    redact: makeRedact(config.redaction),
    kept: makeKeptAnswers(now),
    watching: makeWatching(config, store.watches),
    version: about.version,
    defaultWindowMs: lengthOf(config.defaultWindow),
    freeDollars: limits.dollarsUnasked,
    firstTimeDays: config.answers.firstTimeDays,
    followsSessions: config.answers.throughSessions,
    doctor,
    health: makeHealth(doctor, now),
    watches: (team, person) => watchesOf(store.watches, carrier, team, person),
    done: store.done,
    telemetry: telemetry?.telemetry,
    log,
  }
  return {
    deps,
    front,
    open,
    store,
    isBusy: first.isBusy,
    async close() {
      await telemetry?.stop()
      await open.close()
      store.close()
    },
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
  return startTelemetry(endpoint, about.version)
}
