import { instant, type Instant } from '../../../src/lib/instant.ts'
import { ROLES, USERS } from '../cast.ts'
import { ADDRESSES } from '../company.ts'
import type { Happening } from '../record.ts'
import { aliceAtWork, oddTexts, rootOnce, secondChain } from './bystanders.ts'
import { probe, takeDeploy, takeProdAdmin, thief } from './probing.ts'
import { mock, readSecrets, signInWithout } from './reading.ts'
import { makeStory } from './story.ts'
import { carryAway, takeHold } from './taking-hold.ts'

/** One hop of the chain: the session, its key, and the events that issued it. */
type Hop = {
  readonly roleArn: string
  readonly account: string
  readonly sessionName: string
  readonly key: string
  /** The AssumeRole events: one, or the two copies of a call across accounts. */
  readonly issuedBy: readonly string[]
  /** The key that asked for it. */
  readonly parentKey: string
}

/** What really happened, for whoever checks an answer against it. */
export type IncidentFacts = {
  readonly from: Instant
  readonly to: Instant
  readonly leakedKey: string
  readonly leakedKeyOf: string
  readonly agent: string
  readonly addresses: readonly string[]
  /** Where the real Alice calls from. */
  readonly aliceAddress: string
  readonly hops: readonly Hop[]
  /** The long-term key that was made for another user, and by which event. */
  readonly newKey: {
    readonly id: string
    readonly userName: string
    readonly account: string
    readonly createdBy: string
  }
  /** Event ids by step: `firstUse`, `probing`, `rolesRefused`, `trailStopped`, `dataRead` … and the bystanders' own. */
  readonly steps: ReadonlyMap<string, readonly string[]>
  /** Every event of whoever held the key, in order of time. */
  readonly eventIds: readonly string[]
}

export type Incident = {
  readonly happenings: readonly Happening[]
  readonly facts: IncidentFacts
}

/** A key of Alice's leaks. All of it within the twenty hours before now; and, twelve days ago, root signs in once. */
export function makeIncident(now: Instant, seed: number): Incident {
  const theft = makeStory(now, seed, 'incident')
  probe(theft)
  const deploy = takeDeploy(theft)
  const admin = takeProdAdmin(theft, deploy)
  const newKey = takeHold(theft, admin.caller)
  carryAway(theft, admin.caller)
  const hidden = secondChain(theft, deploy.caller)
  readSecrets(theft, newKey)
  signInWithout(theft)
  mock(theft)
  const others = makeStory(now, seed, 'bystanders')
  aliceAtWork(others)
  oddTexts(others)
  rootOnce(others)

  const inOrder = theft.happenings.toSorted((a, b) => a.at - b.at)
  const steps = new Map([...theft.named, ...others.named])
  const issuedBy = (step: string) => steps.get(step)?.slice(0, 2) ?? []
  const hop = { roleArn: ROLES.prodAdmin.arn, account: ROLES.prodAdmin.account, parentKey: deploy.key }
  const facts: IncidentFacts = {
    from: inOrder[0]?.at ?? instant(now),
    to: inOrder.at(-1)?.at ?? instant(now),
    leakedKey: USERS.alice.key,
    leakedKeyOf: USERS.alice.arn,
    agent: thief.agent,
    addresses: [ADDRESSES.attacker, ADDRESSES.attackerBrowser],
    aliceAddress: ADDRESSES.alice,
    hops: [
      {
        roleArn: ROLES.deploy.arn,
        account: ROLES.deploy.account,
        sessionName: 'Alice',
        key: deploy.key,
        issuedBy: issuedBy('deployTaken'),
        parentKey: USERS.alice.key,
      },
      { ...hop, sessionName: 'Alice', key: admin.key, issuedBy: issuedBy('prodAdminTaken') },
      { ...hop, sessionName: 'aws-support', key: hidden, issuedBy: issuedBy('secondChain') },
    ],
    newKey: {
      id: newKey,
      userName: USERS.backupAgent.name,
      account: USERS.backupAgent.account,
      createdBy: steps.get('keyCreated')?.[0] ?? '',
    },
    steps,
    eventIds: inOrder.map((happening) => happening.record.eventID),
  }
  return { happenings: [...theft.happenings, ...others.happenings], facts }
}
