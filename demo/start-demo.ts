import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { z } from 'zod'
import { Settings } from '../src/config/schema.ts'
import { instant } from '../src/lib/instant.ts'
import type { Clock } from '../src/lib/clock.ts'
import type { Log } from '../src/lib/log.ts'
import { type Running, start } from '../src/wire.ts'
import { type Announcing, objectCreated } from './announce.ts'
import { COMPANY, companyAws } from './aws/company-aws.ts'
import { folderObjects } from './aws/s3/folder-bucket.ts'
import { type FakeAws, startAws } from './aws/start-aws.ts'
import { liveOnAws } from './live-on-aws.ts'
import { realClock } from './slack/clock.ts'
import { type FakeSlack, type SlackOptions, startSlack } from './slack/start-slack.ts'
import { goOn } from './world/go-on.ts'
import { describeWorld, type World, type WorldFacts } from './world/make-world.ts'
import { writeWorld } from './world/write-world.ts'

export type Demo = {
  readonly slack: FakeSlack
  /** The company's AWS, where it was asked for. */
  readonly aws: FakeAws | undefined
  readonly world: WorldFacts
  /** The folder of the company's log files. It goes when the demo is stopped. */
  readonly logs: string
  readonly records: number
  readonly files: number
  /** Writes the log files that CloudTrail has delivered since; it does so by itself every few seconds. */
  goOn(): Promise<number>
  /** When the newest event of those files happened; none until the first of them has come. */
  newest(): number | undefined
  /** Resolves when every question that the bot has taken has its answer. */
  idle(): Promise<void>
  /** One more instance of the bot, over the same store. */
  another(): Promise<Running>
  /** Stops the bot and starts it again, with the same settings: it remembers what is in its store. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export type DemoOptions = {
  readonly transport?: SlackOptions['transport']
  readonly clock?: SlackOptions['clock']
  readonly days?: number
  readonly seed?: number
  readonly rateLimits?: boolean
  /** The company's AWS as well, so that all kinds of places can be asked; without it, its log files alone. */
  readonly aws?: boolean
  /** Where the bot may keep an index of the log files. */
  readonly index?: string
  /** Who may ask what; everyone of the workspace may ask everything where it is left out. */
  readonly policy?: z.input<typeof Settings>['policy']
  /** How watches look, where that differs from the usual. */
  readonly watches?: Partial<Settings['watches']>
  /** The bucket announces each new file there, and the bot reads it from the bucket; needs `aws`. */
  readonly announcing?: Announcing
  /** Where the bot keeps what it must not forget; only in memory where it is left out. */
  readonly store?: string
  /** How far back first times are looked for; the usual where it is left out. */
  readonly firstTimeDays?: number
  /** Limits of the bot's, where they differ from the usual. */
  readonly limits?: Partial<Settings['limits']>
  /** An OpenTelemetry collector that the bot sends its figures to. */
  readonly telemetry?: string
  /** Starts the bot in another place than this process. */
  readonly run?: typeof start
  /** Sees every line that the bot logs. */
  readonly onLog?: (level: keyof Log, data: object, message: string) => void
}

/** The real bot, between a Slack and a small company's CloudTrail, all on this machine. */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const clock = options.clock ?? realClock
  const now = () => instant(clock.now())
  const manifest = new URL('../manifest.yml', import.meta.url)
  const logs = await mkdtemp(join(tmpdir(), 'whodid-demo-'))
  const [written, slack] = await Promise.all([
    writeWorld(logs, { now: now(), seed: options.seed ?? 1, days: options.days ?? 30 }),
    startSlack({
      manifest: await readFile(manifest, 'utf8'),
      transport: options.transport ?? 'socket',
      clock,
      rateLimits: options.rateLimits ?? true,
    }),
  ])
  const world = describeWorld(written.world)
  const { announcing } = options
  const bucket = { name: COMPANY.bucket, account: world.accounts[0]?.id ?? '', region: COMPANY.regions[0] }
  const onFile = (key: string, size: number) =>
    void announcing?.send(JSON.stringify(objectCreated(bucket, key, size))).catch(() => undefined)
  const life = goOn(logs, { clock, since: world.now, seed: written.world.seed, onFile })
  const write = (level: keyof Log) => (data: object, message: string) => options.onLog?.(level, data, message)
  const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  const mode = options.transport ?? 'socket'
  const sleep = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve))
  const aws = options.aws === true ? await companyOnAws(written.world, world, logs, { now, sleep }) : undefined
  const endLife = aws === undefined ? undefined : liveOnAws(aws, { clock, since: world.now, seed: written.world.seed })
  const settings = Settings.parse({
    slack: { mode, port: 0, apiUrl: slack.apiUrl },
    accounts: world.accounts,
    limits: options.limits ?? {},
    ...(options.firstTimeDays === undefined ? {} : { answers: { firstTimeDays: options.firstTimeDays } }),
    ...(options.telemetry && { telemetry: { endpoint: options.telemetry } }),
    watches: { ...options.watches, ...(announcing && { pushed: pushedSettings(announcing) }) },
    ...(options.store === undefined ? {} : { store: { file: options.store } }),
    policy: options.policy ?? [{ name: 'demo', everyone: true }],
    logFiles: [
      { name: 'Example Corp’s organisation trail', path: logs, ...(options.index && { index: options.index }) },
    ],
    ...(aws === undefined ? {} : { aws: awsSettings(aws.endpoint, world) }),
  })
  const secrets = { botToken: slack.botToken, appToken: slack.appToken, signingSecret: slack.signingSecret }
  const startBot = async () => {
    const started = await (options.run ?? start)(
      { ...settings, secrets },
      {
        clock: { now, sleep },
        log,
        responseOrigins: [slack.url],
        ...(aws && { awsCredentials: aws.credentials }),
      },
    )
    if (started.port !== undefined) slack.setRequestUrl(`http://127.0.0.1:${started.port}/slack/events`)
    return started
  }
  let bot = await startBot()
  return {
    slack,
    aws,
    world,
    logs,
    records: written.records,
    files: written.files,
    goOn: () => life.look(),
    newest: () => life.newest(),
    idle: () => bot.idle(),
    another: startBot,
    async restart() {
      await bot.stop()
      bot = await startBot()
    },
    async stop() {
      life.stop()
      endLife?.()
      await bot.stop()
      await slack.close()
      await aws?.close()
      await rm(logs, { recursive: true, force: true })
    },
  }
}

/** Events reach event history and log groups some minutes after the fact, as in life. */
const DELIVERY_MS = 300_000

async function companyOnAws(world: World, facts: WorldFacts, logs: string, clock: Clock): Promise<FakeAws> {
  const ddl = await readFile(new URL('../deploy/athena/table-organization.sql', import.meta.url), 'utf8')
  return startAws({
    ...companyAws(facts.accounts, ddl),
    buckets: [
      {
        name: COMPANY.bucket,
        account: facts.accounts[0]?.id ?? '',
        region: COMPANY.regions[0],
        object: folderObjects(logs),
      },
    ],
    records: () => world.happenings(),
    clock,
    deliveryDelayMs: DELIVERY_MS,
  })
}

function pushedSettings({ queue, region }: Announcing) {
  return { queue, region, buckets: [{ name: COMPANY.bucket, prefix: `AWSLogs/${COMPANY.organisation}/` }] }
}

function awsSettings(endpoint: string, { accounts, organisation }: WorldFacts) {
  const ids = accounts.map(({ id }) => id)
  const home = { account: ids[0], region: COMPANY.regions[0] }
  return {
    endpoint,
    regions: COMPANY.regions,
    role: COMPANY.role,
    externalId: COMPANY.externalId,
    logGroups: [
      {
        ...home,
        name: 'the trail’s log group',
        group: COMPANY.logGroup,
        organizationId: organisation,
        retentionDays: 90,
      },
    ],
    athenaTables: [
      {
        ...home,
        name: 'the trail’s table in Athena',
        workgroup: COMPANY.workGroup,
        database: COMPANY.database,
        table: COMPANY.table,
        accountColumn: 'account',
        regionColumn: 'region',
        accounts: ids,
        regions: COMPANY.regions,
        bytesPerDay: 500_000,
      },
    ],
  }
}
