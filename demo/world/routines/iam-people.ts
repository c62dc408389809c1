import type { Instant } from '../../../src/lib/instant.ts'
import { AGENTS } from '../agents.ts'
import { assumeRole } from '../assume-role.ts'
import { ROLES, type User, USERS } from '../cast.ts'
import { ADDRESSES, HOME_REGION, SECOND_REGION } from '../company.ts'
import { click, openPage, signIn, type Sitting } from '../console.ts'
import { after, type Day, type Routine } from '../day.ts'
import { iamUser, iamUserInConsole } from '../identity.ts'
import { PAGES, read } from '../pages.ts'
import { type Caller, happen, type Happening } from '../record.ts'
import { CHANGES, MISHAPS } from '../changes.ts'

type Person = {
  readonly user: User
  readonly address: string
  readonly agent: string
  readonly deploys: boolean
  readonly blocks: number
}

const PEOPLE: readonly Person[] = [
  { user: USERS.alice, address: ADDRESSES.alice, agent: AGENTS.chrome, deploys: true, blocks: 7 },
  { user: USERS.bob, address: ADDRESSES.bob, agent: AGENTS.firefox, deploys: true, blocks: 5 },
  { user: USERS.alicia, address: ADDRESSES.alicia, agent: AGENTS.chrome, deploys: false, blocks: 5 },
  { user: USERS.aliceInProd, address: ADDRESSES.alice, agent: AGENTS.chrome, deploys: false, blocks: 2 },
]

/** People with an IAM user: the console by day, the command line in between, and Deploy for those who may. */
export const iamPeople: readonly Routine[] = PEOPLE.map((person) => ({
  name: `person:${person.user.arn}`,
  live: (day) => (day.weekday ? workDay(day, person) : []),
}))

function workDay(day: Day, person: Person): Happening[] {
  const { random } = day
  const start = day.at(7, random.int(0, 110))
  const sitting = sittingOf(person, start)
  const happenings: Happening[] = []
  if (random.chance(0.1)) {
    const failed = { mfa: false, failed: 'Failed authentication' }
    happenings.push(signIn(random, after(start, -40), sitting, sitting.identity(''), failed))
  }
  happenings.push(signIn(random, start, sitting, sitting.identity(''), { mfa: true }))
  for (let block = 0; block < person.blocks; block++) {
    const at = after(start, 60 + block * random.int(3000, 4000))
    happenings.push(...browse(day, at, sitting), ...commandLine(day, after(at, 90), person))
  }
  return happenings
}

function browse(day: Day, at: Instant, sitting: Sitting): Happening[] {
  const { random } = day
  const region = random.pick([HOME_REGION, HOME_REGION, SECOND_REGION])
  const happenings = openPage(random, at, region, sitting, random.pick(Object.keys(PAGES)))
  if (random.chance(0.3)) {
    const change = random.pick(CHANGES)(random, sitting.account, region)
    happenings.push(click(random, after(at, 50), region, sitting, change))
  }
  return happenings
}

function commandLine(day: Day, at: Instant, person: Person): Happening[] {
  const { random } = day
  const { user, address } = person
  const caller: Caller = { identity: iamUser(user), account: user.account, address, agent: AGENTS.cli }
  const happenings = [happen(random, at, HOME_REGION, caller, { source: 'sts', name: 'GetCallerIdentity', read: true })]
  if (random.chance(0.25)) {
    happenings.push(
      happen(random, after(at, 8), HOME_REGION, caller, random.pick(MISHAPS)(random, user.arn, user.account)),
    )
  }
  if (person.deploys && random.chance(0.4)) happenings.push(...deploy(day, after(at, 20), caller, user))
  return happenings
}

/** Deploy as it is meant to be used: with MFA, and with the person's name as source identity. */
function deploy(day: Day, at: Instant, caller: Caller, user: User): Happening[] {
  const { random } = day
  const asked = { role: ROLES.deploy, name: user.name, sourceIdentity: user.name, mfa: true }
  const assumed = assumeRole(random, at, HOME_REGION, caller, asked)
  const happenings = [...assumed.happenings]
  const deployer = { ...assumed.caller, agent: AGENTS.terraform }
  for (const call of PAGES['cloudformation'] ?? []) {
    happenings.push(happen(random, after(at, random.int(3, 60)), HOME_REGION, deployer, call))
  }
  const change = random.pick(CHANGES)(random, ROLES.deploy.account, HOME_REGION)
  happenings.push(happen(random, after(at, 75), HOME_REGION, deployer, change))
  return happenings
}

function sittingOf(person: Person, since: Instant): Sitting {
  const { user, address, agent } = person
  return { account: user.account, address, agent, identity: (key) => iamUserInConsole(user, key, since, true) }
}

/** A service user whose name differs from a person's only in one letter's case, and one that only sounds like root. */
export const lookAlikes: readonly Routine[] = [
  { user: USERS.lookAlike, calls: 6, call: read('dynamodb', 'DescribeTable', { tableName: 'invoices' }) },
  { user: USERS.backupRoot, calls: 2, call: read('ec2', 'DescribeSnapshots', { maxResults: 500 }) },
].map(({ user, calls, call }) => ({
  name: `look-alike:${user.name}`,
  live: ({ random, at }) => {
    const caller = { identity: iamUser(user), account: user.account, address: ADDRESSES.nat, agent: AGENTS.java }
    return Array.from({ length: calls }, (_, i) =>
      happen(random, at(1 + i * 3, random.int(0, 50)), HOME_REGION, caller, call),
    )
  },
}))
