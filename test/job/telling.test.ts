import { describe, expect, it } from 'vitest'
import type { Progress } from '../../src/find/find.ts'
import { instant } from '../../src/lib/instant.ts'
import type { Job } from '../../src/job/job.ts'
import type { Outbox, Sent } from '../../src/job/ports.ts'
import { makeTelling } from '../../src/job/telling.ts'
import type { Message } from '../../src/message/message.ts'

const job: Job = {
  kind: 'ask',
  key: 'k1',
  words: 'Alice',
  askedAt: instant(0),
  asker: { team: 'T00FAKE', person: 'U00ASKER' },
  venue: { channel: 'C00FAKE', thread: undefined, responseUrl: undefined },
}
const message = (text: string): Message => ({ text, blocks: [] })
const found = (events: number): Progress => ({
  searches: 1,
  finished: 0,
  events,
  part: 0.5,
  soFar: () => {
    throw new Error('not used here')
  },
})

describe('telling', () => {
  it('a quick answer is posted once, with its details in the thread', async () => {
    const { telling, sent } = make()

    telling.progress(found(3))
    await telling.tell(message('root'), [message('one'), message('two')])

    expect(sent).toEqual(['post C00FAKE root', 'post C00FAKE/1.0 one', 'post C00FAKE/1.0 two'])
  })

  it('a slow one shows its progress in the message that becomes the answer', async () => {
    const { telling, sent, later } = make()

    later(2_000)
    telling.progress(found(3))
    telling.progress(found(4))
    await telling.tell(message('root'), [])

    expect(sent[0]).toBe('post C00FAKE looking 3')
    expect(sent.at(-1)).toBe('edit 1.0 root')
  })

  it('the channel hears nothing while nothing was found; the asker learns once that it goes on', async () => {
    const { telling, sent, later } = make()

    later(60_000)
    telling.progress(found(0))
    telling.progress(found(0))
    await telling.whisper(message('nothing'))

    expect(sent).toEqual(['whisper looking 0', 'whisper nothing'])
  })

  it('that it goes on is never said after what came of it, however long Slack takes', async () => {
    const arrived = Promise.withResolvers<void>()
    const { telling, sent, later } = make(undefined, arrived.promise)

    later(60_000)
    telling.progress(found(0))
    const whispering = telling.whisper(message('nothing'))
    await new Promise(setImmediate)
    expect(sent).toEqual([])
    arrived.resolve()
    await whispering

    expect(sent).toEqual(['whisper looking 0', 'whisper nothing'])
  })

  it.each(['tell', 'giveUp'] as const)('%s: the answer waits for no whisper, but its end does', async (way) => {
    const arrived = Promise.withResolvers<void>()
    const { telling, sent, later } = make(undefined, arrived.promise)

    later(60_000)
    telling.progress(found(0))
    telling.progress(found(1))
    let ended = false
    const end = telling[way](message('root'), []).then(() => (ended = true))
    await new Promise(setImmediate)
    expect([sent.at(-1), ended]).toEqual(['edit 1.0 root', false])
    arrived.resolve()
    await end

    expect(sent.at(-1)).toBe('whisper looking 0')
  })

  it('where the search fails, the message that showed its progress says so', async () => {
    const { telling, sent, later } = make()

    later(2_000)
    telling.progress(found(1))
    await telling.giveUp(message('failed'))

    expect(sent.at(-1)).toBe('edit 1.0 failed')
  })

  it('where nothing was shown, a failure leaves nothing in the channel', async () => {
    const { telling, sent } = make()

    await telling.giveUp(message('failed'))

    expect(sent).toEqual([])
  })

  it('no progress is shown after the answer', async () => {
    const { telling, sent, later } = make()

    later(2_000)
    telling.progress(found(1))
    await telling.tell(message('root'), [])
    telling.progress(found(9))

    expect(sent.at(-1)).toBe('edit 1.0 root')
  })

  it('what could not be posted is said to the caller, and its details are not posted alone', async () => {
    const { telling, sent } = make({ kind: 'unposted', reason: 'not-in-channel', detail: 'not_in_channel' })

    const result = await telling.tell(message('root'), [message('one')])

    expect(result).toMatchObject({ kind: 'unposted', reason: 'not-in-channel' })
    expect(sent).toEqual(['post C00FAKE root'])
  })
})

async function unused(): Promise<Sent> {
  throw new Error('not used here')
}

/** An outbox that writes down what it was given, progress whispered once that arrives, and a clock that stands still. */
function make(answer?: Sent, whispersArrive?: Promise<void>) {
  const sent: string[] = []
  let now = 0
  let ts = 0
  const outbox: Outbox = {
    post: async ({ channel, thread }, { text }) => {
      sent.push(`post ${channel}${thread === undefined ? '' : `/${thread}`} ${text}`)
      return answer ?? { kind: 'posted', posted: { channel, ts: `${++ts}.0` } }
    },
    edit: async (posted, { text }) => {
      sent.push(`edit ${posted.ts} ${text}`)
      return { kind: 'posted', posted }
    },
    whisper: async (_venue, _asker, { text }) => {
      if (text.startsWith('looking')) await whispersArrive
      sent.push(`whisper ${text}`)
      return { kind: 'posted', posted: { channel: '', ts: '' } }
    },
    showView: unused,
    showHome: unused,
    upload: unused,
  }
  const telling = makeTelling(job, outbox, {
    now: () => instant(now),
    progressMessage: ({ events }) => message(`looking ${events}`),
  })
  return { telling, sent, later: (ms: number) => (now += ms) }
}
