import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type FakeSlack, startSlack } from '../../demo/slack/start-slack.ts'
import { writeWorld } from '../../demo/world/write-world.ts'
import { loadConfig } from '../../src/config/load.ts'
import { askChoices } from '../../src/init/ask-choices.ts'
import { makeFiles } from '../../src/init/make-files.ts'
import { instant } from '../../src/lib/instant.ts'
import { type Running, start } from '../../src/wire.ts'
import { buttonOf, openBrowser } from '../oauth/browser.ts'
import { makeQuietLog } from '../slack/quiet-log.ts'
import { makeReader } from './make-reader.ts'
import { quickClock } from './quick-clock.ts'

const SECRETS = { SLACK_CLIENT_SECRET: 'fake-client-secret', WHODID_INSTALLATION_KEY: `${'A'.repeat(42)}E=` }

let dir: string
let slack: FakeSlack
let bot: Running
afterEach(async () => {
  await bot.stop()
  await slack.close()
  await rm(dir, { recursive: true, force: true })
})

describe.each(['socket', 'http'] as const)('several workspaces over %s, as init sets it up:', (mode) => {
  it('install, ask, read the answer, watch, uninstall, and nothing of the workspace is left', async () => {
    dir = await mkdtemp(join(tmpdir(), 'whodid-install-'))
    const clock = quickClock()
    const now = () => instant(clock.now())
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    await writeWorld(join(dir, 'logs'), { now: now(), days: 1 })
    const chosen = await askChoices(
      {
        mode,
        url: 'whodid.example.com',
        publicUrl: 'whodid.example.com',
        places: 'files',
        people: 'everyone',
        workspaces: 'T00FAKE',
      },
      undefined,
      () => 'unused',
    )
    if (chosen.kind === 'wrong') throw new Error(chosen.why)
    const source = await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8')
    const [settings, manifest] = makeFiles(chosen.choices, source)
    slack = await startSlack({
      manifest: manifest?.text,
      transport: mode,
      clock,
      rateLimits: false,
      oauth: { clientId: '1.2', clientSecret: SECRETS.SLACK_CLIENT_SECRET, redirectUrls: [url], rotation: true },
    })
    // What differs from a real installation: where Slack is, and where browsers come to.
    const here = mode === 'http' ? `apiUrl: ${slack.apiUrl}\n  port: ${port}` : `apiUrl: ${slack.apiUrl}`
    await writeFile(
      join(dir, 'whodid.yml'),
      `${settings?.text
        .replace('"0.0"', '"1.2"')
        .replace(`mode: ${mode}`, `mode: ${mode}\n  ${here}`)
        .replace(
          'publicUrl: https://whodid.example.com',
          `publicUrl: ${url}${mode === 'socket' ? `\n    port: ${port}` : ''}`,
        )}answers: { firstTimeDays: 0 }\n`,
    )
    const config = loadConfig({
      ...SECRETS,
      WHODID_CONFIG: join(dir, 'whodid.yml'),
      ...(mode === 'socket' ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: slack.signingSecret }),
    })
    const log = makeQuietLog()
    const sleep = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve))
    bot = await start(config, { clock: { now, sleep }, log, responseOrigins: [slack.url] })
    slack.setRequestUrl(`${url}/slack/events`)
    const { read } = makeReader(() => slack)

    const install = async () => {
      const browser = openBrowser()
      const seen = await browser.open(buttonOf(await browser.open(`${url}/slack/install`), 'allow').href)
      expect([seen.status, seen.text]).toEqual([200, expect.stringContaining('whodid is installed in Fake Company')])
    }
    await install()
    await slack.as('@bob').command('/whodid', 'Alice 24h', { channel: 'C00INCIDENTS' })
    await slack.as('@bob').command('/whodid', 'watch Alice', { channel: 'C00INCIDENTS' })
    await bot.idle()
    const said = slack.state.messages.map(read).join('\n')
    expect(said).toMatch(/What Alice did[^]*\d+ events/)
    expect(said).toMatch(/watch/i)
    expect(await filesOf(dir)).toContain('T00FAKE')
    expect(await filesOf(dir)).not.toMatch(/xoxb-|xoxe/)

    await slack.uninstall()
    await slack.until(() => log.lines.some(({ message }) => message.startsWith('the bot was uninstalled')))
    await bot.idle()
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([])
    expect(await filesOf(dir)).not.toContain('T00FAKE')
    await bot.stop()
    expect(await filesOf(dir)).not.toMatch(/Alice|C00INCIDENTS|U00BOB/)

    bot = await start(config, { clock: { now, sleep }, log, responseOrigins: [slack.url] })
    await install()
    const before = slack.state.messages.length
    await slack.as('@bob').command('/whodid', 'Alice 24h', { channel: 'C00INCIDENTS' })
    await bot.idle()
    expect(slack.state.messages.length).toBeGreaterThan(before)
    expect(slack.problems).toEqual([])
  }, 30_000)
})

/** All that the store has on the disk. */
async function filesOf(folder: string): Promise<string> {
  const files = (await readdir(folder)).filter((name) => name.startsWith('whodid.db'))
  expect(files).not.toEqual([])
  return (await Promise.all(files.map((name) => readFile(join(folder, name), 'latin1')))).join('\n')
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
