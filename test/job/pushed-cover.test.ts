import { expect, it } from 'vitest'
import type { Sources } from '../../src/job/answer-question.ts'
import { makePushedCover } from '../../src/job/pushed-cover.ts'
import { makeWorkspaceSources } from '../../src/job/workspace-sources.ts'
import { instant } from '../../src/lib/instant.ts'
import { WATCH_SETTINGS as settings } from '../../src/watch/settings.ts'
import type { Watch } from '../../src/watch/watch.ts'

const [A, B] = ['111122223333', '444455556666'] as const
const WATCH: Watch = {
  team: 'T00FAKE',
  id: 'w',
  channel: 'C0FAKE',
  owner: 'U0FAKE',
  since: instant(0),
  mutes: [],
  terms: [],
  urgency: { kind: 'each' },
}

it('a workspace is pushed nothing, and told nothing, of an account that it may not see, though a place of its own holds it', () => {
  const place = { backend: 'log-files', name: 'trail', account: undefined, region: undefined } as const
  const accounts = [A, B].map((id) => ({ id, alias: undefined }))
  const all: Sources = { estate: { accounts, places: [place] }, backends: new Map() }
  const narrow = makeWorkspaceSources()
  const cover = (only?: readonly string[]) =>
    makePushedCover({ sources: () => narrow(all, only), now: () => instant(0), settings })

  expect(cover().covers(WATCH, { account: B, region: 'us-east-1' })).toBe(true)
  expect(cover().mayTellOf(WATCH, B)).toBe(true)
  expect(cover([A]).covers(WATCH, { account: A, region: 'us-east-1' })).toBe(true)
  expect(cover([A]).covers(WATCH, { account: B, region: 'us-east-1' })).toBe(false)
  expect(cover([A]).mayTellOf(WATCH, B)).toBe(false)
})
