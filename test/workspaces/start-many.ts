import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import type { Config } from '../../src/config/load.ts'
import { Settings } from '../../src/config/schema.ts'
import type { Job } from '../../src/job/job.ts'
import { runJob } from '../../src/job/run-job.ts'
import { makeWatchRounds } from '../../src/job/watch-rounds.ts'
import { instant, type Instant } from '../../src/lib/instant.ts'
import { makeSeal } from '../../src/lib/seal.ts'
import { spellWorkspace, type Workspace } from '../../src/policy/workspace.ts'
import { deliver } from '../../src/slack/deliver.ts'
import { listen, makeDoor } from '../../src/slack/listen.ts'
import { makeRouter } from '../../src/slack/router.ts'
import { openStore, type OpenStore, storeOf } from '../../src/stores/open-store.ts'
import { openAudit } from '../../src/wire-audit.ts'
import { openInstalling } from '../../src/wire-installations.ts'
import { openJobs } from '../../src/wire-jobs.ts'
import { makeTakePushed } from '../../src/wire-pushed.ts'
import { tickLimits, watchTeams } from '../../src/wire-watches.ts'
import { wireWorkspaces } from '../../src/wire-web-api.ts'
import { quickClock } from '../journeys/quick-clock.ts'
import { pushed } from '../made/pushed.ts'
import { record } from '../made/records.ts'
import { startWebApiOfMany } from './web-api-of-many.ts'

/** A workspace of a test: its account is seen nowhere else, and what is only its own has its mark. */
export type Member = {
  readonly workspace: Workspace
  readonly team: string
  readonly token: string
  readonly account: string
  readonly alias: string
  readonly mark: string
}

/** May have the bot, and no rule is about it. */
export const RULELESS = 'T00RULELESS'

const KEY = Buffer.alloc(32, 7).toString('base64')
const SEAL = makeSeal([KEY], (bytes) => randomBytes(bytes))
const END = new AbortController()

/** `runs` times four workspaces, two of them of one organization. */
export function makeMembers(runs: number): readonly (readonly Member[])[] {
  return Array.from({ length: runs }, (_, run) =>
    ['A', 'B', 'C', 'D'].map((letter, at) => {
      const enterprise = letter === 'B' || letter === 'C' ? `E00RUN${run}` : undefined
      const workspace = { enterprise, team: `T00RUN${run}${letter}` }
      const account = String(100_000_000_000 + run * 10 + at)
      const mark = `mark-${run}-${letter.toLowerCase()}-`
      const token = `xoxb-made-up-${run}-${letter.toLowerCase()}`
      return { workspace, team: spellWorkspace(workspace), token, account, alias: `${mark}alias`, mark }
    }),
  )
}

/** The bot for all of these workspaces, put together as wire.ts does it, but for the doors: what Slack sends is handed over here. */
export async function startMany(members: readonly Member[], kind: 'memory' | 'sqlite') {
  const folder = mkdtempSync(join(tmpdir(), 'whodid-many-'))
  const clock = makeClock()
  const api = await startWebApiOfMany(
    (token) => members.find((each) => each.token === token)?.workspace.team ?? RULELESS,
  )
  writeLogs(join(folder, 'logs'), members, clock.now())
  const config = configOf(members, join(folder, 'logs'), api.apiUrl)
  const defects: string[] = []
  const quiet = () => undefined
  const error = (data: object, message: string) => void defects.push(`${message}: ${inspect(data)}`)
  const log = { debug: quiet, info: quiet, warn: quiet, error }
  const outside = { clock, log, responseOrigins: [api.origin] }
  const store = await openStore(storeOf(kind === 'memory' ? {} : { file: join(folder, 'whodid.db') }), clock)
  const audit = openAudit(config, log)
  const installing = openInstalling(config, store, { clock, log, audit })
  if (installing === undefined) throw new Error('the settings have no slack.oauth')
  const workspaces = wireWorkspaces(config, installing.installations, outside)
  const jobs = await openJobs(config, { store, workspaces, audit }, outside)
  const rounds = makeWatchRounds(watchTeams(config, jobs, outside), tickLimits(config), log)
  const takePushed = makeTakePushed(config, jobs, outside)
  const running = new Set<Promise<void>>()
  const router = makeRouter()
  listen(router, {
    queue: { put: async (job) => begin(job) },
    clock,
    log,
    spell: workspaces.spell,
    async of(team) {
      const opened = await jobs.of(team)
      return opened && makeDoor(opened.workspace, opened.front)
    },
  })
  return {
    api,
    store,
    /** What the log says that should never be. */
    defects,
    now: () => clock.now(),
    install: (member: Member) => installInto(store, member, clock.now()),
    forgetLeft: (team: string) => jobs.forgetLeft([team]),
    /** Its token is over, and Slack renews it no more: it has to be installed anew, and then goes on. */
    async wearOut(member: Member) {
      const kept = store.installations(SEAL)
      const standing = await kept.get(member.workspace)
      if (standing === undefined) throw new Error('it is not installed')
      const expiring = { refreshToken: 'xoxe-made-up', until: instant(1), refused: true }
      await kept.put({ ...standing.installation, expiring })
    },
    uninstall: ({ workspace }: Member) => installing.installations.gone(workspace),
    /** The names that rows stand under. */
    teams: () => store.installations(SEAL).teams(),
    /** Resolves with what Slack is told, when all work that came of it is done. */
    async send(body: Readonly<Record<string, unknown>>): Promise<string> {
      const delivery = await deliver(router, { body })
      while (running.size > 0) await Promise.all(running)
      return JSON.stringify(delivery)
    },
    async until(holds: () => boolean) {
      while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2))
    },
    /** A word to one person alone is sent without being waited for. */
    async settle() {
      for (let seen = -1; seen !== api.calls.length; ) {
        seen = api.calls.length
        await new Promise((resolve) => setTimeout(resolve, 8))
      }
    },
    tick: () => rounds.round(END.signal),
    push: ({ account, mark }: Member, name: string) =>
      takePushed([
        {
          id: name,
          body: JSON.stringify(pushed(eventOf(account, mark, name, clock.now()), { account })),
          sentAt: clock.now(),
        },
      ]),
    async stop() {
      await jobs.close()
      await api.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }

  function begin(job: Job): void {
    const work = jobs
      .run(job, ({ deps }) => runJob(job, deps, END.signal))
      .catch((thrown: unknown) => error({ thrown }, 'a job failed'))
      .finally(() => running.delete(work))
    running.add(work)
  }
}

/** As if somebody there had installed the bot by OAuth. */
export async function installInto(store: OpenStore, { workspace, token }: Member, installedAt: Instant): Promise<void> {
  const rest = { orgWide: false, name: 'made up', botUserId: 'U00BOT', botId: 'B00BOT', installedBy: 'U1' }
  await store.installations(SEAL).put({ ...workspace, ...rest, token, scopes: [], installedAt, expiring: undefined })
}

function makeClock() {
  const quick = quickClock(60)
  const sleep = (ms: number) => new Promise<void>((resolve) => void quick.after(ms, resolve))
  return { now: () => instant(Math.round(quick.now())), sleep }
}

/** Rules that let each see its own account alone. */
export function configOf(members: readonly Member[], logs: string, apiUrl: string): Config {
  const settings = Settings.parse({
    slack: {
      apiUrl,
      oauth: {
        clientId: '1.2',
        publicUrl: 'https://whodid.example.com',
        workspaces: [...members.map(({ workspace }) => workspace.team), RULELESS],
      },
    },
    accounts: members.map(({ account: id, alias }) => ({ id, alias })),
    logFiles: [{ name: 'all', path: logs }],
    answers: { firstTimeDays: 0, throughSessions: false },
    limits: { questionsAnHourEach: 1_000, questionsAnHour: 10_000, questionsAnHourChannel: 10_000 },
    policy: members.map(({ workspace, mark, account }) => ({
      name: `${mark}rule`,
      workspaces: [workspace.team],
      everyone: true,
      may: { accounts: [account] },
    })),
  })
  const secrets = { botToken: undefined, appToken: 'xapp-made-up', signingSecret: 'made-up-secret' }
  return { ...settings, secrets: { ...secrets, clientSecret: 'made-up-client', installationKeys: [KEY] } }
}

/** One file for each account, all in one folder: whoever may see one account reads where the others are. */
export function writeLogs(folder: string, members: readonly Member[], now: number): void {
  for (const { account, mark } of members) {
    const at = new Date(now - 3_600_000).toISOString()
    const day = at.slice(0, 10)
    const path = join(folder, 'AWSLogs', account, 'CloudTrail', 'eu-central-1', ...day.split('-'))
    mkdirSync(path, { recursive: true })
    const stamp = `${day.replaceAll('-', '')}T${at.slice(11, 16).replace(':', '')}Z`
    const whos = ['Alice', 'Alice', `${mark}user`]
    const records = whos.map((who, n) => eventOf(account, mark, `old${n}`, now - 3_600_000, who))
    writeFileSync(
      join(path, `${account}_CloudTrail_eu-central-1_${stamp}_made0up0${account.slice(-8)}.json.gz`),
      gzipSync(JSON.stringify({ Records: records })),
    )
  }
}

/** Somebody of every account did something to what it alone has. */
export function eventOf(account: string, mark: string, name: string, at: number, who = 'Alice') {
  return record({
    eventID: `${mark}${name}`,
    eventTime: `${new Date(at).toISOString().slice(0, 19)}Z`,
    recipientAccountId: account,
    eventSource: 's3.amazonaws.com',
    eventName: 'DeleteBucket',
    requestParameters: { bucketName: `${mark}bucket` },
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAFAKEALICE',
      arn: `arn:aws:iam::${account}:user/${mark}team/${who}`,
      accountId: account,
      userName: who,
    },
  })
}
