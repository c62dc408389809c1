import { type Instant, sayInstant } from '../../src/lib/instant.ts'
import type { Role, User } from './cast.ts'

/** `userIdentity` of a record. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
export type Identity = {
  readonly type?: string
  readonly principalId?: string
  readonly arn?: string
  readonly accountId?: string
  readonly accessKeyId?: string
  readonly userName?: string
  readonly invokedBy?: string
  readonly sessionContext?: { readonly [field: string]: unknown }
  readonly [field: string]: unknown
}

/** An IAM user with a key of their own. */
export function iamUser(user: User, key: string = user.key): Identity {
  return {
    type: 'IAMUser',
    principalId: user.id,
    arn: user.arn,
    accountId: user.account,
    accessKeyId: key,
    userName: user.name,
  }
}

/** An IAM user in the console: a temporary key for each request, one sign-in for all of them. */
export function iamUserInConsole(user: User, key: string, since: Instant, mfa: boolean): Identity {
  const attributes = { creationDate: sayInstant(since), mfaAuthenticated: String(mfa) }
  return { ...iamUser(user, key), sessionContext: { attributes } }
}

export type SessionFacts = {
  readonly role: Role
  readonly name: string
  readonly key: string
  readonly since: Instant
  readonly mfa?: boolean
  readonly sourceIdentity?: string | undefined
  readonly context?: { readonly [field: string]: unknown }
  readonly fields?: { readonly [field: string]: unknown }
}

/** A session of a role. */
export function assumedRole(session: SessionFacts): Identity {
  const { role } = session
  return {
    type: 'AssumedRole',
    principalId: `${role.id}:${session.name}`,
    arn: `arn:aws:sts::${role.account}:assumed-role/${role.name}/${session.name}`,
    accountId: role.account,
    accessKeyId: session.key,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: role.id,
        arn: role.arn,
        accountId: role.account,
        userName: role.name,
      },
      attributes: { creationDate: sayInstant(session.since), mfaAuthenticated: String(session.mfa ?? false) },
      ...(session.sourceIdentity !== undefined && { sourceIdentity: session.sourceIdentity }),
      ...session.context,
    },
    ...session.fields,
  }
}

export function root(account: string, key: string | undefined, since: Instant): Identity {
  return {
    type: 'Root',
    principalId: account,
    arn: `arn:aws:iam::${account}:root`,
    accountId: account,
    accessKeyId: key ?? '',
    ...(key !== undefined && {
      sessionContext: { attributes: { creationDate: sayInstant(since), mfaAuthenticated: 'true' } },
    }),
  }
}

/** A service that acts on its own account. */
export function awsService(host: string): Identity {
  return { type: 'AWSService', invokedBy: host }
}

/** How another account's caller looks in the trail of the account that was called. */
export function awsAccount(accountId: string, principalId: string | undefined): Identity {
  return { type: 'AWSAccount', principalId: principalId ?? accountId, accountId }
}

export function identityCenterUser(account: string, userId: string, credentialId: string): Identity {
  const identityStoreArn = 'arn:aws:identitystore::111122223333:identitystore/d-90670000ab'
  return { type: 'IdentityCenterUser', accountId: account, onBehalfOf: { userId, identityStoreArn }, credentialId }
}

export function samlUser(nameQualifier: string, userName: string): Identity {
  return { type: 'SAMLUser', principalId: `${nameQualifier}:${userName}`, userName, identityProvider: nameQualifier }
}

export function webIdentityUser(provider: string, audience: string, subject: string): Identity {
  return {
    type: 'WebIdentityUser',
    principalId: `${provider}:${audience}:${subject}`,
    userName: subject,
    identityProvider: provider,
  }
}

export function federatedUser(user: User, name: string, key: string, since: Instant): Identity {
  return {
    type: 'FederatedUser',
    principalId: `${user.account}:${name}`,
    arn: `arn:aws:sts::${user.account}:federated-user/${name}`,
    accountId: user.account,
    accessKeyId: key,
    sessionContext: {
      sessionIssuer: {
        type: 'IAMUser',
        principalId: user.id,
        arn: user.arn,
        accountId: user.account,
        userName: user.name,
      },
      attributes: { creationDate: sayInstant(since), mfaAuthenticated: 'false' },
    },
  }
}
