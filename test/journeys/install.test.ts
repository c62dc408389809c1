import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeSlack, startSlack } from '../../demo/slack/start-slack.ts'
import { writeWorld } from '../../demo/world/write-world.ts'
import { main } from '../../src/cli/main.ts'
import { loadConfig } from '../../src/config/load.ts'
import { instant } from '../../src/lib/instant.ts'
import { type Running, start } from '../../src/wire.ts'
import { makeQuietLog } from '../slack/quiet-log.ts'
import { makeReader } from './make-reader.ts'
import { quickClock } from './quick-clock.ts'

let dir: string
let slack: FakeSlack
let bot: Running
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'whodid-install-'))
})
afterEach(async () => {
  await bot.stop()
  await slack.close()
  await rm(dir, { recursive: true, force: true })
})

describe.each(['socket', 'http'] as const)('installed for %s with what init writes,', (mode) => {
  it('the bot answers its first question, and only those who were named', async () => {
    const clock = quickClock()
    const now = () => instant(clock.now())
    await writeWorld(join(dir, 'logs'), { now: now(), days: 1 })
    const said: string[] = []
    const url = mode === 'http' ? ['--url', 'whodid.example.com'] : []
    const args = ['--mode', mode, ...url, '--places', 'files', '--files', './logs', '--people', 'U00BOB']
    const code = await main(['init', '--yes', '--dir', dir, ...args], {
      out: (text) => void said.push(text),
      err: (text) => void said.push(text),
      isTerminal: false,
      showsProgress: false,
      noColour: true,
      width: 100,
      zone: 'UTC',
      now: () => now(),
      signal: new AbortController().signal,
    })
    expect([code, said.at(-1)]).toEqual([0, expect.stringContaining('What can be asked')])

    // As Slack would: the app is what its manifest says.
    const manifest = await readFile(join(dir, 'whodid-manifest.yml'), 'utf8')
    slack = await startSlack({ manifest, transport: mode, clock, rateLimits: false })
    await toThisMachine(slack.apiUrl)
    const config = loadConfig({
      WHODID_CONFIG: join(dir, 'whodid.yml'),
      SLACK_BOT_TOKEN: slack.botToken,
      ...(mode === 'socket' ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: slack.signingSecret }),
    })
    const sleep = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve))
    bot = await start(config, { clock: { now, sleep }, log: makeQuietLog(), responseOrigins: [slack.url] })
    if (bot.port !== undefined) slack.setRequestUrl(`http://127.0.0.1:${bot.port}/slack/events`)
    await slack.as('@bob').command('/whodid', 'Alice 24h')
    await slack.as('@alice').command('/whodid', 'Bob 24h')
    await bot.idle()

    const { read, whispered } = makeReader(() => slack)
    expect(read(slack.state.messages[0])).toMatch(/What Alice did[^]*\d+ events/)
    expect(whispered().map(read)).toEqual([expect.stringMatching(/You may not ask this here/)])
    expect(slack.problems).toEqual([])
  })

  /** What differs from a real workspace: where Slack is, and a free port. */
  async function toThisMachine(apiUrl: string): Promise<void> {
    const file = join(dir, 'whodid.yml')
    const settings = await readFile(file, 'utf8')
    await writeFile(file, settings.replace(`mode: ${mode}`, `mode: ${mode}\n  apiUrl: ${apiUrl}\n  port: 0`))
    await appendFile(file, 'answers: { firstTimeDays: 0 }\n')
  }
})
