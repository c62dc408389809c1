import { z } from 'zod'
import { accountId, count, isLoopback, say, unique, words } from './rules.ts'

export const region = z
  .string({ error: 'a Region is expected' })
  .regex(/^[a-z]{2,4}(-[a-z]+){1,4}-\d{1,2}$/, { error: 'a Region such as us-east-1 is expected' })

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const externalId = z
  .string({ error: 'text in quotes is expected' })
  .regex(/^[\w+=,.@:/-]{2,1224}$/, { error: '2 to 1,224 letters, digits and + = , . @ : / - _ are expected' })

const roleName = /^[\w+=,.@-]{1,64}$/
const roleArn = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/
const role = z
  .string({ error: "a role's name or ARN is expected" })
  .refine((said) => roleName.test(said) || roleArn.test(said), { error: "a role's name or ARN is expected" })

/** Names that become part of a query: only what Glue's catalog takes. */
const catalogName = z
  .string({ error: 'a name is expected' })
  .regex(/^[a-z0-9_]{1,255}$/, { error: 'small letters, digits and underscores are expected' })
const workgroup = z
  .string({ error: 'a name is expected' })
  .regex(/^[A-Za-z0-9._-]{1,128}$/, { error: "a workgroup's name is expected" })
const flag = (error = 'true or false is expected') => z.boolean({ error })

/** What can be said of one account besides its name, where it differs from all others. */
export const awsAccountSettings = {
  regions: z
    .array(region)
    .min(1, { error: 'at least one Region is expected' })
    .optional()
    .meta(say('The Regions of this account, if not those of `aws.regions`.', '[us-east-1, eu-west-1]')),
  role: role
    .optional()
    .meta(
      say('The role to read this account with, by name or ARN; `none` for the credentials of the bot itself.', 'audit'),
    ),
  externalId: externalId.optional().meta(say('The external id that this role expects.', '"whodid-3f9c"')),
  eventHistory: flag().optional().meta(say('Whether the event history of this account may be asked.', 'false')),
}

const LogGroup = z.strictObject({
  name: words.meta(say('What answers call this place.', 'organisation trail in Logs')),
  account: accountId.meta(say('The account that the log group is in.', '"111122223333"')),
  region: region.meta(say('The Region that the log group is in.', 'us-east-1')),
  group: words.meta(
    say("The log group's name, or its ARN where it is shared from another account.", 'aws-cloudtrail-logs'),
  ),
  organizationId: z
    .string({ error: 'an id such as o-abcdefghij is expected' })
    .regex(/^o-[a-z0-9]{10,32}$/, { error: 'an id such as o-abcdefghij is expected' })
    .optional()
    .meta(say("For an organization's trail: its id. The group then holds all accounts.", 'o-abcdefghij')),
  logClass: z
    .enum(['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'], { error: 'STANDARD or INFREQUENT_ACCESS is expected' })
    .default('STANDARD')
    .meta(say('The class of the log group. It decides how it can be asked.', 'INFREQUENT_ACCESS')),
  retentionDays: count(1, 3_653).optional().meta(say('How many days the group keeps. Without it, for ever.', '365')),
  bytesPerDay: count(1, 1e15)
    .optional()
    .meta(
      say('About how many bytes come in a day: what is said of cost, and how it is asked, depend on it.', '50000000'),
    ),
})

const AthenaTable = z.strictObject({
  name: words.meta(say('What answers call this place.', 'organisation trail in Athena')),
  account: accountId.meta(say('The account in which Athena is asked.', '"111122223333"')),
  region: region.meta(say('The Region in which Athena is asked.', 'us-east-1')),
  workgroup: workgroup.meta(say('The workgroup, which has to have a limit on what a query may read.', 'whodid')),
  database: catalogName.meta(say('The database of the table.', 'whodid')),
  table: catalogName.meta(say('The table of CloudTrail records.', 'cloudtrail')),
  dayColumn: catalogName
    .default('timestamp')
    .meta(say('The partition column that holds days as 2026/11/23.', 'timestamp')),
  accountColumn: catalogName
    .optional()
    .meta(say('The partition column that holds accounts, if there is one.', 'account')),
  regionColumn: catalogName.optional().meta(say('The partition column that holds Regions, if there is one.', 'region')),
  accounts: z
    .array(accountId)
    .min(1, { error: 'at least one account is expected' })
    .optional()
    .meta(say('The accounts whose records the table holds, where it does not hold all.', '["111122223333"]')),
  regions: z
    .array(region)
    .min(1, { error: 'at least one Region is expected' })
    .optional()
    .meta(say('The Regions whose records the table holds, where it does not hold all.', '[us-east-1]')),
  globalIn: region
    .optional()
    .meta(say('The Region under which the events of global services lie, for a trail of one Region.', 'us-east-1')),
  results: z
    .string({ error: 'an address such as s3://bucket/folder/ is expected' })
    .regex(/^s3:\/\/[a-z0-9.-]{3,63}\/[\w!.*'()/-]*$/, { error: 'an address such as s3://bucket/folder/ is expected' })
    .optional()
    .meta(say('Where results go, if the workgroup does not say.', 's3://example-results/whodid/')),
  reuseMinutes: count(0, 10_080)
    .optional()
    .meta(say('How old the results of the very same question may be to be used again.', '60')),
  bytesPerDay: count(1, 1e15)
    .optional()
    .meta(say('About how many bytes of logs lie there for a day: what is said of cost depends on it.', '10000000')),
})

/** Everything about asking AWS itself. */
export const Aws = z.strictObject({
  regions: z
    .array(region, { error: 'a list of Regions is expected' })
    .min(1, { error: 'at least one Region is expected' })
    .meta(
      say(
        'The Regions that are asked in every account. The Region of the global services always is.',
        '[us-east-1, eu-west-1]',
      ),
    ),
  role: role
    .default('whodid-read')
    .meta(say('The role to read each account with; deploy/reader-role.yml makes it.', 'whodid-read')),
  externalId: externalId.optional().meta(say('The external id that the roles expect.', '"whodid-3f9c"')),
  organization: flag()
    .default(false)
    .meta(say('Ask for all active accounts of the organization, besides those under `accounts`.', 'true')),
  sourceIdentity: flag()
    .default(false)
    .meta(say('Set the asker as source identity too. The roles have to allow sts:SetSourceIdentity.', 'true')),
  eventHistory: flag().default(true).meta(say('Whether event history may be asked.', 'false')),
  historyShare: count(1, 100)
    .default(100)
    .meta(say('How much of the two calls a second that AWS allows may be ours, in percent.', '50')),
  historyPages: count(1, 10_000)
    .default(240)
    .meta(say('How many pages of fifty events a question may read in one account and Region.', '240')),
  endpoint: z
    .string({ error: 'an address is expected' })
    .refine((said) => URL.canParse(said) && isLoopback(said), { error: 'an address of this machine is expected' })
    .optional()
    .meta(say('A stand-in for AWS on this machine, for trying things out.', 'http://127.0.0.1:4566')),
  logGroups: z
    .array(LogGroup)
    .superRefine(unique(['name']))
    .default([])
    .meta(say('The log groups that trails write to.', '[]')),
  athenaTables: z
    .array(AthenaTable)
    .superRefine(unique(['name']))
    .default([])
    .meta(say('The tables in Athena over the logs of trails.', '[]')),
})
export type AwsSettings = z.infer<typeof Aws>
