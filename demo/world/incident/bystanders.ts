import { AGENTS } from '../agents.ts'
import { assumeRole } from '../assume-role.ts'
import { makeAwsId } from '../aws-id.ts'
import { ROLES, USERS } from '../cast.ts'
import { ACCOUNTS, ADDRESSES, HOME_REGION, SECOND_REGION } from '../company.ts'
import { click, openPage, signIn, type Sitting } from '../console.ts'
import { after } from '../day.ts'
import { assumedRole, iamUser, iamUserInConsole, root } from '../identity.ts'
import { read } from '../pages.ts'
import type { Caller } from '../record.ts'
import type { Story } from './story.ts'
import { change } from './taking-hold.ts'

/** The real Alice meanwhile: her usual address, her browser, with MFA; whatever day it is. */
export function aliceAtWork(story: Story): void {
  const { random } = story
  const start = story.before(420)
  const { account } = USERS.alice
  const sitting: Sitting = {
    account,
    address: ADDRESSES.alice,
    agent: AGENTS.chrome,
    identity: (key) => iamUserInConsole(USERS.alice, key, start, true),
  }
  story.keep([signIn(random, start, sitting, sitting.identity(''), { mfa: true })], 'aliceSignedIn')
  for (const [i, page] of ['cloudformation', 'lambda', 'ec2', 's3'].entries()) {
    const region = i === 2 ? SECOND_REGION : HOME_REGION
    story.keep(openPage(random, after(start, 120 + i * 1500), region, sitting, page), 'aliceInConsole')
  }
  const tag = change('ec2', 'CreateTags', {
    resourcesSet: { items: [{ resourceId: 'i-0eeee5555ffff6666' }] },
    tagSet: { items: [{ key: 'owner', value: 'Alice' }] },
  })
  story.keep([click(random, after(start, 3300), SECOND_REGION, sitting, tag)], 'aliceTagged')
  const laptop: Caller = { identity: iamUser(USERS.alice), account, address: ADDRESSES.alice, agent: AGENTS.cli }
  story.tell(after(start, 5000), HOME_REGION, laptop, read('sts', 'GetCallerIdentity'))
  const asked = { role: ROLES.deploy, name: 'Alice', sourceIdentity: 'Alice', mfa: true }
  const deploy = assumeRole(random, after(start, 5010), HOME_REGION, laptop, asked)
  story.keep(deploy.happenings, 'aliceDeploys')
  const update = change('cloudformation', 'UpdateStack', {
    stackName: 'build-agents',
    capabilities: ['CAPABILITY_IAM'],
  })
  story.tell(after(start, 5040), HOME_REGION, { ...deploy.caller, agent: AGENTS.terraform }, update, 'aliceDeploys')
}

/** Nobody means any harm here, but what they type is pasted into other people's tools. */
export function oddTexts(story: Story): void {
  const { random } = story
  const start = story.before(700)
  const { bob } = USERS
  const laptop: Caller = { identity: iamUser(bob), account: bob.account, address: ADDRESSES.bob, agent: AGENTS.cli }
  const asked = {
    role: ROLES.contractor,
    name: '@here',
    tags: [{ key: 'note', value: "=cmd|' /C calc'!A0" }],
  }
  const assumed = assumeRole(random, start, HOME_REGION, laptop, asked)
  story.keep(assumed.happenings, 'oddTexts')
  const named = change('ec2', 'CreateTags', {
    resourcesSet: { items: [{ resourceId: 'i-0ffff6666aaaa7777' }] },
    tagSet: { items: [{ key: 'Name', value: 'web\u202etxt.exe <@U00FAKE> :skull: |||' }] },
  })
  story.tell(after(start, 40), HOME_REGION, assumed.caller, named, 'oddTexts')
}

/** Once in a month root signs in, with MFA, to look at a bill. */
export function rootOnce(story: Story): void {
  const { random } = story
  const start = story.before(12 * 1440)
  const account = ACCOUNTS.security
  const from = { account, address: ADDRESSES.office, agent: AGENTS.firefox }
  story.keep([signIn(random, start, from, root(account, undefined, start), { mfa: true })], 'rootSignedIn')
  const key = makeAwsId('ASIA', account, random)
  const caller: Caller = { ...from, identity: root(account, key, start), fromConsole: true }
  story.tell(after(start, 20), HOME_REGION, caller, read('iam', 'GetAccountSummary'), 'rootSignedIn')
}

/** A session that hides in plain sight: the same role chain a second time, with a name that looks like support's. */
export function secondChain(story: Story, deployer: Caller): string {
  const at = story.before(1060)
  const assumed = assumeRole(story.random, at, HOME_REGION, deployer, { role: ROLES.prodAdmin, name: 'aws-support' })
  story.keep(assumed.happenings, 'secondChain')
  const identity = assumedRole({ role: ROLES.prodAdmin, name: 'aws-support', key: assumed.key, since: at })
  const caller: Caller = { ...assumed.caller, identity }
  story.tell(after(at, 90), HOME_REGION, caller, read('rds', 'DescribeDBSnapshots', { maxRecords: 100 }), 'secondChain')
  const share = { dBSnapshotIdentifier: 'orders-final', attributeName: 'restore', valuesToAdd: ['999900001111'] }
  story.tell(after(at, 150), HOME_REGION, caller, change('rds', 'ModifyDBSnapshotAttribute', share), 'secondChain')
  return assumed.key
}
