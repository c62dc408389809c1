import type { Instant } from '../../../src/lib/instant.ts'
import { type Fields, word } from '../history.ts'
import { text, texts } from '../input.ts'
import type { FakeTable, FakeWorkGroup } from '../options.ts'
import type { Principal } from '../principal.ts'
import { Refusal } from '../refusal.ts'
import type { Ask, Ground } from '../service.ts'
import { readDdl } from './read-ddl.ts'
import { checkRights } from './rights.ts'
import { sayResults } from './say-results.ts'
import { checkFunctions, checkStatement, withParameters } from './sql.ts'
import { load, type Loaded, type Rows } from './warehouse.ts'

type Execution = {
  readonly id: string
  readonly account: string
  readonly region: string
  readonly sql: string
  readonly parameters: readonly string[]
  readonly database: string
  readonly workGroup: FakeWorkGroup
  readonly output: string | undefined
  readonly began: Instant
  readonly stop: AbortController
  bytes: number
  /** Resolves when nothing runs any more. */
  done: Promise<void>
  ended?: { readonly at: Instant; readonly state: 'SUCCEEDED' | 'FAILED' | 'CANCELLED'; readonly reason?: string }
  rows?: Rows
}

/** What a good query never fails with. */
const WRONG = new Set(['SYNTAX_ERROR', 'COLUMN_NOT_FOUND', 'FUNCTION_NOT_FOUND', 'INVALID_PARAMETER_USAGE'])

const MOST_AT_ONCE = { 'us-east-1': 200, elsewhere: 100 } as const

type Executions = {
  start(ask: Ask): Fields
  get(ask: Ask): Fields
  results(ask: Ask): Fields
  stop(ask: Ask): Fields
  /** In which workgroup a query was started; rights are given by workgroup. */
  groupOf(input: Fields): string
  close(): Promise<void>
}

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html */
export function makeExecutions(ground: Ground, groupOf: (ask: Ask, name: string) => FakeWorkGroup): Executions {
  const { clock, options, random } = ground
  const times = options.queryTimes ?? { queuedMs: 100, runningMs: 400 }
  const executions = new Map<string, Execution>()
  const byToken = new Map<string, string>()
  const loaded = new Map<FakeTable, Promise<Loaded>>()

  async function tableOf({ account, region, sql, database }: Execution): Promise<Loaded> {
    const here = (options.tables ?? []).filter((table) => table.account === account && table.region === region)
    const table = here.find((each) => isFrom(sql, database, each.database, readDdl(each.ddl).name))
    if (table === undefined) throw new Refusal('TABLE_NOT_FOUND', 'line 1:1: Table does not exist')
    const ready = loaded.get(table) ?? load(ground, table)
    loaded.set(table, ready)
    const warehouse = await ready
    await warehouse.refresh()
    return warehouse
  }

  /** What happens after the query was accepted: any refusal is the reason why it failed. */
  async function run(execution: Execution, principal: Principal): Promise<void> {
    try {
      const filled = withParameters(execution.sql, execution.parameters)
      checkFunctions(filled)
      const warehouse = await tableOf(execution)
      checkRights(warehouse, execution.output, principal)
      execution.bytes = warehouse.bytesOf(filled)
      const cutoff = execution.workGroup.bytesScannedCutoff
      if (cutoff !== undefined && execution.bytes > cutoff) {
        execution.bytes = cutoff
        end(execution, 'CANCELLED', 'Bytes scanned limit was exceeded')
        return
      }
      execution.rows = await warehouse.run(filled, execution.parameters, execution.stop.signal)
      end(execution, 'SUCCEEDED')
    } catch (error) {
      if (!(error instanceof Refusal)) ground.problem({ kind: 'defect', detail: String(error) })
      else if (WRONG.has(error.code)) ground.problem({ kind: 'query', detail: `${error.message} in ${execution.sql}` })
      const reason = error instanceof Refusal ? `${error.code}: ${error.message}` : 'GENERIC_INTERNAL_ERROR'
      end(execution, 'FAILED', reason)
    }
  }

  function end(execution: Execution, state: 'SUCCEEDED' | 'FAILED' | 'CANCELLED', reason?: string): void {
    execution.ended ??= { at: clock.now(), state, ...(reason !== undefined && { reason }) }
  }

  function stateOf(execution: Execution): 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED' {
    if (execution.stop.signal.aborted) return 'CANCELLED'
    const age = clock.now() - execution.began
    if (age < times.queuedMs) return 'QUEUED'
    return age < times.queuedMs + times.runningMs ? 'RUNNING' : (execution.ended?.state ?? 'RUNNING')
  }

  function find({ input, account, region }: Ask): Execution {
    const id = text(input, 'QueryExecutionId') ?? ''
    const found = executions.get(id)
    if (found === undefined || found.account !== account || found.region !== region)
      throw new Refusal('InvalidRequestException', `QueryExecution ${id} was not found`)
    return found
  }

  function start(ask: Ask): Fields {
    const { input, account, region, principal } = ask
    const parameters = readParameters(input)
    const sql = text(input, 'QueryString') ?? ''
    if (sql.length < 1 || Buffer.byteLength(sql) > 262_144)
      throw new Refusal('InvalidRequestException', 'QueryString has 1 to 262144 bytes.')
    const token = text(input, 'ClientRequestToken')
    if (token !== undefined && (token.length < 32 || token.length > 128))
      throw new Refusal('InvalidRequestException', 'ClientRequestToken has 32 to 128 characters.')
    const again = byToken.get(`${account} ${region} ${token ?? ''}`)
    if (again !== undefined) return { QueryExecutionId: again }
    const workGroup = groupOf(ask, text(input, 'WorkGroup') ?? 'primary')
    if (workGroup.disabled === true)
      throw new Refusal('InvalidRequestException', `WorkGroup ${workGroup.name} is disabled.`)
    const output = outputOf(workGroup, input)
    const active = [...executions.values()].filter(
      (each) => each.account === account && each.region === region && /^[QR]/.test(stateOf(each)),
    )
    if (active.length >= (region === 'us-east-1' ? MOST_AT_ONCE['us-east-1'] : MOST_AT_ONCE.elsewhere))
      throw new Refusal('TooManyRequestsException', 'You have exceeded the limit for the number of queries.')
    const execution: Execution = {
      id: random.uuid(),
      account,
      region,
      sql: checkStatement(sql),
      parameters,
      database: word((input['QueryExecutionContext'] as Fields | undefined)?.['Database']).toLowerCase(),
      workGroup,
      output,
      began: clock.now(),
      stop: new AbortController(),
      bytes: 0,
      done: Promise.resolve(),
    }
    executions.set(execution.id, execution)
    if (token !== undefined) byToken.set(`${account} ${region} ${token}`, execution.id)
    execution.done = run(execution, principal)
    return { QueryExecutionId: execution.id }
  }

  function get(ask: Ask): Fields {
    const execution = find(ask)
    const state = stateOf(execution)
    const isOver = !/^[QR]/.test(state)
    const reason =
      state === 'CANCELLED' ? (execution.ended?.reason ?? 'Query cancelled by user') : execution.ended?.reason
    const ms = (isOver ? (execution.ended?.at ?? clock.now()) : clock.now()) - execution.began
    return {
      QueryExecution: {
        QueryExecutionId: execution.id,
        Query: execution.sql,
        StatementType: 'DML',
        WorkGroup: execution.workGroup.name,
        ExecutionParameters: execution.parameters.length === 0 ? undefined : execution.parameters,
        ResultConfiguration: execution.output === undefined ? undefined : { OutputLocation: execution.output },
        EngineVersion: { EffectiveEngineVersion: 'Athena engine version 3' },
        Status: {
          State: state,
          SubmissionDateTime: execution.began / 1000,
          ...(isOver && { CompletionDateTime: (execution.began + ms) / 1000 }),
          ...(isOver && reason !== undefined && { StateChangeReason: reason }),
          ...(state === 'FAILED' && { AthenaError: { ErrorCategory: 2, ErrorType: 1006, Retryable: false } }),
        },
        Statistics: {
          ...(isOver && { DataScannedInBytes: execution.bytes }),
          EngineExecutionTimeInMillis: Math.max(0, ms - times.queuedMs),
          QueryQueueTimeInMillis: Math.min(ms, times.queuedMs),
          TotalExecutionTimeInMillis: ms,
        },
      },
    }
  }

  return {
    start,
    get,
    results(ask) {
      const execution = find(ask)
      return sayResults(
        ask,
        { id: execution.id, state: stateOf(execution), rows: execution.rows },
        ground.pages.current,
      )
    },
    stop(ask) {
      const execution = find(ask)
      if (/^[QR]/.test(stateOf(execution))) execution.stop.abort()
      return {}
    },
    groupOf: (input) => executions.get(word(input['QueryExecutionId']))?.workGroup.name ?? '',
    async close() {
      for (const execution of executions.values()) execution.stop.abort()
      await Promise.all([...executions.values()].map(({ done }) => done))
      await Promise.all([...loaded.values()].map(async (ready) => (await ready).close()))
    },
  }
}

/** Whether the query reads this table: by its full name, or by its own within the database that it was sent with. */
function isFrom(sql: string, within: string, database: string, name: string): boolean {
  const place = `(?:"?awsdatacatalog"?\\s*\\.\\s*)?"?${database}"?\\s*\\.\\s*`
  return new RegExp(`\\bFROM\\s+${within === database ? `(?:${place})?` : place}"?${name}"?(?!\\w)`, 'i').test(sql)
}

function readParameters(input: Fields): readonly string[] {
  const parameters = texts(input, 'ExecutionParameters')
  if (parameters === undefined) return []
  if (parameters.length < 1) throw new Refusal('InvalidRequestException', 'ExecutionParameters has one at least.')
  if (parameters.some(({ length }) => length < 1 || length > 1024))
    throw new Refusal('InvalidRequestException', 'An execution parameter has 1 to 1024 characters.')
  return parameters
}

function outputOf(workGroup: FakeWorkGroup, input: Fields): string | undefined {
  const wanted = word((input['ResultConfiguration'] as Fields | undefined)?.['OutputLocation'])
  if (workGroup.enforced === true || wanted === '') return workGroup.output
  return wanted
}
