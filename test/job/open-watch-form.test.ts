import { expect, it } from 'vitest'
import type { ClickJob } from '../../src/job/job.ts'
import { openWatchForm } from '../../src/job/open-watch-form.ts'
import type { ReplyDeps } from '../../src/job/reply-deps.ts'
import { instant } from '../../src/lib/instant.ts'
import type { Predicate } from '../../src/question/question.ts'
import { hasKey } from '../../src/policy/mask-keys.ts'
import { plainText } from '../../src/message/plain.ts'
import type { View } from '../../src/message/view.ts'
import { keepWatches } from '../../src/stores/keep-watches.ts'
import { openMemory } from '../../src/stores/memory/open-memory.ts'

const ALICE = { kind: 'identity', by: 'name', value: 'Alice', prefix: false } as const
const NOW = instant(Date.UTC(2026, 10, 23, 10, 2))

it.each([
  ['U1', 'C1', true, 'watch-edit'],
  ['U1', 'D9', false, 'watch-edit'],
  ['U2', 'C1', true, 'watch-edit'],
  ['U2', 'C1', false, undefined],
  ['U2', 'C2', true, undefined],
])('%s in %s (may ask there: %s) is shown %s', async (person, channel, may, form) => {
  const shown = await open({ person, channel, may, words: 'watch:w-aaaa' })

  expect(shown.form).toBe(form)
  expect(plainText(shown.blocks).includes('Alice')).toBe(form !== undefined)
})

it('is stale with a token that is no watch’s, and of no watch that is gone', async () => {
  expect((await open({ person: 'U1', channel: 'C1', may: true, words: 'Alice 24h' })).form).toBeUndefined()
  expect((await open({ person: 'U1', channel: 'C1', may: true, words: 'watch:w-gone' })).form).toBeUndefined()
})

it.each([
  ['events', '"initial_value":"AKIA…MPLE"'],
  ['raw', 'AKIAIOSFODNN7EXAMPLE'],
] as const)('who may see %s is shown %s in it', async (detail, said) => {
  const key = { kind: 'identity', by: 'key', value: 'AKIAIOSFODNN7EXAMPLE', prefix: false } as const
  const shown = await open({ person: 'U1', channel: 'C1', may: true, words: 'watch:w-aaaa', detail }, key)

  expect(JSON.stringify(shown.blocks)).toContain(said)
  expect(hasKey(JSON.stringify(shown.blocks))).toBe(detail === 'raw')
})

type Around = { person: string; channel: string; may: boolean; words: string; detail?: 'events' | 'raw' }

async function open(around: Around, who: Predicate = ALICE): Promise<View> {
  const now = () => NOW
  const store = keepWatches(openMemory(now), now)
  const terms = [{ not: false, predicate: who }]
  const watch = { team: 'T1', id: 'w-aaaa', channel: 'C1', owner: 'U1', since: NOW, mutes: [], terms }
  await store.putWatch({ ...watch, urgency: { kind: 'each' } }, 0)
  const views: View[] = []
  const whole = {
    outbox: {
      showView: async (_id: string, view: View) => (
        views.push(view), { kind: 'posted', posted: { channel: '', ts: '' } }
      ),
    },
    carrier: { carry: async () => 'q1.x', read: async () => around.words },
  }
  const deps = {
    now,
    ...whole,
    whole,
    watching: { store },
    authorize: async () =>
      around.may
        ? { kind: 'allowed', by: ['a rule'], narrowed: false, grant: { detail: around.detail ?? 'events' } }
        : { kind: 'refused', reason: 'no-rule', detail: 'No rule lets you ask here.' },
  } as unknown as ReplyDeps
  const job = {
    asker: { team: 'T1', person: around.person },
    venue: { channel: around.channel, thread: undefined, responseUrl: undefined },
    action: 'open-watch',
    value: '',
    token: 'q1.x',
    view: 'V1',
  } as unknown as ClickJob
  await openWatchForm(job, deps)
  return views[0] ?? { type: 'modal', blocks: [] }
}
