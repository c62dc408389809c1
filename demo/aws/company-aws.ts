import { HOME_REGION, ORGANISATION, SECOND_REGION, THIRD_REGION } from '../world/company.ts'
import type { AwsOptions, FakeAccount } from './options.ts'

/** What Example Corp has set up for its trail, and how the bot is let in. */
export const COMPANY = {
  organisation: ORGANISATION,
  regions: [HOME_REGION, SECOND_REGION, THIRD_REGION],
  role: 'whodid-read',
  externalId: 'whodid-example',
  logGroup: 'aws-cloudtrail-logs-examplecorp',
  bucket: 'examplecorp-cloudtrail',
  results: 's3://examplecorp-athena-results/whodid/',
  workGroup: 'whodid',
  database: 'whodid',
  table: 'cloudtrail',
} as const

type Setup = Required<
  Pick<AwsOptions, 'accounts' | 'operator' | 'management' | 'roles' | 'logGroups' | 'tables' | 'workGroups'>
>

/**
 * A role to read with in every account, and in the first one the organisation's trail: a log group, a bucket and a table
 * over it, made by `ddl` (deploy/athena/table-organization.sql), whose placeholders are filled in here.
 */
export function companyAws(accounts: readonly FakeAccount[], ddl: string): Setup {
  const ids = accounts.map(({ id }) => id)
  const home = { account: ids[0] ?? '', region: HOME_REGION }
  return {
    accounts,
    operator: { account: home.account, user: 'whodid' },
    management: home.account,
    roles: ids.map((id) => ({
      arn: `arn:aws:iam::${id}:role/${COMPANY.role}`,
      externalId: COMPANY.externalId,
      trusts: [`arn:aws:iam::${home.account}:user/whodid`],
    })),
    logGroups: [
      {
        ...home,
        name: COMPANY.logGroup,
        accounts: ids,
        organisation: ORGANISATION,
        dataEvents: true,
        retentionDays: 90,
      },
    ],
    tables: [{ ...home, database: COMPANY.database, accounts: ids, dataEvents: true, ddl: filledIn(ddl, ids) }],
    workGroups: [
      { ...home, name: COMPANY.workGroup, bytesScannedCutoff: 10_000_000_000, output: COMPANY.results, enforced: true },
    ],
  }
}

function filledIn(ddl: string, ids: readonly string[]): string {
  return ddl
    .replaceAll('BUCKET', COMPANY.bucket)
    .replaceAll('ORGANIZATION_ID', ORGANISATION)
    .replace(/('projection\.account\.values' = )'[^']*'/g, `$1'${ids.join(',')}'`)
    .replace(/('projection\.region\.values' = )'[^']*'/g, `$1'${COMPANY.regions.join(',')}'`)
}
