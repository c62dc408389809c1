import type { Chain } from '../../src/chain/chain.ts'
import type { Event, Fields } from '../../src/event/event.ts'
import { readRecord } from '../../src/event/read-record.ts'

export const SECURITY = '111122223333'
export const TOOLS = '222233334444'
export const STAGING = '333344445555'
export const PROD = '444455556666'
export const OUTSIDE = '999988887777'
export const REGIONS = ['us-east-1', 'eu-central-1', 'us-west-2']

/** 2026-11-23 10:00 UTC; times of a story are seconds from it. */
export const TEN = Date.UTC(2026, 10, 23, 10)

/** Whoever acts: their identity in a record, whose trail records it, and from where. */
export type Actor = {
  readonly identity: Fields
  readonly account: string
  readonly address: string
  /** Every call of the console has a key of its own. */
  readonly console?: boolean
}

export type Assume = {
  readonly call?: 'AssumeRole' | 'AssumeRoleWithSAML' | 'AssumeRoleWithWebIdentity'
  /** Copies that no place has. */
  readonly hidden?: 'near' | 'far' | 'both'
  readonly request?: Fields
  readonly response?: Fields
  readonly region?: string
  readonly sourceIdentity?: string | undefined
  readonly noSharedId?: boolean
  /** What the session says of itself besides. */
  readonly context?: Fields
  readonly more?: Fields
}

/** A world of a few records, with ids that are made up and differ from story to story. */
export function makeStory(name: string) {
  const records: Fields[] = []
  let counted = 0
  const id = (prefix: string, length: number) => {
    const said = `${name}${counted++}`.toUpperCase().replace(/[^A-Z0-9]/g, '')
    return `${prefix}${said.padStart(length - prefix.length, '0').slice(-(length - prefix.length))}`
  }
  const iso = (seconds: number) => new Date(TEN + seconds * 1000).toISOString().replace('.000Z', 'Z')

  function put(actor: Actor, seconds: number, fields: Fields, hidden = false): string {
    const eventID = `${name}-event-${counted++}`
    const identity = actor.console === true ? { ...actor.identity, accessKeyId: id('ASIA', 20) } : actor.identity
    const record = {
      eventVersion: '1.11',
      userIdentity: identity,
      eventTime: iso(seconds),
      eventSource: 'ec2.amazonaws.com',
      eventName: 'DescribeInstances',
      awsRegion: 'us-east-1',
      sourceIPAddress: actor.address,
      userAgent: 'aws-cli/2.31.0',
      requestParameters: null,
      responseElements: null,
      eventID,
      readOnly: true,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: actor.account,
      eventCategory: 'Management',
      ...(actor.console === true && { sessionCredentialFromConsole: 'true' }),
      ...fields,
    }
    if (!hidden) records.push(record)
    return eventID
  }

  function user(userName: string, account: string, address = '192.0.2.24') {
    const principalId = id('AIDA', 21)
    const arn = `arn:aws:iam::${account}:user/${userName}`
    const same = { type: 'IAMUser', principalId, arn, accountId: account, userName }
    const byKey = (key = id('AKIA', 20)): Actor => ({ identity: { ...same, accessKeyId: key }, account, address })
    const since = (seconds: number, mfa: boolean) => ({
      attributes: { creationDate: iso(seconds), mfaAuthenticated: String(mfa) },
    })
    return {
      id: principalId,
      arn,
      byKey,
      /** Signs in to the console, or has signed in unseen. */
      signIn(seconds: number, { mfa = true, seen = true, region = 'us-east-1' } = {}): Actor {
        const actor = { identity: same, account, address }
        const fields = {
          eventSource: 'signin.amazonaws.com',
          eventName: 'ConsoleLogin',
          eventType: 'AwsConsoleSignIn',
          awsRegion: region,
          readOnly: false,
          responseElements: { ConsoleLogin: 'Success' },
          additionalEventData: { MFAUsed: mfa ? 'Yes' : 'No' },
        }
        if (seen) put(actor, seconds, fields)
        return { identity: { ...same, sessionContext: since(seconds, mfa) }, account, address, console: true }
      },
      /** GetSessionToken with the long-term key. */
      token(seconds: number, key: Actor, { mfa = true, seen = true } = {}): Actor {
        const issued = id('ASIA', 20)
        const response = { credentials: { accessKeyId: issued } }
        put(key, seconds, { ...sts('GetSessionToken'), responseElements: response }, !seen)
        return { ...key, identity: { ...same, accessKeyId: issued, sessionContext: since(seconds, mfa) } }
      },
      federate(seconds: number, key: Actor, called: string, { seen = true } = {}): Actor {
        const issued = id('ASIA', 20)
        const federatedUser = {
          federatedUserId: `${account}:${called}`,
          arn: `arn:aws:sts::${account}:federated-user/${called}`,
        }
        put(
          key,
          seconds,
          { ...sts('GetFederationToken'), responseElements: { credentials: { accessKeyId: issued }, federatedUser } },
          !seen,
        )
        const sessionIssuer = { type: 'IAMUser', principalId, arn, accountId: account, userName }
        const identity = {
          type: 'FederatedUser',
          principalId: `${account}:${called}`,
          arn: federatedUser.arn,
          accountId: account,
          accessKeyId: issued,
          sessionContext: { sessionIssuer, ...since(seconds, false) },
        }
        return { identity, account, address }
      },
    }
  }

  function role(roleName: string, account: string, path = '') {
    return { name: roleName, account, id: id('AROA', 21), arn: `arn:aws:iam::${account}:role/${path}${roleName}` }
  }
  type Role = ReturnType<typeof role>

  /** The identity of a session of a role, with whatever key. */
  function session(of: Role, called: string, since: number, more: Assume & { readonly key?: string } = {}): Actor {
    const { sourceIdentity, context, more: fields, key = id('ASIA', 20) } = more
    const identity = {
      type: 'AssumedRole',
      principalId: `${of.id}:${called}`,
      arn: `arn:aws:sts::${of.account}:assumed-role/${of.name}/${called}`,
      accountId: of.account,
      accessKeyId: key,
      sessionContext: {
        sessionIssuer: { type: 'Role', principalId: of.id, arn: of.arn, accountId: of.account, userName: of.name },
        attributes: { creationDate: iso(since), mfaAuthenticated: 'false' },
        ...(sourceIdentity !== undefined && { sourceIdentity }),
        ...context,
      },
      ...fields,
    }
    return { identity, account: of.account, address: '192.0.2.24' }
  }

  /** AssumeRole…, with its copy in the role's account where that is another one. */
  function assume(caller: Actor, seconds: number, of: Role, called: string, how: Assume = {}): Actor {
    const { call = 'AssumeRole', hidden, region = 'us-east-1', sourceIdentity } = how
    const key = id('ASIA', 20)
    const abroad = caller.account !== of.account && caller.account !== ''
    const fields = {
      ...sts(call),
      awsRegion: region,
      requestParameters: {
        roleArn: of.arn,
        roleSessionName: called,
        ...(sourceIdentity !== undefined && { sourceIdentity }),
        ...how.request,
      },
      responseElements: {
        credentials: { accessKeyId: key },
        assumedRoleUser: {
          assumedRoleId: `${of.id}:${called}`,
          arn: `arn:aws:sts::${of.account}:assumed-role/${of.name}/${called}`,
        },
        ...(sourceIdentity !== undefined && { sourceIdentity }),
        ...how.response,
      },
      ...(abroad && how.noSharedId !== true && { sharedEventID: `${name}-shared-${counted++}` }),
    }
    const near = caller.account === '' ? { ...caller, account: of.account } : caller
    put(near, seconds, fields, hidden === 'near' || hidden === 'both')
    if (abroad) {
      const identity = { type: 'AWSAccount', principalId: caller.identity.principalId, accountId: caller.account }
      put(
        { identity, account: of.account, address: caller.address },
        seconds + 1,
        fields,
        hidden === 'far' || hidden === 'both',
      )
    }
    return {
      ...session(of, called, seconds, { ...how, key }),
      address: caller.address === '' ? '192.0.2.24' : caller.address,
    }
  }

  return {
    records,
    id,
    put,
    user,
    role,
    session,
    assume,
    iso,
    /** A call; its id. */
    act: (actor: Actor, seconds: number, fields: Fields = {}) => put(actor, seconds, fields),
    /** The same sitting, as a service goes on with a key of its own. */
    forwarded(actor: Actor, service = 'cloudformation.amazonaws.com', key = id('ASIA', 20)): Actor {
      return { ...actor, identity: { ...actor.identity, accessKeyId: key, invokedBy: service }, address: service }
    },
    /** The same session as the console uses it: another key for each call. */
    inConsole: (actor: Actor): Actor => ({ ...actor, console: true }),
    saml: (userName: string, provider: string): Actor => ({
      identity: { type: 'SAMLUser', principalId: `qualifier:${userName}`, userName, identityProvider: provider },
      account: '',
      address: '192.0.2.24',
    }),
    web: (subject: string, provider: string): Actor => ({
      identity: {
        type: 'WebIdentityUser',
        principalId: `${provider}:aud:${subject}`,
        userName: subject,
        identityProvider: provider,
      },
      account: '',
      address: '198.51.100.16',
    }),
    service: (host: string): Actor => ({
      identity: { type: 'AWSService', invokedBy: host },
      account: '',
      address: host,
    }),
    root: (account: string, since?: number): Actor => ({
      identity: {
        type: 'Root',
        principalId: account,
        arn: `arn:aws:iam::${account}:root`,
        accountId: account,
        accessKeyId: since === undefined ? '' : id('ASIA', 20),
        ...(since !== undefined && {
          sessionContext: { attributes: { creationDate: iso(since), mfaAuthenticated: 'true' } },
        }),
      },
      account,
      address: '192.0.2.24',
    }),
    switchRole(from: string, seconds: number, of: Role, called: string, seen = true): void {
      const { identity } = session(of, called, seconds)
      const { type, principalId, arn, accountId } = identity
      const fields = {
        eventSource: 'signin.amazonaws.com',
        eventName: 'SwitchRole',
        eventType: 'AwsConsoleSignIn',
        readOnly: false,
        responseElements: { SwitchRole: 'Success' },
        additionalEventData: { SwitchFrom: from, RedirectTo: 'https://console.aws.amazon.com/' },
      }
      put(
        { identity: { type, principalId, arn, accountId }, account: of.account, address: '192.0.2.24' },
        seconds + 1,
        fields,
        !seen,
      )
    },
    createKey(actor: Actor, seconds: number, userName: string, account: string): string {
      const accessKeyId = id('AKIA', 20)
      put({ ...actor, account }, seconds, {
        eventSource: 'iam.amazonaws.com',
        eventName: 'CreateAccessKey',
        readOnly: false,
        requestParameters: { userName },
        responseElements: { accessKey: { accessKeyId, userName, status: 'Active' } },
      })
      return accessKeyId
    },
  }
}

export type Story = ReturnType<typeof makeStory>

function sts(eventName: string): Fields {
  return { eventSource: 'sts.amazonaws.com', eventName }
}

/** Records as events; a record that cannot be read is a mistake of the test. */
export function eventsOf(records: readonly Fields[]): readonly Event[] {
  return records.map((record) => {
    const event = readRecord(record)
    if ('unreadable' in event) throw new Error(event.unreadable)
    return event
  })
}

/** `iam-user:alice access-key proven > role:Deploy AssumeRole proven`, and what is missing. */
export function sayChain({ hops }: Pick<Chain, 'hops'>): string {
  return hops
    .map(({ who, how, confidence, missing, candidates }) => {
      const lacks = missing.map(({ what, why }) => ` -${what}:${why}`).join('')
      const named = candidates.length === 0 ? '' : ` (${candidates.length} candidates)`
      return `${who.kind}${who.name === '' ? '' : `:${who.name}`} ${how} ${confidence}${lacks}${named}`
    })
    .join(' > ')
}
