import type { Actor, Issuer } from './event.ts'
import { fields, flag, readTime, text } from './read-value.ts'

/** Who acted, from `userIdentity`. A record without one (AwsServiceEvent) gives an actor of type ''. */
export function readActor(userIdentity: unknown): Actor {
  const raw = fields(userIdentity) ?? {}
  const type = text(raw.type) ?? ''
  const arn = text(raw.arn)
  const principalId = text(raw.principalId)
  const context = fields(raw.sessionContext) ?? {}
  const attributes = fields(context.attributes) ?? {}
  const issuer = readIssuer(context.sessionIssuer)
  return {
    type,
    name: text(raw.userName),
    arn,
    account: text(raw.accountId) ?? issuer?.account,
    uniqueId: principalId?.split(':', 1)[0],
    keyId: text(raw.accessKeyId),
    sessionName: type === 'AssumedRole' ? sessionName(arn, principalId) : undefined,
    role: issuer?.type === 'Role' ? issuer : undefined,
    issuer: issuer?.type === 'Role' ? undefined : issuer,
    mfa: flag(attributes.mfaAuthenticated),
    sessionStart: readTime(attributes.creationDate),
    sourceIdentity: text(context.sourceIdentity),
    onBehalfOf: readOnBehalfOf(raw.onBehalfOf),
    invokedBy: text(raw.invokedBy),
    identityProvider: text(raw.identityProvider) ?? text(fields(context.webIdFederationData)?.federatedProvider),
  }
}

/** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`, else `AROA…:SESSION` of the principalId. */
function sessionName(arn: string | undefined, principalId: string | undefined): string | undefined {
  const slash = arn?.lastIndexOf('/') ?? -1
  if (arn !== undefined && slash > 0) return arn.slice(slash + 1) || undefined
  const colon = principalId?.indexOf(':') ?? -1
  return colon > 0 ? principalId?.slice(colon + 1) || undefined : undefined
}

function readIssuer(value: unknown): Issuer | undefined {
  const raw = fields(value)
  if (raw === undefined) return undefined
  const issuer = {
    type: text(raw.type) ?? '',
    name: text(raw.userName),
    arn: text(raw.arn),
    account: text(raw.accountId),
    uniqueId: text(raw.principalId),
  }
  return issuer.name === undefined && issuer.arn === undefined && issuer.uniqueId === undefined ? undefined : issuer
}

function readOnBehalfOf(value: unknown): Actor['onBehalfOf'] {
  const raw = fields(value)
  const userId = text(raw?.userId)
  return userId === undefined ? undefined : { userId, identityStoreArn: text(raw?.identityStoreArn) }
}
