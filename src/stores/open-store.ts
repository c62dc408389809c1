import { randomBytes } from 'node:crypto'
import type { Spending } from '../job/budget.ts'
import type { Keeping } from '../job/keeping.ts'
import type { Attempts } from '../job/attempts.ts'
import type { Done } from '../job/ports.ts'
import type { Stops } from '../job/stops.ts'
import type { TakenJobs } from '../job/taken-jobs.ts'
import type { Clock } from '../lib/clock.ts'
import type { Seal } from '../lib/seal.ts'
import type { Installation, KeptInstallations } from '../oauth/installation.ts'
import type { WatchStore } from '../watch/store.ts'
import { keepAttempts } from './keep-attempts.ts'
import { keepDone } from './keep-done.ts'
import { keepJobs } from './keep-jobs.ts'
import { isKept, keepInstallations } from './keep-installations.ts'
import { keepNames } from './keep-names.ts'
import { keepQuestions } from './keep-questions.ts'
import { keepRecent } from './keep-recent.ts'
import { keepSpending } from './keep-spending.ts'
import { keepStops } from './keep-stops.ts'
import { keepThreads } from './keep-threads.ts'
import { keepWatches } from './keep-watches.ts'
import type { Rows } from './rows.ts'

export type StoreSettings =
  /** Ends with the process: for tests and for looking around. */
  | { readonly kind: 'memory' }
  /** A file of this machine. */
  | { readonly kind: 'sqlite'; readonly file: string }
  /** A table as deploy/store.yml makes it. */
  | {
      readonly kind: 'dynamodb'
      readonly table: string
      readonly region: string
      /** A stand-in on this machine. */
      readonly endpoint?: string | undefined
      /** The bot's own, by default those that the SDK finds. */
      readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined
    }

/** What the settings say, as one of them. Where they name neither file nor table, nothing outlives the process. */
export function storeOf({ file, table, region, endpoint }: Said, credentials?: Credentials): StoreSettings {
  if (table !== undefined && region !== undefined) return { kind: 'dynamodb', table, region, endpoint, credentials }
  return file === undefined ? { kind: 'memory' } : { kind: 'sqlite', file }
}

type Credentials = Extract<StoreSettings, { readonly kind: 'dynamodb' }>['credentials']

type Said = { readonly [setting in 'file' | 'table' | 'region' | 'endpoint']?: string | undefined }

export type Store = {
  readonly done: Done
  readonly keeping: Keeping
  readonly watches: WatchStore
  readonly attempts: Attempts
  readonly spending: Spending
  readonly jobs: TakenJobs
  close(): void
}

/** With what needs a clock to wait by. */
export type OpenStore = Store & {
  readonly stops: Stops
  /** Where the bot is installed, sealed. */
  readonly installations: (seal: Seal) => KeptInstallations
  /** Removes all that is kept of a workspace, unless there is an installation of it, good or not. True where it is removed. */
  forgetLeft(team: string, workspace: Pick<Installation, 'enterprise' | 'team'>): Promise<boolean>
  /** Rejects where the store cannot be used just now. */
  tryIt(): Promise<void>
}

/**
 * All that is kept between one piece of work and the next. Throws a StoreError where a file cannot be used; a table is
 * tried once, so that what is wrong with it is said at the start.
 */
export async function openStore(settings: StoreSettings, clock: Clock): Promise<OpenStore> {
  const now = () => clock.now()
  const rows = await openRows(settings, now)
  try {
    // By rank, so that a table without its index is found out too.
    await rows.list(['*', 'done'], { by: 'rank', limit: 1 })
  } catch (error) {
    rows.close()
    throw error
  }
  return withClock(rows, clock)
}

/** The same, opened when it is first used; where that fails, tried anew the next time. */
export function openStoreLater(settings: StoreSettings, clock: Clock): OpenStore {
  const now = () => clock.now()
  let opening: Promise<Rows> | undefined
  const open = () => {
    opening ??= openRows(settings, now)
    opening.catch(() => (opening = undefined))
    return opening
  }
  const rows: Rows = {
    get: async (...given) => (await open()).get(...given),
    getMany: async (...given) => (await open()).getMany(...given),
    list: async (...given) => (await open()).list(...given),
    put: async (...given) => (await open()).put(...given),
    putMany: async (...given) => (await open()).putMany(...given),
    remove: async (...given) => (await open()).remove(...given),
    teams: async () => (await open()).teams(),
    clear: async (...given) => (await open()).clear(...given),
    close: () => void opening?.then((opened) => opened.close()),
  }
  return withClock(rows, clock)
}

function withClock(rows: Rows, clock: Clock): OpenStore {
  return {
    ...keepAll(rows, () => clock.now(), newId),
    stops: keepStops(rows, clock),
    installations: (seal) => keepInstallations(rows, seal),
    async forgetLeft(team, workspace) {
      if (await isKept(rows, workspace)) return false
      await rows.clear(team)
      return true
    },
    tryIt: async () => void (await rows.get(['*', 'done'], 'tried')),
  }
}

/** Everything that is kept, in rows that are open. */
export function keepAll(rows: Rows, now: Clock['now'], newId: () => string): Store {
  return {
    done: keepDone(rows, now),
    keeping: {
      threads: keepThreads(rows, now),
      questions: keepQuestions(rows, now, newId),
      recent: keepRecent(rows, now),
      names: keepNames(rows, now),
    },
    watches: keepWatches(rows, now),
    attempts: keepAttempts(rows, now),
    spending: keepSpending(rows),
    jobs: keepJobs(rows, now),
    close: () => rows.close(),
  }
}

/** Each kind is loaded where it is used: SQLite and AWS's client take their time. */
async function openRows(settings: StoreSettings, now: Clock['now']): Promise<Rows> {
  if (settings.kind === 'memory') return (await import('./memory/open-memory.ts')).openMemory(now)
  if (settings.kind === 'sqlite') {
    return (await import('./sqlite/open-sqlite.ts')).openSqlite({ file: settings.file, now })
  }
  const { openDynamoDb } = await import('./dynamodb/open-dynamodb.ts')
  const { makeDynamoClient } = await import('./dynamodb/make-client.ts')
  return openDynamoDb({ client: makeDynamoClient(settings), table: settings.table, now, mark: newMark })
}

/** 128 bits, in letters that fit into a button, an address or a file name. */
function newId(): string {
  return randomBytes(16).toString('base64url')
}

function newMark(): string {
  return randomBytes(9).toString('base64url')
}
