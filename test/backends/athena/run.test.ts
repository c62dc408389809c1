import { describe, expect, it } from 'vitest'
import { type AthenaOptions, makeAthena } from '../../../src/backends/athena/backend.ts'
import { COLUMNS, HEADING } from '../../../src/backends/athena/columns.ts'
import { AwsGap } from '../../../src/aws/aws-gap.ts'
import { find } from '../../../src/find/find.ts'
import type { Fields } from '../../../src/event/event.ts'
import { makeHastyClock } from '../../slack/fake-clock.ts'
import { record } from '../../made/records.ts'
import { type Body, type Call, type Reply, resultRows, scriptedAthena, WORKGROUP } from './scripted-athena.ts'
import { at, gather, searchFor, TABLE, wanted } from './searches.ts'

const ALICE = wanted({ kind: 'identity', by: 'user', value: 'Alice', prefix: false })
const SEARCH = searchFor([ALICE])

describe('a query', () => {
  it('is polled ever more slowly until it has ended, and its rows are events', async () => {
    const states = ['QUEUED', 'RUNNING', 'QUEUED', 'RUNNING', 'SUCCEEDED']
    const { athena, clock } = open({ states, pages: [[HEADING, rowOf(1), rowOf(2)]] })

    const found = await gather(athena.search(SEARCH, never()))

    expect(found.events.map(({ id }) => id)).toEqual(['id-1', 'id-2'])
    expect(found.gaps).toEqual([])
    expect(clock.slept).toEqual([250, 375, 562.5, 843.75])
  })

  it('that Athena failed ends with the reason that Athena gives', async () => {
    const status = {
      State: 'FAILED',
      StateChangeReason: 'GENERIC_INTERNAL_ERROR: a worker was lost',
      CompletionDateTime: 1,
    }
    const { athena, named } = open({ status })

    const { gaps, cost } = await gather(athena.search(SEARCH, never()))

    expect(gaps).toMatchObject([{ reason: 'failed', where: TABLE.name }])
    expect(gaps[0]?.detail).toContain('a worker was lost')
    expect(cost).toEqual({ bytes: 0, dollars: 0 })
    expect(named('StartQueryExecution')).toHaveLength(1)
    expect(named('GetQueryExecution')).toHaveLength(1)
    expect(named('GetQueryResults')).toHaveLength(0)
  })

  it.each([
    ['too-large', 'CANCELLED', 'Query cancelled! : Bytes scanned limit was exceeded'],
    ['cancelled', 'CANCELLED', 'Query cancelled by user'],
    ['denied', 'FAILED', 'PERMISSION_DENIED: Access Denied (Service: Amazon S3; Status Code: 403)'],
    ['denied', 'FAILED', 'Insufficient Lake Formation permission(s) on cloudtrail'],
    ['missing', 'FAILED', "TABLE_NOT_FOUND: line 31:6: Table 'default.cloudtrail' does not exist"],
    ['timeout', 'FAILED', 'Query timeout'],
    ['failed', 'FAILED', ''],
  ])('is %s where it is %s with "%s"', async (reason, State, StateChangeReason) => {
    const { athena } = open({ status: { State, StateChangeReason, CompletionDateTime: 1 } })

    const { gaps } = await gather(athena.search(SEARCH, never()))

    expect(gaps.map((gap) => gap.reason)).toEqual([reason])
    expect(gaps[0]?.detail).toContain(StateChangeReason || 'no reason was given')
  })

  it('that was cancelled is paid for as far as it had read', async () => {
    const { athena } = open({ status: { State: 'CANCELLED', CompletionDateTime: 1 }, bytes: 2_000_000_000 })

    expect((await gather(athena.search(SEARCH, never()))).cost).toEqual({ bytes: 2_000_000_000, dollars: 0.01 })
  })

  it('is run once more, and only once, where Athena says that it may go better then', async () => {
    const status = { State: 'FAILED', CompletionDateTime: 1, AthenaError: { Retryable: true, ErrorMessage: 'busy' } }
    const { athena, named } = open({ status })

    const { gaps } = await gather(athena.search(SEARCH, never()))

    const tokens = named('StartQueryExecution').map(({ body }) => body.ClientRequestToken)
    expect(new Set(tokens).size).toBe(2)
    expect(tokens).toHaveLength(2)
    expect(gaps).toHaveLength(1)
  })

  it('that failed and that Athena takes up again by itself has not ended', async () => {
    const { athena } = open({ states: ['FAILED', 'QUEUED', 'RUNNING', 'SUCCEEDED'], pages: [[HEADING, rowOf(1)]] })

    expect((await gather(athena.search(SEARCH, never()))).events).toHaveLength(1)
  })
})

describe('where Athena has too much to do', () => {
  it('a query waits for its turn', async () => {
    let busy = 3
    const { athena, clock } = open({
      pages: [[HEADING, rowOf(1)]],
      before: ({ name }) =>
        name === 'StartQueryExecution' && busy-- > 0 ? { refuse: 'TooManyRequestsException' } : undefined,
    })

    const { events, gaps } = await gather(athena.search(SEARCH, never()))

    expect(events).toHaveLength(1)
    expect(gaps).toEqual([])
    expect(clock.slept.slice(0, 3)).toEqual([1_000, 2_000, 4_000])
  })

  it('and goes on having it, the answer says so after a minute', async () => {
    const { athena, clock } = open({ before: () => ({ refuse: 'ThrottlingException' }) })

    const { gaps } = await gather(athena.search(SEARCH, never()))

    expect(gaps).toMatchObject([{ reason: 'throttled' }])
    expect(clock.slept.reduce((sum, ms) => sum + ms, 0)).toBe(60_000)
  })

  it('a start whose answer was lost is sent again under the same token, so that it runs once', async () => {
    let lost = 1
    const { athena, named } = open({
      pages: [[HEADING]],
      before: ({ name }) => {
        if (name === 'StartQueryExecution' && lost-- > 0)
          throw Object.assign(new Error('reset'), { code: 'ECONNRESET' })
        return undefined
      },
    })

    const { gaps } = await gather(athena.search(SEARCH, never()))

    const [first, second] = named('StartQueryExecution').map(({ body }) => body.ClientRequestToken)
    expect(gaps).toEqual([])
    expect(second).toBe(first)
    expect(String(first).length).toBeGreaterThanOrEqual(32)
  })
})

describe('a search that is stopped', () => {
  it('stops its query in Athena, and says so', async () => {
    const stop = new AbortController()
    const { athena, named } = open({ states: ['RUNNING'], onPoll: () => stop.abort() })

    const { gaps, events } = await gather(athena.search(SEARCH, stop.signal))

    expect(named('StopQueryExecution').map(({ body }) => body)).toEqual([{ QueryExecutionId: 'query-1' }])
    expect(gaps).toMatchObject([{ reason: 'cancelled' }])
    expect(gaps[0]?.detail).toContain('stopped in Athena')
    expect(events).toEqual([])
  })

  it('while it sleeps ends at once', async () => {
    const stop = new AbortController()
    const sleep = (): Promise<void> => {
      stop.abort()
      return new Promise(() => {})
    }
    const clock = { ...makeHastyClock(), sleep }
    const { athena, named } = open({ states: ['RUNNING'] }, { clock })

    const { gaps } = await gather(athena.search(SEARCH, stop.signal))

    expect(gaps).toMatchObject([{ reason: 'cancelled' }])
    expect(named('StopQueryExecution')).toHaveLength(1)
  })

  it('as it ran out of time is a timeout', async () => {
    const stop = new AbortController()
    const { athena } = open({ states: ['RUNNING'], onPoll: () => stop.abort(new DOMException('late', 'TimeoutError')) })

    expect((await gather(athena.search(SEARCH, stop.signal))).gaps).toMatchObject([{ reason: 'timeout' }])
  })

  it('before it began asks nothing', async () => {
    const stop = new AbortController()
    stop.abort()
    const { athena, named } = open({})

    const { gaps } = await gather(athena.search(SEARCH, stop.signal))

    expect(gaps).toMatchObject([{ reason: 'cancelled' }])
    expect(named('StartQueryExecution')).toEqual([])
  })

  it('and cannot be stopped in Athena names the query', async () => {
    const stop = new AbortController()
    const { athena } = open({
      states: ['RUNNING'],
      onPoll: () => stop.abort(),
      before: ({ name }) => (name === 'StopQueryExecution' ? { refuse: 'AccessDeniedException' } : undefined),
    })

    const { gaps } = await gather(athena.search(SEARCH, stop.signal))

    expect(gaps[0]?.detail).toContain('query-1 could not be stopped')
  })

  it('while its results are read keeps those that came', async () => {
    const stop = new AbortController()
    const { athena } = open({ pages: [[HEADING, rowOf(1)], [rowOf(2)]], onPage: () => stop.abort() })

    const { events, gaps } = await gather(athena.search(SEARCH, stop.signal))

    expect(events.map(({ id }) => id)).toEqual(['id-1'])
    expect(gaps).toMatchObject([{ reason: 'cancelled' }])
  })
})

describe('results', () => {
  it('come in pages, some of them empty; the heading is no row, and one id is one event', async () => {
    const pages = [[HEADING, rowOf(1), rowOf(2)], [], [rowOf(2), rowOf(3)], [rowOf(4, { eventTime: 'never' })]]
    const { athena, named } = open({ pages })

    const found = await gather(athena.search(SEARCH, never()))

    expect(found.events.map(({ id }) => id)).toEqual(['id-1', 'id-2', 'id-3'])
    expect(found.ledger).toEqual({ records: 5, events: 3, unreadable: 1, duplicates: 1 })
    expect(named('GetQueryResults').map(({ body }) => body.NextToken)).toEqual([undefined, '1', '2', '3'])
    expect(named('GetQueryResults')[0]?.body.MaxResults).toBe(1_000)
  })

  it('whose last page fails are kept up to there, and the gap says why', async () => {
    const { athena } = open({
      pages: [[HEADING, rowOf(1)], [rowOf(2)]],
      before: ({ body }) => (body.NextToken === '1' ? { refuse: 'AccessDeniedException' } : undefined),
    })

    const { events, gaps } = await gather(athena.search(SEARCH, never()))

    expect(events).toHaveLength(1)
    expect(gaps).toMatchObject([{ reason: 'denied' }])
  })

  it('that are more than are read say how far back they go', async () => {
    const rows = [1, 2, 3].map((n) => rowOf(n, { eventTime: `2026-11-22T10:00:0${n}Z` })).reverse()
    const { athena, named } = open({ pages: [[HEADING, ...rows]] }, { rows: 2 })

    const { gaps } = await gather(athena.search(SEARCH, never()))

    expect(named('StartQueryExecution')[0]?.body.QueryString).toMatch(/LIMIT 3$/)
    expect(gaps).toMatchObject([{ reason: 'truncated' }])
    expect(gaps[0]?.detail).toContain('More than 2 events')
    expect(gaps[0]?.detail).toContain('2026-11-22T10:00:01Z')
  })

  it('are checked here again: what Athena returns beside the question is counted, and not told', async () => {
    const others = [
      rowOf(2, { userIdentity: { type: 'IAMUser', userName: 'alice' } }),
      rowOf(3, { eventTime: '2026-11-23T00:00:00Z' }),
    ]
    const { athena } = open({ pages: [[HEADING, rowOf(1), ...others]] })

    const { events, ledger } = await gather(athena.search(SEARCH, never()))

    expect(events.map(({ id }) => id)).toEqual(['id-1'])
    expect(ledger.records).toBe(3)
  })

  it('can be read again by the id of the query, for a narrower question, without another query', async () => {
    const { athena, named } = open({ pages: [[HEADING, rowOf(1), rowOf(2, { eventName: 'StopInstances' })]] })
    const { kept = '' } = await gather(athena.search(SEARCH, never()))
    const stopped = wanted({ kind: 'event', value: 'StopInstances', prefix: false })

    const { events } = await gather(athena.readAgain(kept, searchFor([ALICE, stopped]), never()))

    expect(kept).toBe('query-1')
    expect(events.map(({ id }) => id)).toEqual(['id-2'])
    expect(named('StartQueryExecution')).toHaveLength(1)
  })

  it('tell how fresh the place is only where nothing was left out of it', async () => {
    const { athena } = open({ pages: [[HEADING, rowOf(1)]] })

    expect((await gather(athena.search(SEARCH, never()))).newest).toBeUndefined()
    expect((await gather(athena.search(searchFor([]), never()))).newest).toBe(Date.UTC(2026, 10, 22, 10))
  })
})

describe('two who ask at once', () => {
  it('get their own answers', async () => {
    const { athena, named } = open({
      pages: [[HEADING, rowOf(1), rowOf(2)]],
      states: ['RUNNING', 'RUNNING', 'SUCCEEDED'],
      idInRows: true,
    })
    const asks = ['U00ONE', 'U00TWO', 'U00TWO'].map((asker) => gather(athena.search({ ...SEARCH, asker }, never())))

    const found = await Promise.all(asks)

    const kept = found.map((one) => one.kept)
    expect(new Set(kept).size).toBe(3)
    for (const { events, kept } of found) expect(events.map(({ id }) => id)).toEqual([`id-1 ${kept}`, `id-2 ${kept}`])
    expect(new Set(named('StartQueryExecution').map(({ body }) => body.ClientRequestToken)).size).toBe(3)
  })
})

describe('the workgroup', () => {
  it('without a limit on what a query may read is not asked', async () => {
    const { athena, named } = open({ workgroup: { ManagedQueryResultsConfiguration: { Enabled: true } } })

    const { gaps } = await gather(athena.search(SEARCH, never()))

    expect(gaps).toMatchObject([{ reason: 'failed' }])
    expect(gaps[0]?.detail).toContain('BytesScannedCutoffPerQuery')
    expect(named('StartQueryExecution')).toEqual([])
  })

  it('without a place for results is not asked, unless the settings name one', async () => {
    const limited = { BytesScannedCutoffPerQuery: 10_000_000 }
    const without = open({ workgroup: limited, pages: [[HEADING]] })
    const table = { ...TABLE, results: 's3://fake-results/whodid/', reuseMinutes: 60 }
    const withOne = open({ workgroup: limited, pages: [[HEADING]] }, { tables: [table] })

    expect((await gather(without.athena.search(SEARCH, never()))).gaps[0]?.detail).toContain('no place for results')
    expect((await gather(withOne.athena.search(SEARCH, never()))).gaps).toEqual([])
    expect(withOne.named('StartQueryExecution')[0]?.body).toMatchObject({
      ResultConfiguration: { OutputLocation: 's3://fake-results/whodid/' },
      ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 60 } },
    })
  })

  it('that Athena keeps results for is not asked to reuse any, which it can not', async () => {
    const { athena, named } = open({ pages: [[HEADING]] }, { tables: [{ ...TABLE, reuseMinutes: 60 }] })

    await gather(athena.search(SEARCH, never()))

    expect(named('StartQueryExecution')[0]?.body).not.toHaveProperty('ResultReuseConfiguration')
  })

  it('is looked at once in a while, not for each question', async () => {
    const { athena, named, clock } = open({ pages: [[HEADING]] })

    await gather(athena.search(SEARCH, never()))
    await gather(athena.search(SEARCH, never()))
    await clock.sleep(600_001)
    await gather(athena.search(SEARCH, never()))

    expect(named('GetWorkGroup')).toHaveLength(2)
  })
})

describe('an account that refuses', () => {
  it('is a gap that says which role lacks what', async () => {
    const { aws } = scriptedAthena(() => ({}))
    const refusing = {
      ...aws,
      athena: () => Promise.reject(new AwsGap('denied', 'The role whodid-read may not be assumed.')),
    }
    const athena = makeAthena({ aws: refusing, clock: makeHastyClock(), tables: [TABLE] })

    const { gaps } = await gather(athena.search(SEARCH, never()))

    expect(gaps).toEqual([
      { reason: 'denied', where: TABLE.name, detail: 'The role whodid-read may not be assumed.', count: 1 },
    ])
  })

  it('is asked in the name of whoever asks', async () => {
    const { athena, reaches } = open({ pages: [[HEADING]] })

    await gather(athena.search(SEARCH, never()))

    expect(reaches).toEqual([{ account: TABLE.account, region: TABLE.region, asker: 'U00FAKE' }])
  })
})

describe('what it costs', () => {
  it('is on the finding, with the name under which the results are kept', async () => {
    const { athena } = open({ pages: [[HEADING, rowOf(1)]], bytes: 1_200_000_000 })
    const plan = { question: { terms: SEARCH.keep, window: SEARCH.window }, searches: [SEARCH], why: '' }

    const evidence = await find(plan, {
      backends: new Map([['athena', athena]]),
      signal: never(),
      notable: () => false,
    })

    expect(evidence.findings).toMatchObject([{ cost: { bytes: 1_200_000_000, dollars: 0.006 }, kept: 'query-1' }])
  })

  it('is nothing where an earlier result was given again', async () => {
    const { athena } = open({
      pages: [[HEADING]],
      statistics: { ResultReuseInformation: { ReusedPreviousResult: true } },
    })

    expect((await gather(athena.search(SEARCH, never()))).cost).toEqual({ bytes: 0, dollars: 0 })
  })

  it('is estimated from the queries before, by how many days they read', async () => {
    const clock = makeHastyClock(Date.UTC(2026, 10, 24, 12))
    const { athena } = open({ pages: [[HEADING]], bytes: 4_000_000_000 }, { clock })
    const aDay = { ...SEARCH, window: { ...SEARCH.window, from: at('2026-11-22T00:00:00Z') } }

    expect(athena.estimate(SEARCH)).toMatchObject({ cost: undefined })
    await gather(athena.search(aDay, never()))

    // Of delivery days, the 21st to the 24th had to be read; for three days it is the 19th to the 24th.
    expect(athena.estimate(aDay)).toEqual({ partitions: 4, cost: { bytes: 4_000_000_000, dollars: 0.02 } })
    expect(athena.estimate(SEARCH)).toEqual({ partitions: 6, cost: { bytes: 6_000_000_000, dollars: 0.03 } })
  })
})

type Script = {
  readonly states?: readonly string[]
  readonly status?: Body
  readonly pages?: readonly (readonly (readonly (string | null | undefined)[])[])[]
  readonly bytes?: number
  readonly statistics?: Body
  readonly workgroup?: Body
  readonly idInRows?: boolean
  readonly before?: (call: Call) => Reply | undefined
  readonly onPoll?: () => void
  readonly onPage?: (page: number) => unknown
}

/** A backend on an Athena that goes through the states and then has the pages; each query has an id of its own. */
function open(script: Script, more: Partial<AthenaOptions> = {}) {
  const { states = ['SUCCEEDED'], pages = [], bytes = 12_000_000 } = script
  const polls = new Map<string, number>()
  let started = 0
  const scripted = scriptedAthena((call) => {
    const first = call.name === 'GetWorkGroup' ? undefined : script.before?.(call)
    if (first !== undefined) return first
    const id = String(call.body.QueryExecutionId)
    switch (call.name) {
      case 'GetWorkGroup':
        return script.workgroup === undefined
          ? WORKGROUP
          : { WorkGroup: { Name: 'whodid', Configuration: script.workgroup } }
      case 'StartQueryExecution':
        return { QueryExecutionId: `query-${++started}` }
      case 'GetQueryExecution': {
        const poll = polls.get(id) ?? 0
        polls.set(id, poll + 1)
        script.onPoll?.()
        const Status = script.status ?? { State: states[Math.min(poll, states.length - 1)] }
        return { QueryExecution: { Status, Statistics: { DataScannedInBytes: bytes, ...script.statistics } } }
      }
      case 'GetQueryResults': {
        const page = Number(call.body.NextToken ?? 0)
        script.onPage?.(page)
        const rows = (pages[page] ?? []).map((row) =>
          script.idInRows === true && row !== HEADING
            ? row.map((value) => (value?.startsWith('id-') ? `${value} ${id}` : value))
            : row,
        )
        return {
          ResultSet: { Rows: resultRows(rows) },
          ...(page + 1 < pages.length ? { NextToken: String(page + 1) } : {}),
        }
      }
      default:
        return {}
    }
  })
  const clock = makeHastyClock()
  return { ...scripted, clock, athena: makeAthena({ aws: scripted.aws, clock, tables: [TABLE], ...more }) }
}

/** An ordinary record's row. */
function rowOf(number: number, more: Fields = {}): readonly (string | undefined)[] {
  const made = record({ eventID: `id-${number}`, eventTime: '2026-11-22T10:00:00Z', ...more })
  return COLUMNS.map(([, field]) => {
    const value = made[field]
    if (value === undefined || value === null) return undefined
    return typeof value === 'string' ? value : JSON.stringify(value)
  })
}

function never(): AbortSignal {
  return new AbortController().signal
}
