import { expect, it } from 'vitest'
import type { SubmitJob } from '../../src/job/job.ts'
import type { ReplyDeps } from '../../src/job/reply-deps.ts'
import { submitWatch } from '../../src/job/submit-watch.ts'
import { instant } from '../../src/lib/instant.ts'
import { WATCH_EDIT } from '../../src/message/watch-form.ts'
import { hasKey } from '../../src/policy/mask-keys.ts'
import { keepWatches } from '../../src/stores/keep-watches.ts'
import { openMemory } from '../../src/stores/memory/open-memory.ts'
import { WATCH_SETTINGS } from '../../src/watch/settings.ts'

const NOW = instant(Date.UTC(2026, 10, 23, 10, 2))
const KEY = 'AKIAIOSFODNN7EXAMPLE'

it('a form that showed a key masked leaves the watch at that key, and tells nobody the whole of it', async () => {
  const { told, watch } = await sendOff({ asked: 'AKIA…MPLE', soon: 'hourly' })

  expect(watch).toMatchObject({ urgency: { kind: 'hourly' }, terms: [{ predicate: { by: 'key', value: KEY } }] })
  expect(told).toHaveLength(1)
  expect(told.filter(hasKey)).toEqual([])
})

it('a masked key that is none of the watch’s is not read, and the watch stays', async () => {
  const { told, watch } = await sendOff({ asked: 'AKIA…ZZZZ', soon: 'hourly' })

  expect(watch).toMatchObject({ urgency: { kind: 'each' }, terms: [{ predicate: { value: KEY } }] })
  expect(told.join('')).toContain('This access key is masked')
})

async function sendOff(values: SubmitJob['values']) {
  const now = () => NOW
  const store = keepWatches(openMemory(now), now)
  const predicate = { kind: 'identity', by: 'key', value: KEY, prefix: false } as const
  const watch = { team: 'T1', id: 'w-aaaa', channel: 'C1', owner: 'U1', since: NOW, mutes: [] }
  await store.putWatch({ ...watch, terms: [{ not: false, predicate }], urgency: { kind: 'each' } }, 0)
  const kept = await store.watch('T1', 'w-aaaa')
  const told: string[] = []
  const take = async (...said: unknown[]) => (
    told.push(JSON.stringify(said)), { kind: 'posted', posted: { channel: 'C1', ts: '1' } }
  )
  const whole = {
    outbox: { post: take, whisper: take },
    carrier: { carry: async () => 'q1.x', read: async () => `watch-form:w-aaaa ${kept?.version}` },
  }
  const deps = {
    now,
    ...whole,
    whole,
    people: { look: async () => ({ zone: 'UTC' }) },
    sources: { estate: { accounts: [], places: [] } },
    watching: { store, settings: WATCH_SETTINGS },
    authorize: async (_: unknown, question: unknown) => ({
      kind: 'allowed',
      by: ['a rule'],
      narrowed: false,
      question,
      grant: { detail: 'events' },
    }),
  } as unknown as ReplyDeps
  const venue = { channel: 'C1', thread: undefined, responseUrl: undefined }
  const job = {
    key: 'view:1',
    askedAt: NOW,
    asker: { team: 'T1', person: 'U1' },
    venue,
    form: WATCH_EDIT,
    token: 'q1.x',
  }
  await submitWatch({ kind: 'submit', ...job, values } as unknown as SubmitJob, deps, new AbortController().signal)
  return { told, watch: (await store.watch('T1', 'w-aaaa'))?.row }
}
