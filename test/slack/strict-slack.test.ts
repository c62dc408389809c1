import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startSlack } from '../../demo/slack/start-slack.ts'
import type { FakeSlack } from '../../demo/slack/start-slack.ts'
import type { Job } from '../../src/job/job.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { validateMessage } from '../../src/message/validate-blocks.ts'
import type { Listening } from '../../src/slack/connect.ts'
import { noFront } from '../made/no-front.ts'
import { wordsOf } from '../made/words-of.ts'
import { type ConnectedSlack, connectOne } from './connect-one.ts'
import { makeQuietLog } from './quiet-log.ts'

const manifest = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')

describe.each(['socket', 'http'] as const)('on a Slack as strict as the real one, over %s,', (transport) => {
  let fake: FakeSlack
  let slack: ConnectedSlack
  let listening: Listening
  let jobs: Job[]

  beforeEach(async () => {
    jobs = []
    fake = await startSlack({ manifest, transport })
    slack = await connectOne(
      {
        botToken: fake.botToken,
        apiUrl: fake.apiUrl,
        responseOrigins: [fake.url],
        road:
          transport === 'socket'
            ? { kind: 'socket', appToken: fake.appToken, apiUrl: fake.apiUrl }
            : { kind: 'http', signingSecret: fake.signingSecret, port: 0, host: '127.0.0.1' },
      },
      { clock: systemClock, log: makeQuietLog(), validate: validateMessage },
    )
    listening = await slack.listen({ put: async (job) => void jobs.push(job) }, noFront)
    if (transport === 'http') fake.setRequestUrl(`http://127.0.0.1:${listening.port}/slack/events`)
  })
  afterEach(async () => {
    await listening.stop()
    await fake.close()
  })

  test('a command, a mention in a thread and a direct message become jobs, and are acknowledged', async () => {
    const alice = fake.as('alice')
    const outcome = await alice.command('/whodid', 'Alice 24h & more')
    const { message } = await alice.say('look at this')
    await alice.mention('Alice 24h', { thread: message.ts })
    await alice.directMessage('Alice 24h')

    expect(outcome.kind).toBe('acked')
    expect(jobs.map((job) => [wordsOf(job), job.venue.channel, job.venue.thread])).toEqual([
      ['Alice 24h &amp; more', 'C00INCIDENTS', undefined],
      ['Alice 24h', 'C00INCIDENTS', message.ts],
      ['Alice 24h', expect.stringMatching(/^D/), undefined],
    ])
    expect(jobs.map(({ asker }) => asker.person)).toEqual(['U00ALICE', 'U00ALICE', 'U00ALICE'])
    expect(fake.problems).toEqual([])
  })

  test('what is delivered twice is one job', async () => {
    for (const on of ['command', 'event']) fake.faults.add({ on, kind: 'duplicate' })

    await fake.as('alice').command('/whodid', 'Alice')
    await fake.as('alice').mention('Alice')

    expect(jobs).toHaveLength(2)
  })

  test('a root message is posted, edited and answered in its thread', async () => {
    const root = await slack.outbox.post({ channel: 'C00INCIDENTS' }, text('Looking…'), 'root')
    const posted = root.kind === 'posted' ? root.posted : { channel: '', ts: '' }
    const edited = await slack.outbox.edit(posted, text('Found'))
    const reply = await slack.outbox.post({ channel: 'C00INCIDENTS', thread: posted.ts }, text('Details'), 'reply')

    expect([root.kind, edited.kind, reply.kind]).toEqual(['posted', 'posted', 'posted'])
    expect(fake.state.messages.map(({ text, thread_ts }) => [text, thread_ts])).toEqual([
      ['Found', undefined],
      ['Details', posted.ts],
    ])
    expect(fake.problems).toEqual([])
  })

  test('a whisper is seen by its asker alone, by whichever way is left', async () => {
    await fake.as('alice').command('/whodid', 'Alice')
    const job = jobs[0]
    if (job === undefined) throw new Error('no job')

    for (let n = 1; n <= 6; n += 1) {
      expect(await slack.outbox.whisper(job.venue, job.asker, text(`whisper ${n}`))).toMatchObject({ kind: 'posted' })
    }

    const seen = fake.whatSees('alice', 'C00INCIDENTS').ephemerals.map((each) => each.text)
    expect(seen).toEqual([1, 2, 3, 4, 5, 6].map((n) => `whisper ${n}`))
    expect(fake.whatSees('bob', 'C00INCIDENTS').ephemerals).toEqual([])
    expect(fake.exchanges.some((each) => each.name === 'chat.postEphemeral')).toBe(true)
  })

  test.each(['drop-after-accept', '500-after-accept', 'truncate'] as const)(
    'after %s a message is there once',
    async (kind) => {
      fake.faults.add({ on: 'chat.postMessage', kind })

      const sent = await slack.outbox.post({ channel: 'C00INCIDENTS' }, text('Once'), 'once')
      const again = await slack.outbox.post({ channel: 'C00INCIDENTS' }, text('Once'), 'once')

      expect([sent.kind, again.kind]).toEqual(['unknown', 'unknown'])
      expect(fake.state.messages.map(({ text }) => text)).toEqual(['Once'])
    },
  )

  test('people are who Slack says, and the time zone is theirs', async () => {
    expect(await slack.people.look({ team: 'T00FAKE', person: 'U00ALICE' })).toMatchObject({
      zone: expect.any(String),
      name: expect.any(String),
    })
  })
})

function text(text: string) {
  return { text, blocks: [] }
}

test('a command is taken though Slack wants every socket replaced at that moment', async () => {
  const jobs: Job[] = []
  const fake = await startSlack({ manifest, transport: 'socket', rateLimits: false })
  const road = { kind: 'socket', appToken: fake.appToken, apiUrl: fake.apiUrl } as const
  const deps = { clock: systemClock, log: makeQuietLog(), validate: validateMessage }
  const slack = await connectOne({ botToken: fake.botToken, apiUrl: fake.apiUrl, road }, deps)
  const listening = await slack.listen({ put: async (job) => void jobs.push(job) }, noFront)

  for (let n = 0; n < 10; n += 1) {
    fake.sockets.disconnect('refresh_requested', 'all')
    const outcome = await fake.as('alice').command('/whodid', `Alice ${n}h`)
    expect(outcome.kind).toBe('acked')
    await fake.until(() => fake.sockets.count() === 2)
  }

  expect(jobs).toHaveLength(10)
  expect(fake.problems).toEqual([])
  await listening.stop()
  await fake.close()
})
