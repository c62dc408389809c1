import { HiveSQL } from 'dt-sql-parser/dist/parser/hive/index.js'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { COLUMNS, HEADING } from '../../../src/backends/athena/columns.ts'
import { compileSearch } from '../../../src/backends/athena/compile.ts'
import { conditionOf } from '../../../src/backends/athena/conditions.ts'
import { NAMED_BY } from '../../../src/question/question.ts'
import { DDL_FILES, type HiveType, readDdl } from './ddl.ts'
import { searchFor, TABLE } from './searches.ts'

const hive = new HiveSQL()

describe.each(DDL_FILES)('deploy/athena/%s', (file) => {
  const ddl = readDdl(file)

  it('is one statement that Athena can read', () => {
    expect(hive.validate(ddl.text)).toEqual([])
    expect(hive.splitSQLByStatement(ddl.text)).toHaveLength(1)
  })

  it('has every column that is selected', () => {
    expect(ddl.columns.map(([name]) => name)).toEqual(expect.arrayContaining([...HEADING]))
  })

  it('has every field that a query names', () => {
    const there = ddl.columns.flatMap(([name, type]) => pathsOf(name, type))
    const conditions = NAMED_BY.filter((by) => by !== 'person').map((by) =>
      conditionOf({ kind: 'identity', by, value: 'arn:aws:sts::111122223333:assumed-role/x', prefix: false }),
    )
    const named = conditions.flatMap((condition) => condition?.sql.match(/useridentity[\w.]*/g) ?? [])

    expect(new Set(named).size).toBeGreaterThan(8)
    expect(there).toEqual(expect.arrayContaining(named))
  })

  it('has the identity fields that the official table leaves out', () => {
    const there = ddl.columns.flatMap(([name, type]) => pathsOf(name, type))

    expect(there).toEqual(
      expect.arrayContaining([
        'useridentity.sessioncontext.sourceidentity',
        'useridentity.sessioncontext.assumedroot',
        'useridentity.sessioncontext.signinsessionarn',
        'useridentity.identityprovider',
        'useridentity.credentialid',
        'useridentity.inscopeof.sourcearn',
        'useridentity.invokedbydelegate.accountid',
        'tlsdetails.keyexchange',
      ]),
    )
  })

  it('projects each of its partitions, in the form that queries bound them in', () => {
    const { properties, partitions } = ddl
    const { sql } = compileSearch(searchFor([]), TABLE, { lateMs: 0, rows: 1 })

    expect(properties['projection.enabled']).toBe('true')
    for (const name of partitions) {
      expect(properties).toHaveProperty([`projection.${name}.type`])
      expect(properties['storage.location.template']).toContain(`\${${name}}`)
    }
    expect(properties['projection.timestamp.format']).toBe('yyyy/MM/dd')
    expect(sql).toMatch(/"timestamp" >= '\d{4}\/\d\d\/\d\d'/)
    expect(properties['storage.location.template']).not.toMatch(/(?<!s3:)\/\//)
    expect(properties['storage.location.template']).toMatch(/\/CloudTrail\/\$\{region\}\/\$\{timestamp\}$/)
  })
})

it('a table of an organization trail has its accounts as partitions', () => {
  expect(readDdl('table-organization.sql').partitions).toEqual(['account', 'region', 'timestamp'])
  expect(readDdl('table-account.sql').partitions).toEqual(['region', 'timestamp'])
})

it('no column is selected twice', () => {
  expect(new Set(HEADING).size).toBe(COLUMNS.length)
})

describe('deploy/athena/workgroup.yml', () => {
  const path = join(import.meta.dirname, '../../../deploy/athena/workgroup.yml')
  const template = parse(readFileSync(path, 'utf8'), {
    customTags: [{ tag: '!Ref', resolve: (name: string) => ({ Ref: name }) }],
  })

  it('limits what a query may read, for everybody', () => {
    const { Type, Properties } = template.Resources.Workgroup

    expect(Type).toBe('AWS::Athena::WorkGroup')
    expect(Properties.WorkGroupConfiguration).toMatchObject({
      BytesScannedCutoffPerQuery: { Ref: 'ScanLimitBytes' },
      EnforceWorkGroupConfiguration: true,
    })
    expect(template.Parameters.ScanLimitBytes.Default).toBeGreaterThanOrEqual(10_000_000)
  })
})

function pathsOf(name: string, type: HiveType): readonly string[] {
  if (type.kind === 'array') return [name, ...pathsOf(name, type.of)]
  if (type.kind !== 'struct') return [name]
  return [name, ...type.fields.flatMap(([field, of]) => pathsOf(`${name}.${field}`, of))]
}
