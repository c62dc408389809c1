import { describe, expect, it } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import type { Estate, Place } from '../../src/plan/plan.ts'
import { readQuestion } from '../../src/question/read-question.ts'
import type { Predicate, Question } from '../../src/question/question.ts'

const NOW = instant(Date.parse('2026-11-23T12:00:00Z'))
const CONTEXT = { now: NOW, asker: 'U00ASKER' }
const PROD = '111122223333'
const DEV = '444455556666'
const OLD = '777788889999'

const alice: Predicate = { kind: 'identity', by: 'name', value: 'Alice', prefix: false }
const bob: Predicate = { kind: 'identity', by: 'name', value: 'bob', prefix: false }
const run: Predicate = { kind: 'event', value: 'RunInstances', prefix: false }
const writes: Predicate = { kind: 'access', value: 'writes' }

const files: Place = { backend: 'log-files', name: 'trail', account: undefined, region: undefined }
const athena: Place = {
  backend: 'athena',
  name: 'the trail in Athena',
  account: undefined,
  region: undefined,
  bytesPerDay: 10e6,
  dollarsPerTb: 5,
}
const history = places('event-history', [PROD, DEV], ['us-east-1', 'eu-central-1'])
const logs = places('cloudwatch-logs', [PROD, DEV], ['us-east-1', 'eu-central-1']).map((place) => ({
  ...place,
  days: 30,
}))

it.each([
  ['one identity', [alice], alice],
  ['the identity before the event', [run, alice], alice],
  ['two names are or-ed, so neither alone', [alice, bob, run], run],
  ['nothing that narrows', [writes], undefined],
])('hands a backend the most selective predicate: %s', (_title, predicates, push) => {
  const plan = makePlan(question(predicates), estate(files), CONTEXT)

  expect(plan.searches).toMatchObject([
    { place: 'trail', push, keep: predicates.map((predicate) => ({ not: false, predicate })), asker: 'U00ASKER' },
  ])
})

it('never hands over a negated term', () => {
  const asked = { ...question([]), terms: [{ not: true, predicate: alice }] }

  expect(makePlan(asked, estate(files), CONTEXT).searches[0]?.push).toBeUndefined()
})

describe('asks the place that suits the question best:', () => {
  it.each([
    ['Alice 24h', [history, logs, [athena], [files]], 'event-history', 4],
    ['AKIAIOSFODNN7EXAMPLE 89d', [history, [athena]], 'event-history', 4],
    ['event:RunInstances 7d', [history, [athena]], 'event-history', 4],
    ['Alice 120d', [history, logs, [athena], [files]], 'athena', 1],
    ['Alice 120d', [history, [files]], 'log-files', 1],
    ['Alice 120d', [history], 'event-history', 4],
    ['Alice 120d', [history, logs], 'cloudwatch-logs', 4],
    ['role:Admin 7d', [history, logs, [athena]], 'cloudwatch-logs', 4],
    ['role:Admin 40d', [history, logs, [athena]], 'athena', 1],
    ['role:Admin 7d', [history], 'event-history', 4],
    ['anyone denied 2h', [history, [athena]], 'athena', 1],
    ['ali* 2h', [history, [files]], 'log-files', 1],
    ['Alice event:GetObject 2h', [history, [athena]], 'athena', 1],
    ['Alice 24h via:files', [history, logs, [athena], [files]], 'log-files', 1],
    ['Alice 24h via:logs', [history, logs, [athena], [files]], 'cloudwatch-logs', 4],
    ['Alice 120d via:history', [history, logs, [athena], [files]], 'event-history', 4],
    ['Alice 24h via:athena', [history, logs, [athena], [files]], 'athena', 1],
    ['Alice 120d via:history via:athena', [history, logs, [athena], [files]], 'athena', 1],
  ])('%s', (words, there, backend, searches) => {
    const plan = makePlan(read(words), estate(...there.flat()), CONTEXT)

    expect(new Set(plan.searches.map((search) => search.backend))).toEqual(new Set([backend]))
    expect(plan.searches).toHaveLength(searches)
  })
})

it('asks log files about the accounts that nothing else covers, and about no other', () => {
  const there = { accounts: [PROD, DEV, OLD].map((id) => ({ id, alias: undefined })), places: [...history, files] }

  const plan = makePlan(read('Alice 24h'), there, CONTEXT)

  expect(plan.searches.filter(({ backend }) => backend === 'log-files')).toMatchObject([{ account: OLD }])
  expect(plan.searches.filter(({ backend }) => backend === 'event-history')).toHaveLength(4)
})

it('asks each account where it can be asked, one way', () => {
  const there = estate(
    ...places('event-history', [PROD], ['us-east-1']),
    ...places('cloudwatch-logs', [DEV], ['eu-central-1']),
  )

  const plan = makePlan(read('Alice 24h'), there, CONTEXT)

  expect(plan.searches.map(({ backend, account }) => [backend, account])).toEqual([
    ['event-history', PROD],
    ['cloudwatch-logs', DEV],
  ])
})

it('never asks two kinds of places for the same account and Region', () => {
  const all = [...history, ...logs, athena, files]
  for (const words of ['Alice 24h', 'role:A 7d', 'writes 120d', 'anyone 1h', 'on x 3d']) {
    const { searches } = makePlan(read(words), estate(...all), CONTEXT)
    const cells = searches.flatMap(({ account, region }) =>
      [PROD, DEV].flatMap((id) =>
        ['us-east-1', 'eu-central-1'].flatMap((name) =>
          (account ?? id) === id && (region ?? name) === name ? [`${id}/${name}`] : [],
        ),
      ),
    )
    expect(cells.toSorted()).toEqual([...new Set(cells)].toSorted())
    expect(cells).toHaveLength(4)
  }
})

describe('leaves out the Regions and accounts that cannot hold anything:', () => {
  it.each([
    ['Alice region:eu-central-1', 2],
    ['Alice not region:eu-central-1', 2],
    ['Alice account:111122223333', 2],
    ['Alice not account:111122223333 in us-east-1', 1],
    ['Alice from:iam', 2],
    ['Alice from:iam from:ec2', 4],
    ['Alice from:sts', 4],
    ['Alice region:eu-west-1', 0],
  ])('%s', (words, searches) => {
    expect(makePlan(read(words), estate(...history), CONTEXT).searches).toHaveLength(searches)
  })
})

describe('says in words', () => {
  it.each([
    ['Alice 24h', [...history, athena], 'Event history, 2 accounts × 2 Regions, about 2 s, free.'],
    ['Alice 24h', history.slice(0, 3), 'Event history, 3 places in 2 accounts, about 2 s, free.'],
    ['Alice Bob 30d', history, 'Event history, 2 accounts × 2 Regions, about 2 min, free.'],
    [
      'Alice 120d',
      [...history, athena],
      "Athena, all accounts, about 1.2 GB, $0.006, because 120 days is past event history's 90.",
    ],
    ['Alice 120d', history, 'which ends after 90 of the 120 days.'],
    ['Alice 24h via:athena', [...history, athena], 'as via:athena says.'],
    ['role:Admin 24h', history, 'cannot be asked for a role'],
    ['on my-bucket 24h', history, 'knows only the main resources'],
    ['event:GetObject 24h', history, 'which holds no data events.'],
    ['denied 24h', history, 'the newest first.'],
    ['denied 24h', [...history, athena], 'because event history cannot be asked for this.'],
    ['Alice', [files, { ...files, name: 'old' }], 'In trail, old.'],
    ['Alice', [], 'no place to look in is configured'],
    ['Alice via:athena', [files], 'Nowhere: via:athena was asked for, and no such place is configured.'],
    ['Alice region:eu-west-1', history, 'Nowhere: no configured account and Region could hold it.'],
  ])('%s', (words, there, said) => {
    expect(makePlan(read(words), estate(...there), CONTEXT).why).toContain(said)
  })
})

function read(words: string): Question {
  const reading = readQuestion(words, { now: NOW, zone: 'UTC', accounts: [] })
  if (reading.kind !== 'understood') throw new Error(`${words}: ${JSON.stringify(reading)}`)
  return reading.question
}

function places(backend: Place['backend'], accounts: readonly string[], regions: readonly string[]): readonly Place[] {
  return accounts.flatMap((account) =>
    regions.map((region) => ({ backend, name: `${backend} of ${account} in ${region}`, account, region })),
  )
}

function estate(...there: readonly Place[]): Estate {
  return { accounts: [], places: there }
}

function question(predicates: readonly Predicate[]): Question {
  return {
    terms: predicates.map((predicate) => ({ not: false, predicate })),
    window: { from: instant(NOW - 3_600_000), to: NOW },
  }
}
