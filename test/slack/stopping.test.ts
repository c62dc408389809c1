import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startSlack } from '../../demo/slack/start-slack.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { validateMessage } from '../../src/message/validate-blocks.ts'
import { makeInProcessQueue } from '../../src/queues/in-process.ts'
import { noFront } from '../made/no-front.ts'
import { wordsOf } from '../made/words-of.ts'
import { connectOne } from './connect-one.ts'
import { makeQuietLog } from './quiet-log.ts'

const manifest = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')
const deps = { clock: systemClock, log: makeQuietLog(), validate: validateMessage }

test.each(['socket', 'http'] as const)(
  'over %s a bot that is told to stop answers what it has taken, and takes no more',
  async (mode) => {
    const fake = await startSlack({ manifest, transport: mode })
    const slack = await connect(fake, mode)
    const started: string[] = []
    const finish = Promise.withResolvers<void>()
    const queue = makeInProcessQueue({
      ...deps,
      run: async (job) => {
        started.push(wordsOf(job))
        await finish.promise
        await slack.outbox.whisper(job.venue, job.asker, { text: `answer to ${wordsOf(job)}`, blocks: [] })
      },
      onFailed: async () => undefined,
    })
    const listening = await slack.listen(queue, noFront)
    fake.setRequestUrl(`http://127.0.0.1:${listening.port}/slack/events`)
    const alice = fake.as('alice')

    await alice.command('/whodid', 'Alice 1h')
    await alice.command('/whodid', 'Alice 2h')
    const stopping = listening.stop().then(() => queue.stop(10_000))
    // Over Socket Mode it would only be seen to fail after the three seconds that Slack waits.
    const late = mode === 'http' ? alice.command('/whodid', 'Alice 3h') : undefined
    setTimeout(finish.resolve, 50)
    await stopping

    expect((await late)?.kind).not.toBe('acked')
    const seen = fake.whatSees('alice', 'C00INCIDENTS').ephemerals.map((each) => each.text)
    expect(seen.filter((text) => text?.startsWith('answer'))).toEqual(['answer to Alice 1h', 'answer to Alice 2h'])
    expect(started).toEqual(['Alice 1h', 'Alice 2h'])
    await fake.close()
  },
)

test('a token that Slack refuses stops the bot at its start, and says why', async () => {
  const fake = await startSlack({ manifest, transport: 'socket' })

  await expect(connect(fake, 'socket', 'xoxb-wrong')).rejects.toThrow('Slack did not accept the bot: invalid_auth')
  await fake.close()
})

async function connect(
  fake: Awaited<ReturnType<typeof startSlack>>,
  mode: 'socket' | 'http',
  botToken = fake.botToken,
) {
  const { appToken, signingSecret, apiUrl } = fake
  const road =
    mode === 'socket'
      ? ({ kind: 'socket', appToken, apiUrl } as const)
      : ({ kind: 'http', signingSecret, port: 0, host: '127.0.0.1' } as const)
  return connectOne({ botToken, apiUrl, road }, deps)
}
