/** A table of CloudTrail records that Athena can be asked for, as configured. */
export type AthenaTable = {
  /** What people call the place; no two tables share one. */
  readonly name: string
  /** The account and Region in which Athena is asked. The records may be of any others. */
  readonly account: string
  readonly region: string
  readonly workgroup: string
  /** `AwsDataCatalog` where it is left out. */
  readonly catalog?: string | undefined
  readonly database: string
  readonly table: string
  /** The columns that the table is partitioned by. `day` holds `2026/11/23`: when CloudTrail delivered, in UTC. */
  readonly partitions: {
    readonly day: string
    readonly account?: string | undefined
    readonly region?: string | undefined
  }
  /** The accounts and Regions whose records the table holds; undefined where that is not known. */
  readonly accounts?: readonly string[] | undefined
  readonly regions?: readonly string[] | undefined
  /**
   * The Region under which the events of global services lie, if not under the Region they name: so it is for a trail of
   * one Region, and before November 2021.
   */
  readonly globalIn?: string | undefined
  /** Answer from an earlier run of the very same query that is no older than this; 0 or undefined: never. */
  readonly reuseMinutes?: number | undefined
  /** About how many bytes of log files lie there for one day, in all of the table: what an estimate begins with. */
  readonly bytesPerDay?: number | undefined
  /** `s3://bucket/folder/` for results, where the workgroup names none. */
  readonly results?: string | undefined
}

/**
 * Names become part of the query's text, so they're only ever what Glue's catalog allows and needs no escaping.
 * https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html
 */
const ACCOUNT = /^\d{12}$/
const REGION = /^[a-z]{2,4}(-[a-z]+){1,4}-\d{1,2}$/
const COLUMN = /^[a-z_][a-z0-9_]{0,127}$/
const ALLOWED: readonly (readonly [what: string, pattern: RegExp, of: (table: AthenaTable) => string | undefined])[] = [
  ['database', /^[a-z0-9_]{1,255}$/, ({ database }) => database],
  ['table', /^[a-z0-9_]{1,255}$/, ({ table }) => table],
  ['catalog', /^[A-Za-z0-9_@-]{1,128}$/, ({ catalog }) => catalog],
  ['workgroup', /^[A-Za-z0-9._-]{1,128}$/, ({ workgroup }) => workgroup],
  ['account', ACCOUNT, ({ account }) => account],
  ['Region', REGION, ({ region }) => region],
  ['partition column of days', COLUMN, ({ partitions }) => partitions.day],
  ['partition column of accounts', COLUMN, ({ partitions }) => partitions.account],
  ['partition column of Regions', COLUMN, ({ partitions }) => partitions.region],
  ['Region of global services', REGION, ({ globalIn }) => globalIn],
]

/** The table itself, once its names are known to be names. Throws where one is not: the settings have to be mended. */
export function checkedTable(table: AthenaTable): AthenaTable {
  for (const [what, pattern, of] of ALLOWED) {
    const value = of(table)
    if (value !== undefined && !pattern.test(value))
      throw new Error(`Athena table ${table.name}: ${JSON.stringify(value)} can't be the name of a ${what}`)
  }
  for (const account of table.accounts ?? []) {
    if (!isAccount(account)) throw new Error(`Athena table ${table.name}: ${JSON.stringify(account)} is no account id`)
  }
  for (const region of table.regions ?? []) {
    if (!isRegion(region)) throw new Error(`Athena table ${table.name}: ${JSON.stringify(region)} is no Region`)
  }
  return table
}

export function isAccount(said: string): boolean {
  return ACCOUNT.test(said)
}

export function isRegion(said: string): boolean {
  return REGION.test(said)
}
