import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { columns } from './say-table.ts'

export type FanOut = {
  readonly accounts: readonly string[]
  readonly manyAccounts: readonly string[]
  readonly regions: readonly string[]
  /** Of the one person who is asked for, in each account and Region, over so long. */
  readonly events: number
  readonly spreadMs: number
  readonly hours: number
  /** How long AWS takes for a page. */
  readonly latencyMs: number
}

type Open = {
  readonly endpoint: string
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
}
export type Asked = FanOut & Open

/** What the bot's process measured of itself. */
export type BotTold = {
  readonly ms: number
  readonly begunAt?: number
  readonly firstMs?: number
  readonly againMs?: number
  readonly cpuMs?: number
  readonly startMb?: number
  readonly peakMb?: number
  readonly said?: string
}
type AwsTold = {
  readonly pages: number
  readonly refused: number
  readonly assumed: number
  readonly problems: number
  readonly lastAt: number
}

export type FanOutResult = {
  readonly fanOut: FanOut
  /** What AWS's two calls a second for each account and Region allow at best. */
  readonly boundMs: number
  readonly bot: BotTold
  readonly aws: AwsTold
  readonly credentials: { readonly bot: BotTold; readonly first: AwsTold }
  /** The answer names every event. */
  readonly isWhole: boolean
}

const REGIONS = ['us-east-1', 'eu-central-1', 'us-west-2', 'eu-west-1'] as const
const DAY_MS = 86_400_000
const PAGE = 50

export const LARGE_FAN_OUT = makeFanOut({ accounts: 50, many: 100, pages: 40 })
export const SMALL_FAN_OUT = makeFanOut({ accounts: 5, many: 10, pages: 6 })

export function makeFanOut({ accounts, many, pages }: { accounts: number; many: number; pages: number }): FanOut {
  const ids = Array.from({ length: Math.max(accounts, many) }, (_, i) => String(100_000_000_001 + i * 7_919))
  return {
    accounts: ids.slice(0, accounts),
    manyAccounts: ids.slice(0, many),
    regions: REGIONS,
    events: pages * PAGE,
    spreadMs: 2 * DAY_MS - 60_000,
    hours: 48,
    latencyMs: 150,
  }
}

/** Asks one question of event history in many accounts and Regions, as somebody would in Slack. */
export async function measureFanOut(fanOut: FanOut): Promise<FanOutResult> {
  const known = { ...fanOut, accounts: fanOut.manyAccounts, until: Date.now() }
  const awsChild = start(new URL('./fan-out-aws.ts', import.meta.url), known)
  const open = await next<Open>(awsChild)
  const botChild = start(new URL('./fan-out-bot.ts', import.meta.url), { ...fanOut, ...open })
  await next(botChild)
  try {
    await ask<AwsTold>(awsChild)
    const answered = await ask<BotTold>(botChild, 'ask')
    const aws = await ask<AwsTold>(awsChild)
    const credentials = await ask<BotTold>(botChild, 'credentials')
    const first = await ask<AwsTold>(awsChild)
    const count = fanOut.events * fanOut.accounts.length * fanOut.regions.length
    return {
      fanOut,
      boundMs: (Math.ceil(fanOut.events / PAGE) / 2) * 1000,
      bot: answered,
      aws,
      credentials: { bot: credentials, first },
      isWhole: answered.said?.includes(count.toLocaleString('en-US')) === true,
    }
  } finally {
    for (const child of [botChild, awsChild]) child.disconnect()
  }
}

function start(script: URL, work: unknown): ChildProcess {
  return fork(fileURLToPath(script), [JSON.stringify(work)])
}

function ask<Told>(child: ChildProcess, what = 'tell'): Promise<Told> {
  const told = next<Told>(child)
  child.send(what)
  return told
}

function next<Told>(child: ChildProcess): Promise<Told> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a process ended with ${String(code)}`))
    child.once('exit', ended)
    child.once('message', (told) => {
      child.off('exit', ended)
      resolve(told as Told)
    })
  })
}

/** What was measured, and how it stands to the goals. */
export function sayFanOut({ fanOut, boundMs, bot, aws, credentials, isWhole }: FanOutResult): string {
  const seconds = (ms = Number.NaN) => `${(ms / 1000).toFixed(2)} s`
  const searchMs = aws.lastAt + fanOut.latencyMs - (bot.begunAt ?? Number.NaN)
  const per1000 = 1000 / aws.pages
  const rows = [
    [
      'until the last page is read, to what two calls a second allow',
      `${(searchMs / boundMs).toFixed(2)} (${seconds(searchMs)})`,
      'at most 1.10',
    ],
    ['until all of the answer is in Slack', seconds(bot.ms), ''],
    ['to the first message with a finding', seconds(bot.firstMs), ''],
    ['pages asked for, to those there are', (aws.pages / pagesOf(fanOut)).toFixed(2), ''],
    ['calls that AWS refused', String(aws.refused), '0'],
    ['CPU of the bot for 1,000 pages', seconds((bot.cpuMs ?? Number.NaN) * per1000), ''],
    ['memory of the bot, before and at most', `${bot.startMb?.toFixed(0)} MB, ${bot.peakMb?.toFixed(0)} MB`, ''],
    [
      `sessions for ${fanOut.manyAccounts.length} accounts`,
      `${seconds(credentials.bot.ms)}, ${credentials.first.assumed} calls`,
      `${fanOut.manyAccounts.length} calls`,
    ],
    ['the same again', `${credentials.bot.againMs?.toFixed(1)} ms`, ''],
    ['the answer is whole, and AWS was asked correctly', isWhole && aws.problems === 0 ? 'yes' : 'NO', 'yes'],
  ]
  const title = `event history, ${fanOut.accounts.length} accounts × ${fanOut.regions.length} Regions, ${fanOut.events / PAGE} pages in each, ${fanOut.latencyMs} ms a page`
  return `\n${title}\n\n${columns([['', 'measured', 'goal'], ...rows])}`
}

function pagesOf({ accounts, regions, events }: FanOut): number {
  return accounts.length * regions.length * Math.ceil(events / PAGE)
}
