import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { stringify } from 'yaml'
import type { Outcome } from '../../demo/slack/outcome.ts'
import { type FakeSlack, startSlack } from '../../demo/slack/start-slack.ts'
import type { Fields } from '../../src/event/event.ts'
import { record } from '../made/records.ts'
import { quicker } from './quicker.ts'

const ROOT = join(import.meta.dirname, '../..')
const ACCOUNT = '111122223333'
const REGION = 'eu-central-1'
/** The bot's minute is five seconds of ours. */
const TIMES = 12
export const HERE = 'C00INCIDENTS'

/** One life of the bot: the real process, between a Slack and a company of its own. */
export type Life = {
  /** Resolves when it takes what people ask; false where it ended before. */
  ready(): Promise<boolean>
  /** SIGTERM, SIGKILL or the exit code it ended with. */
  readonly ended: Promise<string>
  readonly isOver: () => boolean
  kill(signal: 'SIGTERM' | 'SIGKILL'): void
  log(): string
}

export type Company = {
  readonly slack: FakeSlack
  readonly folder: string
  /** Starts the bot; `dieAt`: a point at which it ends itself, and at which time it comes there. */
  live(dieAt?: readonly [point: string, nth: number]): Life
  /** Something happens, and is in the log files at once. */
  happens(...events: readonly Fields[]): void
  /** Someone types a command; what Slack said of it is known when the company is asked for `outcomes`. */
  asks(words: string): void
  outcomes(): ReadonlyMap<string, Outcome | undefined>
  /** What stands in the channel, as text, each with the key it was posted under. */
  channel(): readonly { readonly key: string; readonly text: string; readonly isRoot: boolean }[]
  /** What the asker alone was told. */
  whispers(): readonly string[]
  /** Waits for it, in real time. False where it did not come. */
  comes(holds: () => boolean, ms: number): Promise<boolean>
  close(): Promise<void>
}

export type StoreSettings = {
  readonly settings: (folder: string) => Readonly<Record<string, string>>
  readonly environment?: Readonly<Record<string, string>>
}

/** A Slack and a folder of log files, for bots that live one after another. */
export async function startCompany(
  store: StoreSettings,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Company> {
  const from = Date.now()
  const now = quicker(from, TIMES)
  const folder = mkdtempSync(join(tmpdir(), 'whodid-lives-'))
  const slack = await startSlack({
    // With the right to look whether a message was posted.
    manifest: readFileSync(join(ROOT, 'manifest.yml'), 'utf8').replace(
      /^( *)- chat:write$/m,
      '$&\n$1- channels:history',
    ),
    transport: 'socket',
    rateLimits: false,
    // It is as patient with acknowledgements as ever, and pings in the bot's time.
    clock: {
      now,
      after(ms, call) {
        const timer = setTimeout(call, ms > 3_000 ? ms / TIMES : ms)
        timer.unref()
        return () => clearTimeout(timer)
      },
    },
  })
  const file = join(folder, 'whodid.yml')
  mkdirSync(join(folder, 'logs'))
  writeFileSync(
    file,
    stringify({
      slack: { apiUrl: slack.apiUrl },
      accounts: [{ id: ACCOUNT, alias: 'prod' }],
      logFiles: [{ name: 'trail', path: './logs' }],
      policy: [{ name: 'all', everyone: true }],
      store: store.settings(folder),
      watches: { lookSeconds: 10, tickSeconds: 1 },
      ...settings,
    }),
  )
  const outcomes = new Map<string, Outcome | undefined>()
  let files = 0

  return {
    slack,
    folder,
    live(dieAt) {
      const preload = ['quick-time.ts', 'die-at.ts'].flatMap((name) => ['--import', join(import.meta.dirname, name)])
      const child = spawn(process.execPath, [...preload, join(ROOT, 'src/main.ts')], {
        cwd: folder,
        env: {
          PATH: process.env.PATH,
          WHODID_CONFIG: file,
          SLACK_BOT_TOKEN: slack.botToken,
          SLACK_APP_TOKEN: slack.appToken,
          NODE_COMPILE_CACHE: join(folder, 'cache'),
          WHODID_TEST_TIMES: String(TIMES),
          WHODID_TEST_FROM: String(from),
          WHODID_TEST_DIE_AT: JSON.stringify(dieAt ?? []),
          ...store.environment,
        },
      })
      let log = ''
      let over = false
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += String(chunk)))
      const ended = once(child, 'close').then(([code, signal]) => {
        over = true
        return String(signal ?? code)
      })
      return {
        ended,
        isOver: () => over,
        log: () => log,
        kill: (signal) => void child.kill(signal),
        async ready() {
          const isReady = () => log.includes('whodid is listening') && slack.sockets.count() > 0
          for (let waited = 0; waited < 20_000; waited += 10) {
            if (over || isReady()) break
            await pause(10)
          }
          return isReady()
        },
      }
    },
    happens(...events) {
      files += 1
      const at = new Date(now()).toISOString()
      const records = events.map((more, nth) =>
        record({ eventTime: `${at.slice(0, 19)}Z`, eventID: `${files}-${nth}`, ...more }),
      )
      const stamp = `${at.slice(0, 10).replaceAll('-', '')}T${at.slice(11, 16).replace(':', '')}Z`
      const name = `${ACCOUNT}_CloudTrail_${REGION}_${stamp}_${String(files).padStart(16, '0')}.json.gz`
      const day = at.slice(0, 10).replaceAll('-', '/')
      const path = join(folder, 'logs/AWSLogs', ACCOUNT, 'CloudTrail', REGION, day, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(`${path}.part`, gzipSync(JSON.stringify({ Records: records })))
      renameSync(`${path}.part`, path)
    },
    asks(words) {
      outcomes.set(words, undefined)
      const asked = slack.as('@bob').command('/whodid', words, { channel: HERE })
      void asked.then((outcome) => outcomes.set(words, outcome)).catch(() => {})
    },
    outcomes: () => outcomes,
    channel: () =>
      slack.state.messages
        .filter(({ channel }) => channel === HERE)
        .map((message) => ({
          key: keyOf(message.metadata),
          text: message.text ?? '',
          isRoot: (message.thread_ts ?? message.ts) === message.ts,
        })),
    whispers: () => {
      const { ephemerals } = slack.whatSees('@bob', HERE)
      return ephemerals.map(({ text }) => text ?? '')
    },
    async comes(holds, ms) {
      for (let waited = 0; waited < ms; waited += 25) {
        if (holds()) return true
        await pause(25)
      }
      return false
    },
    async close() {
      await slack.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function keyOf(metadata: unknown): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the bot sent
  return (metadata as { event_payload?: { key?: string } } | undefined)?.event_payload?.key ?? ''
}

/** A call by someone that nobody else is. */
export function callBy(userName: string, eventName: string): Fields {
  const arn = `arn:aws:iam::${ACCOUNT}:user/${userName}`
  const principalId = `AIDAFAKE${userName.toUpperCase()}`
  return { eventName, userIdentity: { type: 'IAMUser', principalId, arn, accountId: ACCOUNT, userName } }
}
