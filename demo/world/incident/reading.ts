import { AGENTS } from '../agents.ts'
import { USERS } from '../cast.ts'
import { ACCOUNTS, ADDRESSES, HOME_REGION } from '../company.ts'
import { click, openPage, signIn, type Sitting } from '../console.ts'
import { after } from '../day.ts'
import { iamUser, iamUserInConsole } from '../identity.ts'
import { read } from '../pages.ts'
import type { Call, Caller } from '../record.ts'
import { objectCall } from '../routines/nightly.ts'
import { refused, thief } from './probing.ts'
import type { Story } from './story.ts'
import { change } from './taking-hold.ts'

const SECRETS = ['prod/orders/database', 'prod/payments/api', 'prod/crm/export']
const KMS_KEY = `arn:aws:kms:us-east-1:${ACCOUNTS.prod}:key/5a5a5a5a-0000-4000-8000-aaaaaaaaaaaa`

/** Hours later, with the new key: secrets, and the customers' exports. */
export function readSecrets(story: Story, newKey: string): void {
  const start = story.before(560)
  const agent: Caller = {
    identity: iamUser(USERS.backupAgent, newKey),
    account: ACCOUNTS.prod,
    address: ADDRESSES.attacker,
    agent: AGENTS.leaked,
  }
  story.tell(start, HOME_REGION, agent, read('sts', 'GetCallerIdentity'), 'newKeyUsed')
  story.tell(after(start, 15), HOME_REGION, agent, read('secretsmanager', 'ListSecrets', { maxResults: 100 }))
  for (const [i, secretId] of SECRETS.entries()) {
    const at = after(start, 40 + i * 12)
    story.tell(at, HOME_REGION, agent, read('secretsmanager', 'GetSecretValue', { secretId }), 'secretsRead')
    story.tell(after(at, 1), HOME_REGION, forwarded(agent), {
      ...read('kms', 'Decrypt', { encryptionContext: { SecretARN: secretId } }),
      resources: [{ accountId: ACCOUNTS.prod, type: 'AWS::KMS::Key', ARN: KMS_KEY }],
    })
  }
  for (let part = 0; part < 24; part++) {
    const at = after(start, 300 + part * 4)
    story.tell(at, HOME_REGION, agent, objectCall('GetObject', `exports/part-${part}.parquet`), 'dataRead')
  }
}

/** Then in the browser, with the new password and no second factor. */
export function signInWithout(story: Story): void {
  const start = story.before(505)
  const account = ACCOUNTS.prod
  const sitting: Sitting = {
    account,
    address: ADDRESSES.attackerBrowser,
    agent: AGENTS.firefox,
    identity: (key) => iamUserInConsole(USERS.backupAgent, key, start, false),
  }
  const { address, agent } = sitting
  const signedIn = signIn(story.random, start, { account, address, agent }, iamUser(USERS.backupAgent), { mfa: false })
  story.keep([signedIn], 'signedInWithoutMfa')
  story.keep(openPage(story.random, after(start, 30), HOME_REGION, sitting, 's3'))
  story.keep(openPage(story.random, after(start, 95), HOME_REGION, sitting, 'rds'))
  const exposed = { bucketName: 'examplecorp-assets', publicAccessBlock: '' }
  const removal = change('s3', 'DeleteBucketPublicAccessBlock', exposed)
  story.keep([click(story.random, after(start, 160), HOME_REGION, sitting, removal)], 'blockRemoved')
  const deletion: Call = {
    ...change('kms', 'ScheduleKeyDeletion', { keyId: KMS_KEY, pendingWindowInDays: 7 }),
    resources: [{ accountId: account, type: 'AWS::KMS::Key', ARN: KMS_KEY }],
  }
  story.keep([click(story.random, after(start, 220), HOME_REGION, sitting, deletion)], 'keyDeletionScheduled')
}

/** Last, Alice's own key once more, with a user agent that is meant for whoever reads it. */
export function mock(story: Story): void {
  const start = story.before(190)
  const mocking: Caller = { ...thief, agent: '<!channel> *bold* :skull: `aws-cli`/2.0 \u202egnp.exe' }
  story.tell(start, HOME_REGION, mocking, read('sts', 'GetCallerIdentity'), 'lastUse')
  story.tell(after(start, 6), HOME_REGION, mocking, refused('iam', 'DeleteUser', USERS.alice.arn), 'lastUse')
}

function forwarded(agent: Caller): Caller {
  const service = 'secretsmanager.amazonaws.com'
  return { ...agent, identity: { ...agent.identity, invokedBy: service }, address: service, agent: service }
}
