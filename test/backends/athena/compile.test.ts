import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino/index.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Compiled, compileSearch } from '../../../src/backends/athena/compile.ts'
import type { AthenaTable } from '../../../src/backends/athena/table.ts'
import { checkedTable } from '../../../src/backends/athena/table.ts'
import type { Search } from '../../../src/plan/plan.ts'
import type { NamedBy, Predicate } from '../../../src/question/question.ts'
import { questions } from '../../question/generated.ts'
import { at, searchFor, TABLE, wanted } from './searches.ts'

const DAY = 86_400_000
const trino = new TrinoSQL()

const identity = (by: NamedBy, value: string, prefix = false): Predicate => ({ kind: 'identity', by, value, prefix })

describe('the questions of the knowledge-centre article', () => {
  it.each<[string, Predicate, readonly string[], readonly string[]]>([
    [
      'what an IAM user did',
      identity('user', 'Alice'),
      ["useridentity.type = 'IAMUser'", 'useridentity.username = ?'],
      ["'Alice'"],
    ],
    [
      'what was done with a role, by its name',
      identity('role', 'Deploy'),
      ["sessionissuer.type = 'Role'", 'sessionissuer.username = ?'],
      ["'Deploy'"],
    ],
    [
      'what was done with a role, by its exact ARN',
      identity('arn', 'arn:aws:iam::111122223333:role/ops/Deploy'),
      ["sessionissuer.type = 'Role'", 'sessionissuer.arn = ?'],
      ["'arn:aws:iam::111122223333:role/ops/Deploy'", "'arn:aws:iam::111122223333:role/ops/Deploy'"],
    ],
    [
      'what was done with an access key',
      identity('key', 'AKIAFAKEALICE0000001'),
      ['useridentity.accesskeyid = ?'],
      ["'AKIAFAKEALICE0000001'"],
    ],
  ])('%s', (_, predicate, conditions, parameters) => {
    const { sql, parameters: given } = compile([predicate])

    for (const condition of conditions) expect(sql).toContain(condition)
    expect(given).toEqual(parameters)
    expectOneSelect({ sql, parameters: given })
  })
})

describe('a query is bounded', () => {
  it('by the days on which events of the window can have been delivered, at both edges of midnight UTC', () => {
    const days = (from: string, to: string) => {
      const { sql } = compile([], { window: { from: at(from), to: at(to) } })
      return [...sql.matchAll(/"timestamp" [<>]= '([\d/]+)'/g)].map(([, day]) => day)
    }

    expect(days('2026-11-23T12:00:00Z', '2026-11-23T13:00:00Z')).toEqual(['2026/11/23', '2026/11/24'])
    expect(days('2026-11-23T00:15:00Z', '2026-11-23T00:16:00Z')).toEqual(['2026/11/23', '2026/11/24'])
    expect(days('2026-11-23T00:14:59Z', '2026-11-23T00:16:00Z')).toEqual(['2026/11/22', '2026/11/24'])
    expect(days('2026-11-22T23:59:59Z', '2026-11-23T00:00:00Z')).toEqual(['2026/11/22', '2026/11/24'])
    expect(days('2026-12-31T10:00:00Z', '2026-12-31T11:00:00Z')).toEqual(['2026/12/31', '2027/01/01'])
  })

  it('by time, compared as text: half-open at whole seconds, and never narrower between them', () => {
    const times = (from: string, to: string) => {
      const { sql } = compile([], { window: { from: at(from), to: at(to) } })
      return [...sql.matchAll(/eventtime (?:<|>=) '([^']+)'/g)].map(([, time]) => time ?? '')
    }
    const [from = '', to = ''] = times('2026-11-23T10:00:01Z', '2026-11-23T10:00:03Z')

    const within = ['2026-11-23T10:00:01Z', '2026-11-23T10:00:01.5Z', '2026-11-23T10:00:02.999Z']
    const outside = [
      '2026-11-23T10:00:00.999Z',
      '2026-11-23T10:00:00Z',
      '2026-11-23T10:00:03Z',
      '2026-11-23T10:00:03.000Z',
    ]
    expect(within.filter((time) => time >= from && time < to)).toEqual(within)
    expect(outside.filter((time) => time >= from && time < to)).toEqual([])
    expect(times('2026-11-23T10:00:01.200Z', '2026-11-23T10:00:03.200Z')).toEqual([
      '2026-11-23T10:00:01',
      '2026-11-23T10:00:04',
    ])
  })

  it('by the accounts and Regions that are asked for, or that the table holds', () => {
    const held = { ...TABLE, accounts: ['111122223333', '444455556666'], regions: ['us-east-1', 'eu-central-1'] }
    const asked: Predicate[] = [
      { kind: 'account', value: '444455556666' },
      { kind: 'region', value: 'eu-central-1' },
    ]

    expect(compile([], {}, held).sql).toContain(`"account" IN ('111122223333', '444455556666')`)
    expect(compile([], {}, held).sql).toContain(`"region" IN ('us-east-1', 'eu-central-1')`)
    expect(compile(asked, {}, held).sql).toContain(`"account" IN ('444455556666')`)
    expect(compile(asked, {}, held).sql).toContain(`"region" IN ('eu-central-1')`)
    const pinned = compile([], { account: '444455556666', region: 'us-east-1' })
    expect(pinned.sql).toContain(`"account" IN ('444455556666')`)
    expect(pinned.sql).toContain(`"region" IN ('us-east-1')`)
    expect(pinned.sql).toContain('recipientaccountid = ?\n  AND awsregion = ?')
  })

  it('and by none of them where the question contradicts itself, or the table holds nothing of what it asks for', () => {
    const elsewhere: Predicate = { kind: 'account', value: '444455556666' }
    const held = { ...TABLE, accounts: ['111122223333'] }

    expect(compile([elsewhere], { account: '111122223333' }).partitions.nothing).toBe('ruled-out')
    expect(compile([elsewhere], {}, held).partitions.nothing).toBe('not-held')
    expect(compile([elsewhere]).partitions.nothing).toBeUndefined()
  })

  it('and looks for the events of global services where an older trail put them', () => {
    const older = { ...TABLE, globalIn: 'eu-west-1' }

    expect(compile([], { region: 'us-east-1' }, older).sql).toContain(`"region" IN ('us-east-1', 'eu-west-1')`)
    expect(compile([], { region: 'eu-central-1' }, older).sql).toContain(`"region" IN ('eu-central-1')`)
  })

  it('and has no such bound where the table has no such partition', () => {
    const bare = { ...TABLE, partitions: { day: 'timestamp' } }

    expect(compile([], { account: '444455556666', region: 'us-east-1' }, bare).sql).not.toContain(' IN (')
  })
})

describe('what people write', () => {
  const HOSTILE = [
    "' OR 1=1 --",
    "it's",
    "''",
    'a\\',
    "\\'",
    '?',
    '??',
    '%',
    'a_b',
    '"; DROP TABLE x;',
    '日本',
    'é',
    '😀',
    ')',
    '${x}',
  ]

  it.each(HOSTILE)('%j is a parameter, and the query is the same as for anybody', (value) => {
    const kinds: readonly ((value: string) => Predicate)[] = [
      (value) => identity('name', value),
      (value) => ({ kind: 'event', value, prefix: true }),
      (value) => ({ kind: 'source', value }),
      (value) => ({ kind: 'region', value }),
      (value) => ({ kind: 'error', value, prefix: false }),
    ]
    for (const kind of kinds) {
      const [hostile, tame] = [compile([kind(value)]), compile([kind('x')])]

      expect(hostile.sql).toBe(tame.sql)
      for (const parameter of hostile.parameters) expect(unquoted(parameter)).toBe(value)
    }
  })

  it('that is not comparable in SQL is not asked there', () => {
    for (const value of ['', '\ud800', 'a\u0000b', 'a\nb']) {
      expect(compile([identity('name', value)])).toMatchObject({ parameters: [], narrowed: false })
    }
  })

  it('is cut to what a parameter may hold, and then only compared by how it begins', () => {
    for (const value of ['a'.repeat(3_000), "'".repeat(3_000), '日'.repeat(3_000), '😀'.repeat(3_000)]) {
      const { sql, parameters } = compile([identity('key', value)])

      expect(sql).toContain('starts_with(useridentity.accesskeyid, ?)')
      expect(Buffer.byteLength(parameters[0] ?? '')).toBeLessThanOrEqual(1_024)
      expect(Buffer.byteLength(parameters[0] ?? '')).toBeGreaterThan(1_015)
      expect(value.startsWith(unquoted(parameters[0] ?? ''))).toBe(true)
    }
  })

  it('never is more than a hundred parameters: what is asked first is who', () => {
    const events = Array.from(
      { length: 150 },
      (_, i): Predicate => ({ kind: 'event', value: `Event${i}`, prefix: false }),
    )
    const { sql, parameters } = compile([...events, identity('key', 'AKIAFAKEALICE0000001')])

    expect(parameters).toEqual(["'AKIAFAKEALICE0000001'"])
    expect(sql).not.toContain('eventname =')
  })

  it('makes one SELECT that Athena can read, whatever it is', () => {
    fc.assert(
      fc.property(questions, ({ terms, window }) => {
        const search = searchFor(terms, { window })
        const compiled = compileSearch(search, TABLE, { lateMs: DAY, rows: 1_000 })

        expectOneSelect(compiled)
        expect(compiled.parameters.length).toBeLessThanOrEqual(100)
      }),
      { numRuns: 60 },
    )
  })

  it('is excluded only where SQL knows exactly what it excludes', () => {
    const not = (predicate: Predicate) => compileSearch(searchFor([{ not: true, predicate }]), TABLE, LIMITS).sql

    expect(not(identity('role', 'Deploy'))).toContain('NOT coalesce((')
    expect(not({ kind: 'outcome', value: 'denied' })).not.toContain('NOT coalesce')
    expect(not({ kind: 'resource', value: 'acme-data' })).not.toContain('strpos')
  })
})

describe('a table', () => {
  it.each([
    ['database', { database: 'a"b' }],
    ['table', { table: 'a; DROP TABLE b' }],
    ['catalog', { catalog: 'a b' }],
    ['workgroup', { workgroup: "a'b" }],
    ['account', { account: '1' }],
    ['Region', { region: 'us-east-1\n' }],
    ['partition column of days', { partitions: { day: 'a"' } }],
    ['partition column of accounts', { partitions: { day: 'timestamp', account: 'a b' } }],
    ['partition column of Regions', { partitions: { day: 'timestamp', region: '1' } }],
    ['Region of global services', { globalIn: "x'" }],
    ['account id', { accounts: ["1' OR '1'='1"] }],
    ['no Region', { regions: ["x'"] }],
  ])('is refused whose name for the %s is no such name', (what, wrong) => {
    expect(() => checkedTable({ ...TABLE, ...wrong })).toThrow(what)
  })
})

const LIMITS = { lateMs: DAY, rows: 1_000 }

function compile(predicates: readonly Predicate[], more: Partial<Search> = {}, table: AthenaTable = TABLE): Compiled {
  return compileSearch(searchFor(predicates.map(wanted), more), table, LIMITS)
}

/** Trino's grammar takes it, it is one statement and a SELECT, and has one parameter for each question mark. */
function expectOneSelect({ sql, parameters }: Pick<Compiled, 'sql' | 'parameters'>): void {
  expect(trino.validate(sql)).toEqual([])
  expect(trino.splitSQLByStatement(sql)?.length).toBe(1)
  expect(sql.startsWith('SELECT\n')).toBe(true)
  expect(sql.split('?').length - 1).toBe(parameters.length)
  expect(sql.slice(0, sql.indexOf('WHERE'))).not.toContain('?')
  for (const parameter of parameters) {
    expect(parameter).toMatch(/^'(?:[^']|'')*'$/)
    expect(Buffer.byteLength(parameter)).toBeLessThanOrEqual(1_024)
  }
}

function unquoted(parameter: string): string {
  return parameter.slice(1, -1).replaceAll("''", "'")
}
