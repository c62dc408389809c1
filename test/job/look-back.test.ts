import { describe, expect, it } from 'vitest'
import type { Event, Fields } from '../../src/event/event.ts'
import type { Backend, Page } from '../../src/find/backend.ts'
import { lookBack, type LookBackOptions } from '../../src/job/look-back.ts'
import type { Estate, Search } from '../../src/plan/plan.ts'
import { holdsAll } from '../../src/question/holds.ts'
import type { Question, Term } from '../../src/question/question.ts'
import { ALICE, call, evidenceOf, eventsOf, named, NOW, WINDOW } from '../answer/made.ts'

const DAY = 86_400_000
const NEW = { sourceIPAddress: '203.0.113.66' }

describe('looking back', () => {
  it('marks what was not there in the days before', async () => {
    const found = await looked([call('ec2:RunInstances', days(3)), call('iam:ListUsers', days(31.5))])

    expect(found).toMatchObject({
      kind: 'looked',
      events: 1,
      places: 1,
      marks: expect.arrayContaining([expect.objectContaining({ kind: 'address', value: '203.0.113.66' })]),
    })
    expect(found?.kind === 'looked' && (found.before.to - found.before.from) / DAY).toBe(30)
  })

  it('looks back less far where the logs do not reach so far, and says how far', async () => {
    const found = await looked([call('ec2:RunInstances', days(3)), call('iam:ListUsers', days(17))])

    expect(found?.kind === 'looked' && (found.before.to - found.before.from) / DAY).toBe(15)
  })

  it('marks nothing where the logs may begin with the window', async () => {
    expect(await looked([call('ec2:RunInstances', days(3))])).toMatchObject({
      kind: 'not-looked',
      why: expect.stringContaining('reach back 7 days'),
    })
  })

  it('marks nothing where the logs of another account reach back, and those of this one may not', async () => {
    const found = await looked([
      call('ec2:RunInstances', days(3)),
      call('iam:ListUsers', { ...days(31.5), recipientAccountId: '444455556666' }),
    ])

    expect(found).toMatchObject({ kind: 'not-looked' })
  })

  it('asks about the identity alone, whatever else was asked', async () => {
    const asked: Search[] = []
    const writes: Term = { not: false, predicate: { kind: 'access', value: 'writes' } }

    await looked(
      [call('iam:ListUsers', { ...days(3), ...NEW, readOnly: true }), call('iam:ListUsers', days(31.5))],
      {},
      { ...ALICE, terms: [named('Alice'), writes] },
      asked,
    )

    expect(asked.length).toBeGreaterThan(0)
    for (const { keep } of asked) expect(keep).toEqual([named('Alice')])
  })

  it.each([
    ['nobody in particular was asked for', { ...ALICE, terms: [] }, {}],
    ['it is switched off', ALICE, { days: 0 }],
    ['somebody is only left out', { ...ALICE, terms: [{ ...named('Alice'), not: true }] }, {}],
  ] as const)('does not look where %s', async (_, question, more) => {
    expect(await looked([], more, question)).toBeUndefined()
  })

  it('does not read more than it may of a place that is paid for, and says how much it would be', async () => {
    const asked: Search[] = []
    const backend = { ...backendOf([], asked), estimate: () => ({ cost: { bytes: 5e9, dollars: 0.025 } }) }

    const found = await back(backend, ALICE, {})

    expect(found).toEqual({ kind: 'not-looked', why: 'it would read 5.0 GB' })
    expect(asked).toEqual([])
  })

  it('does not look through all of event history', async () => {
    const estate: Estate = {
      accounts: [],
      places: [{ backend: 'event-history', name: 'prod', account: '111122223333', region: 'us-east-1' }],
    }

    const found = await back(backendOf([]), { ...ALICE, terms: [named('Deploy', 'role')] }, {}, estate)

    expect(found).toEqual({ kind: 'not-looked', why: 'it would read all of event history' })
  })

  it('needs no proof that event history reaches back, within its ninety days', async () => {
    const estate: Estate = {
      accounts: [],
      places: [{ backend: 'event-history', name: 'prod', account: '111122223333', region: 'us-east-1' }],
    }
    const records = [call('ec2:RunInstances', days(3))]

    expect(await back(backendOf(records), ALICE, {}, estate)).toMatchObject({ kind: 'looked', events: 1 })
    expect(await back(backendOf(records), ALICE, { days: 365 }, estate)).toMatchObject({ kind: 'not-looked' })
  })

  it('says so where an account cannot be asked', async () => {
    const estate: Estate = { accounts: [], places: [], notAsked: [{ name: 'old', why: 'suspended' }] }

    expect(await back(backendOf([]), ALICE, {}, estate)).toEqual({
      kind: 'not-looked',
      why: '1 account cannot be asked',
    })
  })

  it('marks nothing once it was stopped', async () => {
    const signal = AbortSignal.abort(new Error('stopped'))

    expect(await looked([call('ec2:RunInstances', days(3)), call('iam:ListUsers', days(31.5))], { signal })).toEqual({
      kind: 'not-looked',
      why: 'the search was stopped, or took too long',
    })
  })
})

/** So many days before the window. */
function days(before: number): Fields {
  return { eventTime: new Date(WINDOW.from - before * DAY).toISOString() }
}

const FILES: Estate = {
  accounts: [],
  places: [{ backend: 'log-files', name: 'trail', account: undefined, region: undefined }],
}

function looked(
  records: readonly Fields[],
  more: Partial<LookBackOptions> = {},
  question: Question = ALICE,
  asked: Search[] = [],
) {
  return back(backendOf(records, asked), question, more)
}

function back(backend: Backend, question: Question, more: Partial<LookBackOptions>, estate = FILES) {
  const evidence = evidenceOf(eventsOf(call('ec2:RunInstances', NEW)))
  const options = { signal: new AbortController().signal, askedAt: NOW, asker: 'whodid', days: 30, ...more }
  return lookBack(
    question,
    evidence,
    {
      estate,
      backends: new Map([
        ['log-files', backend],
        ['event-history', backend],
      ]),
    },
    options,
  )
}

/** A place that tells what it has of the days that it is asked for, and the newest of all that it looked at there. */
function backendOf(records: readonly Fields[], asked: Search[] = []): Backend {
  const events = eventsOf(...records)
  return {
    name: 'log-files',
    async *search(search): AsyncIterable<Page> {
      asked.push(search)
      const near = events.filter(({ time }) => time >= search.window.from - DAY && time < search.window.to + DAY)
      const holds = holdsAll(search.keep)
      const found = near.filter(
        (event: Event) => event.time >= search.window.from && event.time < search.window.to && holds(event),
      )
      yield {
        events: found,
        gaps: [],
        ledger: { records: found.length, events: found.length, unreadable: 0, duplicates: 0 },
        newest: near
          .map(({ time }) => time)
          .reduce<Page['newest']>((a, b) => (a !== undefined && a > b ? a : b), undefined),
        looked: near.map(({ account, region }) => `${account}/${region}`),
      }
    },
  }
}
