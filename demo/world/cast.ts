import { makeAwsId } from './aws-id.ts'
import { ACCOUNTS, SECOND_REGION } from './company.ts'
import { makeRandom } from './random.ts'

export type User = {
  readonly name: string
  readonly account: string
  readonly id: string
  readonly arn: string
  /** The long-term access key. */
  readonly key: string
}

export type Role = {
  readonly name: string
  readonly account: string
  readonly id: string
  readonly arn: string
}

/** IAM users. `alice` and `Alicia` are somebody else than `Alice`, and `BackupRoot` is not root. */
export const USERS = {
  alice: user('Alice', ACCOUNTS.tools),
  aliceInProd: user('Alice', ACCOUNTS.prod),
  lookAlike: user('alice', ACCOUNTS.staging),
  alicia: user('Alicia', ACCOUNTS.prod),
  bob: user('Bob', ACCOUNTS.tools),
  backupAgent: user('backup-agent', ACCOUNTS.prod),
  backupRoot: user('BackupRoot', ACCOUNTS.staging),
} as const

export const ROLES = {
  deploy: role('Deploy', ACCOUNTS.tools),
  prodAdmin: role('ProdAdmin', ACCOUNTS.prod),
  githubActions: role('github-actions', ACCOUNTS.tools),
  ciDeployStaging: role('CiDeploy', ACCOUNTS.staging),
  ciDeployProd: role('CiDeploy', ACCOUNTS.prod),
  cfnExecution: role('cfn-execution', ACCOUNTS.prod),
  appServer: role('app-server', ACCOUNTS.prod),
  stagingServer: role('app-server', ACCOUNTS.staging),
  ordersHandler: role('orders-handler', ACCOUNTS.prod, 'service-role/'),
  reportWorker: role('report-worker', ACCOUNTS.prod),
  nightlyBackup: role('nightly-backup', ACCOUNTS.prod),
  auditReader: role('audit-reader', ACCOUNTS.security),
  dataAnalyst: role('DataAnalyst', ACCOUNTS.prod),
  contractor: role('Contractor', ACCOUNTS.staging),
  autoScaling: role('AWSServiceRoleForAutoScaling', ACCOUNTS.prod, 'aws-service-role/autoscaling.amazonaws.com/'),
  config: role('AWSServiceRoleForConfig', ACCOUNTS.security, 'aws-service-role/config.amazonaws.com/'),
} as const

/** The vendor's read-only role, in each account. */
export const MONITORING = Object.values(ACCOUNTS).map((account) => role('monitoring-read', account))

const SSO = `aws-reserved/sso.amazonaws.com/${SECOND_REGION}/`

/** What Identity Center makes of a permission set in an account. */
export const PERMISSION_SETS = {
  developerStaging: role('AWSReservedSSO_Developer_0a1b2c3d4e5f6071', ACCOUNTS.staging, SSO),
  developerProd: role('AWSReservedSSO_Developer_1b2c3d4e5f607182', ACCOUNTS.prod, SSO),
  adminSecurity: role('AWSReservedSSO_AdministratorAccess_2c3d4e5f60718293', ACCOUNTS.security, SSO),
} as const

function user(name: string, account: string): User {
  const random = makeRandom('user', account, name)
  return {
    name,
    account,
    id: makeAwsId('AIDA', account, random),
    arn: `arn:aws:iam::${account}:user/${name}`,
    key: makeAwsId('AKIA', account, random),
  }
}

function role(name: string, account: string, path = ''): Role {
  return {
    name,
    account,
    id: makeAwsId('AROA', account, makeRandom('role', account, name)),
    arn: `arn:aws:iam::${account}:role/${path}${name}`,
  }
}
