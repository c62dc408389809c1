import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeChannelAudit } from '../../src/job/channel-audit.ts'
import { home, type HomeDeps } from '../../src/job/home.ts'
import { maskCarrier, maskedAtFirst, toldAs } from '../../src/job/mask-outside.ts'
import { maskWatches } from '../../src/job/mask-watches.ts'
import type { Carrier, Outbox, Sent } from '../../src/job/ports.ts'
import { instant } from '../../src/lib/instant.ts'
import { makeMessage } from '../../src/message/make-message.ts'
import type { Message } from '../../src/message/message.ts'
import { line, say } from '../../src/message/piece.ts'
import { richText } from '../../src/message/rich-text.ts'
import { hasKey } from '../../src/policy/mask-keys.ts'
import type { Root, Telling, Watch } from '../../src/watch/watch.ts'

const KEY = 'AKIAIOSFODNN7EXAMPLE'
const SENT: Sent = { kind: 'posted', posted: { channel: 'C1', ts: '1' } }
const NOW = instant(Date.UTC(2026, 10, 24))
const VENUE = { channel: 'C1', thread: undefined, responseUrl: undefined }
const ASKER = { team: 'T1', person: 'U1' }

describe('what a job tells', () => {
  it.each([undefined, 'counts', 'events', 'raw'] as const)(
    'with the right to see %s, by every road',
    async (detail) => {
      const { told, outbox } = recording()
      const { carrier } = carrying()
      const deps = maskedAtFirst({ outbox, carrier })
      const { outbox: out } = toldAs(detail && { detail }, deps)
      const said = saying(KEY)

      await out.post({ channel: 'C1' }, said, 'k')
      await out.edit({ channel: 'C1', ts: '1' }, said)
      await out.whisper(VENUE, ASKER, said)
      await out.showView('V1', { type: 'modal', title: KEY, blocks: said.blocks })
      await out.showHome(ASKER, { type: 'home', blocks: said.blocks })
      await out.upload({ channel: 'C1' }, [{ name: `${KEY}.csv`, title: KEY, bytes: new Uint8Array() }], KEY, 'k')

      expect(told).toHaveLength(6)
      expect(told.map(hasKey)).toEqual(told.map(() => detail === 'raw'))
    },
  )

  it('is masked before any rule was asked, and again where another rule counts', async () => {
    const { told, outbox } = recording()
    const deps = maskedAtFirst({ outbox, carrier: carrying().carrier })

    await deps.outbox.whisper(VENUE, ASKER, saying(KEY))
    await toldAs({ detail: 'events' }, toldAs({ detail: 'raw' }, deps)).outbox.whisper(VENUE, ASKER, saying(KEY))

    expect(told.filter(hasKey)).toEqual([])
  })

  it('has no whole key, whatever it says and wherever the key stands in it', async () => {
    const key = fc
      .tuple(fc.constantFrom('AKIA', 'ASIA'), fc.stringMatching(/^[A-Z2-7]{16}$/))
      .map((parts) => parts.join(''))
    const around = fc.constantFrom(
      '',
      ' ',
      '/',
      ':',
      '"',
      '@',
      '-',
      '_',
      'arn:aws:iam::111122223333:user/',
      'é',
      '…',
      'x',
    )
    const { told, outbox } = recording()
    const deps = maskedAtFirst({ outbox, carrier: carrying().carrier })
    await fc.assert(
      fc.asyncProperty(key, around, around, async (id, before, after) => {
        told.length = 0
        const text = `${before}${id}${after}`
        await deps.outbox.post({ channel: 'C1' }, saying(text), 'k')
        await deps.outbox.showView('V1', {
          type: 'modal',
          blocks: [
            {
              type: 'input',
              label: { type: 'plain_text', text },
              element: { type: 'plain_text_input', action_id: 'a', initial_value: text },
            },
          ],
        })
        await deps.outbox.upload({ channel: 'C1' }, [{ name: text, title: text, bytes: new Uint8Array() }], text, 'k')

        expect(told.filter((one) => one.includes(id))).toEqual([])
      }),
    )
  })
})

it('a question that names a key is kept, and its button holds its id alone; so is one that was to be kept anyway', async () => {
  const { carrier, kept } = carrying()
  const masked = maskCarrier(carrier)

  await masked.carry('T1', `${KEY} 24h`)
  await masked.carry('T1', 'Alice 24h')
  await masked.carry('T1', 'Alice 24h', true)

  expect(kept).toEqual([true, false, true])
})

describe('what a watch tells', () => {
  const telling = { content: { kind: 'notice', notices: [] } } as unknown as Telling
  const mine = { id: 'w-mine' } as Watch
  const theirs = { id: 'w-theirs' } as Watch
  const sees = async ({ id }: Watch) => id === 'w-mine'
  const messages = maskWatches({ telling: async () => saying(KEY), root: async () => saying(KEY) }, sees)
  const seen = (...watches: string[]) => [{ watches }] as never
  const all = new Map([mine, theirs].map((watch) => [watch.id, watch]))

  it.each([
    [['w-mine'], true],
    [['w-theirs'], false],
    [['w-mine', 'w-theirs'], false],
    [[], false],
  ])('for %j shows whole keys: %s', async (watches, whole) => {
    expect(hasKey(JSON.stringify(await messages.telling(telling, seen(...watches), all)))).toBe(whole)
  })

  it.each([
    [mine, true],
    [theirs, false],
    [undefined, false],
  ])('in the root of %j shows whole keys: %s', async (watch, whole) => {
    expect(hasKey(JSON.stringify(await messages.root({} as Root, [], watch)))).toBe(whole)
  })
})

it.each(['events', 'raw'] as const)('the Home tab of who may see %s', async (detail) => {
  const { told, outbox } = recording()
  const { carrier, kept } = carrying()
  const deps = {
    ...maskedAtFirst({ outbox, carrier }),
    people: { look: async () => ({ zone: 'UTC' }) },
    sources: { estate: { accounts: [], places: [] } },
    keeping: { recent: { list: async () => [{ words: `${KEY} 24h`, askedAt: NOW }] } },
    authorize: async () => ({ kind: 'allowed', by: ['all'], grant: { detail } }),
    audit: { write: async () => undefined },
    now: () => NOW,
    health: async () => ({ at: NOW, said: saying('all is well') }),
    watches: async () => [{ id: 'w-1', said: `What ${KEY} did`, channel: 'C1', state: 'each time', watch: WATCHED }],
  } as unknown as HomeDeps
  const job = { kind: 'home', key: 'home:1', askedAt: NOW, asker: ASKER, venue: VENUE } as const

  await home(job, deps, new AbortController().signal)

  expect(told.length).toBeGreaterThan(0)
  expect(told.map(hasKey)).toEqual(told.map(() => detail === 'raw'))
  expect(kept).toEqual([detail !== 'raw'])
})

it('the channel of the audit is never told a whole key', async () => {
  const { told, outbox } = recording()
  const record = {
    at: NOW,
    key: 'command:1',
    team: 'T1',
    person: 'U1',
    channel: 'C1',
    deed: 'answer',
    question: `${KEY} 24h`,
    outcome: 'answered',
    rights: 'all',
  }
  await makeChannelAudit('C0AUDIT', outbox).write(record)

  expect(told).toHaveLength(1)
  expect(told[0]).toContain('AKIA…MPLE')
  expect(told.filter(hasKey)).toEqual([])
})

const WATCHED = { urgency: { kind: 'each' } }

function saying(text: string): Message {
  return makeMessage([richText([line(say(text))])])
}

/** Everything that goes out, as JSON. */
function recording() {
  const told: string[] = []
  const take = async (...said: unknown[]): Promise<Sent> => (told.push(JSON.stringify(said)), SENT)
  const outbox: Outbox = { post: take, edit: take, whisper: take, showView: take, showHome: take, upload: take }
  return { told, outbox }
}

/** Whether each question was kept. */
function carrying() {
  const kept: boolean[] = []
  const carrier: Carrier = {
    carry: async (_team, _words, isKept = false) => (kept.push(isKept), 'k1.made-up-token'),
    read: async () => undefined,
  }
  return { kept, carrier }
}
