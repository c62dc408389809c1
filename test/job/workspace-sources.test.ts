import { expect, test } from 'vitest'
import type { Sources } from '../../src/job/answer-question.ts'
import { makeWorkspaceSources } from '../../src/job/workspace-sources.ts'

const place = (account: string | undefined) =>
  ({ backend: 'event-history', name: `history of ${account}`, account, region: 'eu-central-1' }) as const

const sources: Sources = {
  estate: {
    accounts: [
      { id: '111122223333', alias: 'prod' },
      { id: '444455556666', alias: 'secret-project' },
    ],
    places: [place('111122223333'), place('444455556666'), place(undefined)],
    notAsked: [
      { name: 'old-secret', why: 'suspended', account: '777788889999' },
      { name: 'other accounts of the organization', why: 'not listed' },
    ],
  },
  backends: new Map(),
}

test('a workspace knows neither the places nor the names of accounts that none of its rules names', () => {
  const { estate } = makeWorkspaceSources()(sources, ['111122223333'])

  expect(estate.accounts).toEqual([{ id: '111122223333', alias: 'prod' }])
  expect(estate.places).toEqual([place('111122223333'), place(undefined)])
  // What is not asked for all workspaces alike is said in each: an answer must not seem to be whole.
  expect(estate.notAsked).toEqual([{ name: 'other accounts of the organization', why: 'not listed' }])
  expect(JSON.stringify(estate)).not.toMatch(/secret|444455556666/)
})

test('a workspace with no rule knows none; one that may see all has the sources as they are', () => {
  const narrow = makeWorkspaceSources()

  expect(narrow(sources, []).estate.accounts).toEqual([])
  expect(narrow(sources, undefined)).toBe(sources)
})

test('the same accounts of the same sources are the same sources, so that what was planned over them stays', () => {
  const narrow = makeWorkspaceSources()
  const first = narrow(sources, ['111122223333', '444455556666'])

  expect(narrow(sources, ['444455556666', '111122223333'])).toBe(first)
  expect(narrow(sources, ['111122223333'])).not.toBe(first)
  expect(narrow({ ...sources }, ['111122223333', '444455556666'])).not.toBe(first)
})
