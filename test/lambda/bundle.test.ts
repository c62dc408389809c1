import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle } from '../../deploy/lambda/bundle.ts'
import { realClock } from '../../demo/slack/clock.ts'
import { type FakeSlack, startSlack } from '../../demo/slack/start-slack.ts'
import { commandForm, signedHeaders, SIGNING_SECRET } from '../slack/post-signed.ts'
import { type Sqs, startSqs } from './start-sqs.ts'

describe('the bundled functions, as processes of their own', () => {
  let folder: string
  let sqs: Sqs
  let slack: FakeSlack
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whodid-bundle-'))
    const manifest = await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8')
    ;[sqs, slack] = await Promise.all([
      startSqs(),
      startSlack({ manifest, transport: 'http', clock: realClock, signingSecret: SIGNING_SECRET }),
    ])
    await writeFile(
      join(folder, 'whodid.yml'),
      `slack: { mode: http, apiUrl: '${slack.apiUrl}' }
aws: { regions: [us-east-1] }
policy: [{ name: all, everyone: true }]
`,
    )
    await bundle(join(folder, 'out'))
  }, 60_000)
  afterAll(async () => {
    await Promise.all([sqs.stop(), slack.close()])
    await rm(folder, { recursive: true, force: true })
  })

  it('take a command to the queue, and from there to its answer; the log holds no secret', async () => {
    const body = commandForm({ text: 'help', team_id: slack.bot.team })
    const headers = signedHeaders(body, Date.now())
    const front = await run('slack', { requestContext: { http: { method: 'POST' } }, headers, body })
    expect(front.result).toEqual({ statusCode: 200, headers: {}, body: '' })

    const [message] = await sqs.receive()
    if (message === undefined) throw new Error('nothing was queued')
    const work = await run('work', { Records: [message] })
    expect(work.result).toEqual({ batchItemFailures: [] })
    expect(slack.state.ephemerals.map(({ text }) => text).join()).toContain('Alice 24h')
    expect(work.log).toContain('job done')
    expect(front.log + work.log).not.toMatch(new RegExp(`${slack.botToken}|${SIGNING_SECRET}`))
    expect((await run('tick', {})).result).toBeNull()
  }, 30_000)

  async function run(name: string, event: object): Promise<{ readonly result: unknown; readonly log: string }> {
    const script = `
      const { handler } = await import(${JSON.stringify(join(folder, 'out', name, name === 'slack' ? 'index.cjs' : 'index.mjs'))})
      const context = { getRemainingTimeInMillis: () => 300_000 }
      const result = await handler(${JSON.stringify(event)}, context)
      process.stdout.write('\\nRESULT ' + JSON.stringify(result ?? null) + '\\n', () => process.exit(0))`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: folder,
      env: {
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'not-a-secret',
        AWS_ENDPOINT_URL: sqs.endpoint,
        WHODID_QUEUE_URL: sqs.url,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_SIGNING_SECRET: SIGNING_SECRET,
      },
    })
    let log = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (log += text))
    await new Promise((resolve) => child.on('close', resolve))
    const result = /^RESULT (.*)$/m.exec(log)?.[1]
    if (result === undefined) throw new Error(log)
    return { result: JSON.parse(result) as unknown, log }
  }
})
