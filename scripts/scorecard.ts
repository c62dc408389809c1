import { measureAcks } from './measure-acks.ts'
import { measureCoverage } from './measure-coverage.ts'
import { measureJobs } from './measure-jobs.ts'
import { measureWords } from './measure-words.ts'
import { countPackages } from './count-packages.ts'

/** A figure, and whether it meets its target; the tests of a suite, all of which have to pass; or why there is none. */
export type Source =
  | {
      readonly kind: 'tests'
      readonly tests: readonly (readonly [file: string, title?: RegExp])[]
      readonly of: string
    }
  | { readonly kind: 'measured'; readonly measure: () => Promise<{ readonly figure: string; readonly met: boolean }> }
  | { readonly kind: 'none'; readonly why: string }

export type Row = { readonly id: string; readonly what: string; readonly target: string; readonly from: Source }

const tests = (of: string, ...from: readonly (readonly [file: string, title?: RegExp])[]): Source => ({
  kind: 'tests',
  tests: from,
  of,
})
const none = (why: string): Source => ({ kind: 'none', why })

/** How sure we are of it, row by row, with what was aimed for. */
export const SCORECARD: readonly Row[] = [
  {
    id: 'R1',
    what: 'watches simulated through crashes, lost replies and wrong clocks: lost or doubled',
    target: '0',
    from: tests(`properties, over ${process.env.WATCH_RUNS ?? 250} worlds (WATCH_RUNS asks for more)`, [
      'test/watch/simulation.test.ts',
    ]),
  },
  {
    id: 'R2',
    what: 'mistakes planted in the watch engine that are found within 200 seeds',
    target: 'all, at least 15',
    from: tests('mistakes', ['test/watch/planted.test.ts', /in at most two hundred seeds/]),
  },
  {
    id: 'R3',
    what: 'kill -9 of a real process at named points: what was acknowledged is lost, or the file damaged',
    target: '0, at least 40 kills',
    from: tests('kills', ['test/stores/sqlite-killed.test.ts', /has lost nothing|can be opened/]),
  },
  {
    id: 'R4',
    what: '30,000 events at once: messages',
    target: 'at most 3',
    from: tests('tests', ['test/watch/next-telling.test.ts', /thirty thousand/]),
  },
  {
    id: 'R5',
    what: 'a flood is one digest, and what stands out is not buried in it',
    target: 'all',
    from: tests('tests', ['test/watch/next-telling.test.ts', /digest|stands out/]),
  },
  {
    id: 'R6',
    what: 'delay of a watch without faults',
    target: 'within a tick',
    from: tests('tests', ['test/watch/simulation.test.ts', /within a tick/]),
  },
  {
    id: 'R7',
    what: 'two instances over one store: both claim, or one row is written twice',
    target: '0',
    from: tests(
      'tests',
      ['test/stores/memory.test.ts', /two instances|instances/],
      ['test/stores/sqlite.test.ts', /two instances|instances/],
      ['test/stores/dynamodb.test.ts', /two instances|instances/],
    ),
  },
  {
    id: 'R8',
    what: 'a burst of 100 commands over HTTP: until the last is acknowledged',
    target: 'under 1,000 ms',
    from: { kind: 'measured', measure: measureAcks },
  },
  {
    id: 'R9',
    what: 'faults of Slack and AWS after which nobody is told anything',
    target: '0',
    from: tests(
      'faults',
      ['test/journeys/ask.test.ts', /not in the channel|only admins|archived|expired|lost|rate limit|refuses/],
      ['test/journeys/via.test.ts', /denied|throttle/],
      ['test/contract/world.test.ts', /made difficult|cannot see/],
    ),
  },
  {
    id: 'R10',
    what: 'commands lost while Slack refreshes and cuts its connections',
    target: '0',
    from: tests('tests', ['test/journeys/refresh.test.ts']),
  },
  {
    id: 'R11',
    what: 'memory that jobs leave behind, and timers and connections (npm run bench -- --only jobs does 10,000)',
    target: 'at most 1 KB a job, 0',
    from: { kind: 'measured', measure: measureJobs },
  },
  {
    id: 'R12',
    what: 'a store that is full, locked, damaged or away: not said, or not recovered from',
    target: '0',
    from: tests(
      'tests',
      ['test/stores/sqlite-file.test.ts'],
      ['test/stores/dynamo-trouble.test.ts'],
      ['test/stores/dynamodb-lost-replies.test.ts'],
    ),
  },
  {
    id: 'S1',
    what: 'forged, replayed and malformed requests that are refused, without effect',
    target: 'all, at least 60',
    from: tests(
      'requests',
      ['test/slack/http.test.ts', /is refused and nothing is queued|cut off/],
      ['test/lambda/front.test.ts', /refuses|only that/],
    ),
  },
  {
    id: 'S2',
    what: 'cells of the permission matrix',
    target: 'all',
    from: tests('cells', ['test/policy/permit.test.ts'], ['test/journeys/rights.test.ts']),
  },
  {
    id: 'S3',
    what: 'injections at every sink: markup, CSV, SQL, patterns, paths, addresses',
    target: '0 get through',
    from: tests(
      'tests',
      ['test/message/hostile.test.ts'],
      ['test/message/escape.test.ts'],
      ['test/export/files.test.ts', /formula|RFC 4180|terminal/],
      ['test/backends/athena/compile.test.ts', /what people write/],
      ['test/backends/cloudwatch-logs/compile.test.ts', /only ever a value/],
      ['test/backends/log-files/sandbox.test.ts'],
      ['test/slack/outbox.test.ts', /nothing is sent to/],
    ),
  },
  {
    id: 'S4',
    what: 'planted secrets that are seen in a message, file or line of the log',
    target: '0',
    from: tests(
      'tests',
      ['test/policy/redact.test.ts'],
      ['test/config/log.test.ts'],
      ['test/export/files.test.ts', /secret/],
    ),
  },
  {
    id: 'S5',
    what: 'packages in production / not pinned / with install scripts / licence not on the list / deprecated',
    target: 'at most 250 / 0 / 0 / 0 / 0',
    from: { kind: 'measured', measure: countPackages },
  },
  {
    id: 'S6',
    what: 'rights in AWS and Slack beyond those that are listed',
    target: '0',
    from: tests('tests', ['test/deploy/reader-role.test.ts'], ['test/manifest.test.ts']),
  },
  {
    id: 'S7',
    what: 'the slowest of 20,000 made-up commands to read',
    target: 'at most 20 ms, 0 thrown',
    from: { kind: 'measured', measure: measureWords },
  },
  {
    id: 'S8',
    what: 'calls of AWS before there is a record of who asks',
    target: '0',
    from: tests('tests', ['test/journeys/audit.test.ts'], ['test/job/audit-first.test.ts']),
  },
  {
    id: 'C1',
    what: 'calls of event history faster than AWS allows',
    target: '0',
    from: tests(
      'tests',
      ['test/backends/event-history/pace.test.ts'],
      ['test/backends/event-history/asking.test.ts', /no faster/],
    ),
  },
  {
    id: 'C2',
    what: 'Athena queries without partitions, or in a workgroup without a limit',
    target: '0',
    from: tests(
      'tests',
      ['test/backends/athena/compile.test.ts', /is bounded/],
      ['test/backends/athena/run.test.ts', /the workgroup/],
    ),
  },
  {
    id: 'C3',
    what: 'questions and dollars beyond a budget',
    target: '0',
    from: tests('tests', ['test/policy/budget.test.ts'], ['test/job/budget.test.ts'], ['test/journeys/budget.test.ts']),
  },
  {
    id: 'Q1',
    what: 'branches of what may lose, tell twice or let in, that its own tests run (npm run coverage names the others)',
    target: '100 %',
    from: { kind: 'measured', measure: measureCoverage },
  },
  {
    id: 'Q2',
    what: 'mutants that tests kill',
    target: 'at least 90 %',
    from: none('no mutation tool is installed; planted mistakes are R2'),
  },
  { id: 'Q3', what: 'flaky tests in 20 full runs', target: '0', from: none('takes hours; not measured here') },
]
