import { describe, expect, it } from 'vitest'
import { makeChannelAudit } from '../../src/job/channel-audit.ts'
import { startOf } from '../../src/job/audit.ts'
import { instant } from '../../src/lib/instant.ts'

const WORK = {
  key: 'command:1',
  asker: { team: 'T00FAKE', person: 'U0BOB' },
  venue: { channel: 'C0INCIDENTS', thread: undefined, responseUrl: undefined },
}
const ALLOWED = { deed: 'answer', question: 'Alice 24h', rights: 'responders' }

describe('the record of a question that begins', () => {
  it('says who asked what where, by which right, and holds no address to reply to', () => {
    const venue = { ...WORK.venue, responseUrl: 'https://hooks.slack.com/commands/T00FAKE/1/x' }

    expect(startOf({ ...WORK, venue }, ALLOWED, instant(5))).toEqual({
      at: 5,
      key: 'command:1',
      team: 'T00FAKE',
      person: 'U0BOB',
      channel: 'C0INCIDENTS',
      ...ALLOWED,
      outcome: 'started',
    })
  })

  it('is not told in the channel of the audit, where one line a question is enough', async () => {
    const posted: string[] = []
    const audit = makeChannelAudit('C0AUDIT', {
      post: async (_, { text }) => {
        posted.push(text)
        return { kind: 'unposted', reason: 'unreachable', detail: '' }
      },
    })
    const started = startOf(WORK, ALLOWED, instant(5))
    await audit.write(started)
    await audit.write({ ...started, outcome: 'answered' })

    expect(posted).toHaveLength(1)
    expect(posted[0]).toMatch(/answered/)
  })
})
