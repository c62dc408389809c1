import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type FakeSlack, startSlack } from '../../demo/slack/start-slack.ts'
import { describeWorld } from '../../demo/world/make-world.ts'
import { writeWorld } from '../../demo/world/write-world.ts'
import { Settings } from '../../src/config/schema.ts'
import { instant } from '../../src/lib/instant.ts'
import { type Running, start } from '../../src/wire.ts'
import { makeQuietLog } from '../slack/quiet-log.ts'
import { makeReader } from './make-reader.ts'
import { quickClock } from './quick-clock.ts'

describe('two bots over one file', () => {
  let folder: string
  let slack: FakeSlack
  const { read, roots } = makeReader(() => slack)
  let bots: readonly Running[]
  let both: ReturnType<typeof createServer>
  const log = makeQuietLog()

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whodid-two-'))
    const clock = quickClock()
    const now = () => instant(clock.now())
    const manifest = await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8')
    const logs = join(folder, 'logs')
    const { world } = await writeWorld(logs, { now: now(), seed: 1, days: 2 })
    slack = await startSlack({ manifest, transport: 'http', clock, rateLimits: true })
    const { accounts } = describeWorld(world)
    const settings = Settings.parse({
      slack: { mode: 'http', port: 0, apiUrl: slack.apiUrl },
      accounts,
      policy: [{ name: 'all', everyone: true }],
      logFiles: [{ name: 'trail', path: logs }],
      store: { file: join(folder, 'whodid.db') },
      health: { port: 0 },
    })
    const secrets = { botToken: slack.botToken, appToken: undefined, signingSecret: slack.signingSecret }
    const sleep = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve))
    const outside = { clock: { now, sleep }, log, responseOrigins: [slack.url] }
    bots = await Promise.all([1, 2].map(() => start({ ...settings, secrets }, outside)))
    both = createServer((request, response) => {
      const pieces: Buffer[] = []
      request
        .on('data', (piece: Buffer) => pieces.push(piece))
        .on('end', () => {
          const headers = Object.entries(request.headers).filter(
            ([name]) => name.startsWith('x-') || name === 'content-type',
          )
          const replies = bots.map(async ({ port }) => {
            const to = `http://127.0.0.1:${String(port)}/slack/events`
            const body = Buffer.concat(pieces)
            const reply = await fetch(to, {
              method: 'POST',
              body,
              headers: headers.map(([name, value]) => [name, String(value)]),
            })
            return { status: reply.status, text: await reply.text() }
          })
          void Promise.all(replies).then(([first]) => response.writeHead(first?.status ?? 500).end(first?.text))
        })
    })
    await new Promise<void>((resolve) => both.listen(0, '127.0.0.1', resolve))
    slack.setRequestUrl(`http://127.0.0.1:${(both.address() as AddressInfo).port}/slack/events`)
  }, 60_000)
  afterEach(() => {
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([])
    expect(slack.problems).toEqual([])
  })
  afterAll(async () => {
    // The first was ended by a test.
    await bots[1]?.stop()
    both.closeAllConnections()
    both.close()
    await slack.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('answer once what reaches both, and a click on what the one answered may be taken by the other', async () => {
    const outcome = await slack.as('@bob').command('/whodid', 'Alice 24h', { channel: 'C00INCIDENTS' })
    expect(outcome.kind).toBe('acked')
    await Promise.all(bots.map((bot) => bot.idle()))

    const found = roots()
    expect(found.map(read)).toEqual([expect.stringContaining('StopLogging')])

    slack.setRequestUrl(`http://127.0.0.1:${String(bots[1]?.port)}/slack/events`)
    const [root] = found
    if (root !== undefined) await slack.as('@alice').click(root, 'only-refusals')
    await bots[1]?.idle()
    expect(slack.state.messages.map(read).join('\n')).toContain('What Alice did, refusals only')
  })

  it('say that they are ready, until they end', async () => {
    const [first] = bots
    const ready = () => fetch(`http://127.0.0.1:${String(first?.healthPort)}/ready`)

    expect(await (await ready()).json()).toEqual({ ok: true, missing: [] })
    await first?.stop()
    await expect(ready()).rejects.toThrow(/fetch failed/)
  })
})
