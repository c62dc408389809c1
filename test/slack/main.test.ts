import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startSlack } from '../../demo/slack/start-slack.ts'

const root = new URL('../../', import.meta.url).pathname
const manifest = readFileSync(join(root, 'manifest.yml'), 'utf8')
const tokens = { botToken: 'xoxb-1-CANARY', appToken: 'xapp-1-CANARY', signingSecret: 'CANARY-signing-secret' }

test('the bot as a process answers a command, ends when told to, and writes no secret to its log', async () => {
  const fake = await startSlack({ manifest, transport: 'socket', ...tokens })
  const bot = run(`slack: { apiUrl: "${fake.apiUrl}" }\nlogLevel: debug\nlogFiles: [{ name: trail, path: ./logs }]\n`, {
    SLACK_BOT_TOKEN: tokens.botToken,
    SLACK_APP_TOKEN: tokens.appToken,
  })

  await fake.until(() => fake.sockets.count() === 2)
  const outcome = await fake.as('alice').command('/whodid', 'help')
  await fake.until(() => fake.whatSees('alice', 'C00INCIDENTS').ephemerals.length === 1)
  bot.process.kill('SIGTERM')

  expect(await bot.ended).toEqual({ code: 0, errors: '' })
  expect(outcome.kind).toBe('acked')
  expect(fake.problems).toEqual([])
  expect(bot.log()).toContain('whodid is listening')
  expect(bot.log()).toContain('"stopped"')
  expect(bot.log()).not.toContain('CANARY')
  expect(bot.log()).not.toMatch(/ticket=(?!\[redacted\])/)
  await fake.close()
})

test('settings that cannot be used end it at once, and say what is wrong', async () => {
  const bot = run('slack: { mode: both }\n', {})

  const { code, errors } = await bot.ended

  expect(code).toBe(1)
  expect(errors).toContain('line 1: slack.mode: socket or http is expected')
  expect(errors).toContain('logFiles')
  expect(errors).not.toMatch(/^\s+at /m)
})

function run(settings: string, environment: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'whodid-'))
  mkdirSync(join(folder, 'logs'))
  const file = join(folder, 'whodid.yml')
  writeFileSync(file, settings)
  const child = spawn(process.execPath, [join(root, 'src/main.ts')], {
    cwd: folder,
    env: { ...environment, WHODID_CONFIG: file, PATH: process.env.PATH },
  })
  let log = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => {
    log += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const ended = new Promise<{ code: number | null; errors: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, errors }))
  })
  return { process: child, log: () => log, ended }
}
