import type { Instant } from '../../../src/lib/instant.ts'
import { AGENTS } from '../agents.ts'
import { issued } from '../assume-role.ts'
import { makeAwsId } from '../aws-id.ts'
import { PERMISSION_SETS, type Role, ROLES } from '../cast.ts'
import { CHANGES, MISHAPS } from '../changes.ts'
import { ACCOUNTS, ADDRESSES, HOME_REGION, SECOND_REGION } from '../company.ts'
import { click, openPage, signIn, type Sitting } from '../console.ts'
import { after, type Day, type Routine } from '../day.ts'
import { assumedRole, identityCenterUser, samlUser } from '../identity.ts'
import { PAGES } from '../pages.ts'
import { makeRandom, type Random } from '../random.ts'
import { type Caller, happen, type Happening } from '../record.ts'

type Person = {
  readonly email: string
  readonly role: Role
  readonly address: string
  readonly throughSso: boolean
  readonly tags?: { readonly [tag: string]: string }
}

const PEOPLE: readonly Person[] = [
  {
    email: 'dana@examplecorp.example',
    role: PERMISSION_SETS.developerStaging,
    address: ADDRESSES.office,
    throughSso: true,
  },
  { email: 'erin@examplecorp.example', role: PERMISSION_SETS.developerProd, address: ADDRESSES.vpn, throughSso: true },
  {
    email: 'frank@examplecorp.example',
    role: PERMISSION_SETS.adminSecurity,
    address: ADDRESSES.office,
    throughSso: true,
  },
  {
    email: 'grace@examplecorp.example',
    role: ROLES.dataAnalyst,
    address: ADDRESSES.vpn,
    throughSso: false,
    tags: { CostCenter: '4711', Team: 'analytics' },
  },
]

/** People who sign in elsewhere: Identity Center's permission sets, and a SAML provider of the company's own. */
export const ssoPeople: readonly Routine[] = PEOPLE.map((person) => ({
  name: `sso:${person.email}`,
  live: (day) => (day.weekday ? workDay(day, person) : []),
}))

function workDay(day: Day, person: Person): Happening[] {
  const { random } = day
  const start = day.at(7, random.int(10, 120))
  const happenings = enter(day, start, person)
  const sitting = sittingOf(person, after(start, 2))
  happenings.push(signIn(random, after(start, 3), sitting, sitting.identity(''), { mfa: false }))
  for (let block = 0; block < 6; block++) {
    const at = after(start, 60 + block * random.int(3600, 4800))
    const region = random.pick([HOME_REGION, SECOND_REGION])
    happenings.push(...openPage(random, at, region, sitting, random.pick(Object.keys(PAGES))))
    if (random.chance(0.4)) {
      const change = random.pick(CHANGES)(random, person.role.account, region)
      happenings.push(click(random, after(at, 45), region, sitting, change))
    }
    if (random.chance(0.2)) {
      const mishap = random.pick(MISHAPS)(random, sitting.identity('').arn ?? '', person.role.account)
      happenings.push(click(random, after(at, 70), region, sitting, mishap))
    }
  }
  return happenings
}

/** The way in: the portal's own events, then the role by SAML. */
function enter(day: Day, at: Instant, person: Person): Happening[] {
  const { random } = day
  const happenings: Happening[] = []
  if (person.throughSso) {
    const portal = portalCaller(person, random)
    happenings.push(
      happen(random, after(at, -20), SECOND_REGION, portal, {
        source: 'signin',
        name: 'UserAuthentication',
        read: false,
        type: 'AwsServiceEvent',
        extra: { CredentialType: 'TOTP', LoginTo: 'https://d-90670000ab.awsapps.example/start' },
        details: { UserAuthentication: 'Success' },
      }),
      happen(random, at, SECOND_REGION, portal, {
        source: 'sso',
        name: 'Federate',
        read: false,
        type: 'AwsServiceEvent',
        details: { role_name: person.role.name.split('_')[1], account_id: person.role.account },
      }),
    )
  }
  happenings.push(assumeWithSaml(random, after(at, 1), person))
  return happenings
}

function assumeWithSaml(random: Random, at: Instant, person: Person): Happening {
  const { role, email, address } = person
  const provider = `arn:aws:iam::${role.account}:saml-provider/${person.throughSso ? 'AWSSSO_3d4e5f6071829304_DO_NOT_DELETE' : 'examplecorp-idp'}`
  const qualifier = `${makeRandom('idp', role.account).word(27)}=`
  const caller: Caller = { identity: samlUser(qualifier, email), account: role.account, address, agent: AGENTS.chrome }
  const sourceIdentity = person.throughSso ? undefined : email
  return happen(random, at, HOME_REGION, caller, {
    source: 'sts',
    name: 'AssumeRoleWithSAML',
    read: true,
    request: {
      sAMLAssertionID: `_${random.uuid()}`,
      roleSessionName: email,
      roleArn: role.arn,
      principalArn: provider,
      durationSeconds: 43200,
      ...(sourceIdentity !== undefined && { sourceIdentity }),
      ...(person.tags && { principalTags: person.tags }),
    },
    response: {
      ...issued(random, at, role, email, makeAwsId('ASIA', role.account, random), sourceIdentity),
      subject: email,
      subjectType: 'persistent',
      issuer: 'https://login.examplecorp.example/saml',
      audience: 'https://signin.aws.amazon.com/saml',
      nameQualifier: qualifier,
    },
    resources: [
      { accountId: role.account, type: 'AWS::IAM::Role', ARN: role.arn },
      { accountId: role.account, type: 'AWS::IAM::SAMLProvider', ARN: provider },
    ],
  })
}

function portalCaller(person: Person, random: Random): Caller {
  const userId = `906700${makeRandom('person', person.email).hex(10)}-${makeRandom('person', person.email, 2).uuid()}`
  const identity = identityCenterUser(ACCOUNTS.security, userId, random.uuid())
  return { identity, account: ACCOUNTS.security, address: person.address, agent: AGENTS.chrome }
}

function sittingOf(person: Person, since: Instant): Sitting {
  const { role, email, address, throughSso } = person
  const sourceIdentity = throughSso ? undefined : email
  const identity = (key: string) => assumedRole({ role, name: email, key, since, sourceIdentity })
  return { account: role.account, address, agent: AGENTS.chrome, identity }
}
