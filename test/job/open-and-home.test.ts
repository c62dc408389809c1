import { expect, test } from 'vitest'
import { makeCarrier } from '../../src/job/carrier.ts'
import { home, type HomeDeps, makeHealth } from '../../src/job/home.ts'
import type { Asker, HomeJob, ShortcutJob } from '../../src/job/job.ts'
import { openClick, openingView, WHO_DID_THIS } from '../../src/job/open-click.ts'
import type { Outbox } from '../../src/job/ports.ts'
import type { ReplyDeps } from '../../src/job/reply-deps.ts'
import { shortcut } from '../../src/job/shortcut.ts'
import { submit } from '../../src/job/submit.ts'
import { instant } from '../../src/lib/instant.ts'
import { makeMessage } from '../../src/message/make-message.ts'
import type { Message } from '../../src/message/message.ts'
import { header } from '../../src/message/root-message.ts'
import { plainText } from '../../src/message/plain.ts'
import type { View } from '../../src/message/view.ts'
import { readClick } from '../../src/slack/read-interaction.ts'
import { makeViewPayload } from '../../src/slack/view-payload.ts'
import { ACCOUNTS, NOW } from '../question/asking.ts'

const ASKER: Asker = { team: 'T00FAKE', person: 'U00ALICE' }
const VENUE = { channel: 'C00OPS', thread: '1795446000.000100', responseUrl: undefined }
const KEY = 'AKIAIOSFODNN7EXAMPLE'
const questions = { keep: async () => 'id', read: async () => undefined }
const carrier = makeCarrier('a secret for tests', questions)
const people = {
  look: async () => ({ zone: 'Europe/Berlin', email: undefined, name: undefined, standing: undefined }),
  groups: async () => [],
}
const sources = { estate: { accounts: ACCOUNTS, places: [] }, backends: new Map() }

test('the shortcut shows what the message names, and each row of buttons carries its own question', async () => {
  const { outbox, shown } = recording()

  await shortcut(onMessage({ text: `${KEY} from 203.0.113.9` }, 'V00FAKE'), { outbox, people, carrier, sources })

  const view = shown[0]
  const tokens = view?.blocks.flatMap(({ block_id }) => block_id ?? []) ?? []
  const words = await Promise.all(tokens.map((token) => carrier.read('T00FAKE', token)))
  expect(words).toEqual([expect.stringMatching(`^${KEY} 2026`), expect.stringMatching(/^ip:203\.0\.113\.9 2026/)])
  expect(view?.venue).toEqual({ channel: 'C00OPS', thread: '1795446000.000100' })
})

test('a click in such a view carries the question of its row, not that of the view', () => {
  const click = (blockId: string) => ({
    type: 'block_actions',
    user: { id: 'U00ALICE', team_id: 'T00FAKE' },
    trigger_id: `1.${blockId}`,
    actions: [{ action_id: 'ask', block_id: blockId }],
    container: {},
    view: {
      id: 'V00FAKE',
      hash: 'h',
      private_metadata: makeViewPayload({ type: 'modal', blocks: [], token: 'q1.view' }).private_metadata,
    },
  })

  const tokens = ['q1.row-one', 'k1.row-two', 'b1c2D'].map((blockId) => readClick(click(blockId), NOW))

  expect(tokens.map((job) => job?.token)).toEqual(['q1.row-one', 'k1.row-two', 'q1.view'])
  expect(new Set(tokens.map((job) => job?.twice)).size).toBe(3)
})

test('where no modal could be opened, the offers come as a message to whoever asked', async () => {
  const { outbox, whispered } = recording()

  await shortcut(onMessage({ text: KEY }, undefined), { outbox, people, carrier, sources })

  expect(whispered[0]?.text).toContain(KEY)
})

test('the form and help open without a question; the form is not written over once it is open', async () => {
  const { outbox, shown } = recording()
  const click = { key: 'click:1', askedAt: NOW, asker: ASKER, venue: VENUE, view: 'V00FAKE' }

  expect(openingView('open-form')?.submit).toBe('Ask')
  expect(openingView(WHO_DID_THIS)?.submit).toBeUndefined()
  expect(openingView('events')).toBeUndefined()
  expect(await openClick({ ...click, action: 'open-form' }, outbox)).toMatchObject({ outcome: 'shown' })
  expect(shown).toEqual([])
  expect(await openClick({ ...click, action: 'open-help' }, outbox)).toMatchObject({ outcome: 'help' })
  expect(shown).toHaveLength(1)
  expect(await openClick({ ...click, action: 'ask' }, outbox)).toBeUndefined()
})

test('a form that is wrong after all is not asked, and says why', async () => {
  const { outbox, whispered } = recording()
  const deps = { outbox, people, sources, defaultWindowMs: 86_400_000 } as unknown as ReplyDeps
  const values = { other: 'alice', when: 'custom', custom: '25:00', channel: 'C00OPS' }

  const asked = await submit(
    {
      kind: 'submit',
      key: 'view:1',
      askedAt: NOW,
      asker: ASKER,
      venue: VENUE,
      form: 'open-form',
      token: '',
      values,
      view: 'V00FAKE',
    },
    deps,
    AbortSignal.timeout(5_000),
  )

  expect(asked.outcome).toBe('unclear')
  expect(whispered[0]?.text).toContain('There is no such time.')
})

test('the Home tab is shown at once, and again with how the places are', async () => {
  const { outbox, homes } = recording()

  await home(HOME, { ...homeDeps(outbox), authorize: async () => MAY }, AbortSignal.timeout(5_000))

  const [first, second] = homes.map(({ blocks }) => plainText(blocks))
  expect(first).toContain('What Alice did, refusals only')
  expect(first).not.toContain('Every place is well')
  expect(second).toContain('Every place is well')
  expect(homes[0]?.venue).toEqual({ channel: 'U00ALICE', thread: undefined })
})

test('someone who may ask nothing sees neither questions nor places', async () => {
  const { outbox, homes } = recording()
  const refused = { kind: 'refused', reason: 'no-rule', detail: 'No rule allows it.' } as const

  await home(HOME, { ...homeDeps(outbox), authorize: async () => refused }, AbortSignal.timeout(5_000))

  expect(homes).toHaveLength(1)
  expect(JSON.stringify(homes)).not.toMatch(/Alice did|Every place/)
})

test('the places are asked once for all who look within ten minutes, and anew where that failed', async () => {
  let asked = 0
  let now = NOW
  const well = makeMessage([header('Every place is well')])
  const health = makeHealth(
    async () => {
      asked++
      if (asked === 1) throw new Error('the network is down')
      return well
    },
    () => now,
  )
  const { signal } = new AbortController()

  await expect(health(signal)).rejects.toThrow('the network is down')
  await Promise.all([health(signal), health(signal)])
  expect(asked).toBe(2)
  now = instant(NOW + 10 * 60_000)
  await health(signal)
  expect(asked).toBe(3)
})

const MAY = { kind: 'allowed', by: ['all'], grant: { detail: 'raw' } } as never
const HOME: HomeJob = {
  kind: 'home',
  key: 'home:1',
  askedAt: NOW,
  asker: ASKER,
  venue: { ...VENUE, channel: 'U00ALICE' },
}

function onMessage(message: unknown, view: string | undefined): ShortcutJob {
  return {
    kind: 'shortcut',
    key: 'shortcut:1',
    askedAt: NOW,
    asker: ASKER,
    venue: VENUE,
    shortcut: WHO_DID_THIS,
    message,
    view,
  }
}

function homeDeps(outbox: Outbox): Omit<HomeDeps, 'authorize'> {
  const words = 'Alice denied 2026-11-22T00:00:00Z..2026-11-23T00:00:00Z'
  return {
    outbox,
    people,
    carrier,
    whole: { outbox, carrier },
    sources,
    keeping: {
      recent: {
        add: async () => {},
        list: async () => [
          { words, askedAt: NOW },
          { words: 'help', askedAt: NOW },
        ],
      },
    },
    audit: { write: async () => {} },
    now: () => NOW,
    health: async () => ({ at: NOW, said: makeMessage([header('Every place is well')]) }),
    watches: async () => [],
  }
}

function recording() {
  const shown: View[] = []
  const homes: View[] = []
  const whispered: Message[] = []
  const sent = { kind: 'posted', posted: { channel: 'C', ts: '1' } } as const
  const outbox: Outbox = {
    post: async () => sent,
    edit: async () => sent,
    upload: async () => sent,
    whisper: async (_venue, _asker, message) => (whispered.push(message), sent),
    showView: async (_id, view) => (shown.push(view), sent),
    showHome: async (_asker, view) => (homes.push(view), sent),
  }
  return { outbox, shown, homes, whispered }
}
