import { AGENTS } from '../agents.ts'
import { sayExpiration } from '../assume-role.ts'
import { makeAwsId } from '../aws-id.ts'
import { ROLES, USERS } from '../cast.ts'
import { ACCOUNTS, ADDRESSES, HOME_REGION, SECOND_REGION } from '../company.ts'
import { after, type Day, type Routine } from '../day.ts'
import { federatedUser, iamUser, type Identity } from '../identity.ts'
import { read } from '../pages.ts'
import { type Caller, happen, type Happening } from '../record.ts'

/** Kinds of identity that a company meets seldom, and that a reader must know all the same. */
export const rarities: Routine = {
  name: 'rarities',
  live: (day) => [...federation(day), ...oddIdentities(day), ...strangers(day)],
}

function federation(day: Day): Happening[] {
  const { random } = day
  const { bob } = USERS
  const at = day.at(9, 40, random.int(0, 50))
  const key = makeAwsId('ASIA', bob.account, random)
  const caller: Caller = { identity: iamUser(bob), account: bob.account, address: ADDRESSES.bob, agent: AGENTS.cli }
  const name = 'kiosk'
  const federated = `arn:aws:sts::${bob.account}:federated-user/${name}`
  return [
    happen(random, at, HOME_REGION, caller, {
      source: 'sts',
      name: 'GetFederationToken',
      read: false,
      request: { name, durationSeconds: 3600, policy: '{"Version":"2012-10-17","Statement":[]}' },
      response: {
        credentials: {
          accessKeyId: key,
          sessionToken: `FAKE-${random.hex(32)}`,
          expiration: sayExpiration(after(at, 3600)),
        },
        federatedUser: { federatedUserId: `${bob.account}:${name}`, arn: federated },
        packedPolicySize: 3,
      },
    }),
    happen(
      random,
      after(at, 20),
      HOME_REGION,
      { ...caller, identity: federatedUser(bob, name, key, at) },
      read('s3', 'ListBuckets'),
    ),
  ]
}

function oddIdentities(day: Day): Happening[] {
  const { random } = day
  const account = ACCOUNTS.staging
  const directory: Identity = { type: 'Directory', principalId: 'd-9067000001', accountId: account, userName: 'heidi' }
  const unknown: Identity = { type: 'Unknown', principalId: '', accountId: account, userName: '' }
  const role: Identity = {
    type: 'Role',
    principalId: ROLES.contractor.id,
    arn: ROLES.contractor.arn,
    accountId: ROLES.contractor.account,
    accessKeyId: makeAwsId('ASIA', account, random),
  }
  const from = { account, address: ADDRESSES.office, agent: AGENTS.firefox }
  return [
    happen(
      random,
      day.at(10, 5),
      HOME_REGION,
      { ...from, identity: directory },
      read('workdocs', 'DescribeDocumentVersions'),
    ),
    happen(
      random,
      day.at(10, 6),
      HOME_REGION,
      { ...from, identity: unknown, address: 'AWS Internal' },
      read('support', 'DescribeServices'),
    ),
    happen(
      random,
      day.at(10, 7),
      HOME_REGION,
      { ...from, identity: role },
      read('ec2', 'DescribeRegions', { regionSet: {} }),
    ),
  ]
}

/** Somebody tries a name that doesn't exist: CloudTrail hides what was typed. */
function strangers(day: Day): Happening[] {
  const { random } = day
  const account = ACCOUNTS.prod
  const identity: Identity = {
    type: 'IAMUser',
    accountId: account,
    accessKeyId: '',
    userName: 'HIDDEN_DUE_TO_SECURITY_REASONS',
  }
  const caller: Caller = { identity, account, address: '203.0.113.7', agent: AGENTS.firefox }
  if (!random.chance(0.3)) return []
  return [
    happen(random, day.at(5, random.int(0, 59)), SECOND_REGION, caller, {
      source: 'signin',
      name: 'ConsoleLogin',
      read: false,
      type: 'AwsConsoleSignIn',
      error: ['', 'No username found in supplied account'],
      response: { ConsoleLogin: 'Failure' },
      extra: { LoginTo: 'https://console.aws.amazon.com/console/home', MobileVersion: 'No', MFAUsed: 'No' },
    }),
  ]
}
