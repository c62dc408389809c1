import type { Event } from '../event/event.ts'
import { fields, text } from '../event/read-value.ts'
import type { Who } from './chain.ts'
import { principalOf } from './principal.ts'

/** Who an event says it was, and nothing that it does not. */
export function whoIs(event: Event): Who {
  const { actor } = event
  const { account, uniqueId, mfa, sourceIdentity } = actor
  const same = { account, uniqueId, mfa, sourceIdentity }
  switch (actor.type) {
    case 'IAMUser':
      return { ...same, kind: 'iam-user', name: actor.name ?? lastPart(actor.arn) ?? '' }
    case 'Root':
      return { ...same, kind: 'root', name: '' }
    case 'AssumedRole':
    case 'Role':
      return {
        ...same,
        kind: 'role',
        name: actor.role?.name ?? roleOfArn(actor.arn) ?? actor.name ?? lastPart(actor.arn) ?? '',
        session: actor.sessionName,
      }
    case 'FederatedUser':
      return { ...same, kind: 'federated-user', name: lastPart(actor.arn) ?? principalOf(event)?.split(':')[1] ?? '' }
    case 'SAMLUser':
    case 'WebIdentityUser': {
      const kind = actor.type === 'SAMLUser' ? 'saml-user' : 'web-identity'
      const provider = providerOf(event)
      return { kind, name: actor.name ?? subjectOf(event) ?? '', account, provider, sourceIdentity }
    }
    case 'IdentityCenterUser':
      return {
        kind: 'identity-center-user',
        name: actor.name ?? '',
        account,
        uniqueId: actor.onBehalfOf?.userId,
        provider: actor.onBehalfOf?.identityStoreArn,
      }
    case 'Directory':
      return { ...same, kind: 'directory-user', name: actor.name ?? '' }
    case 'AWSAccount':
      return { kind: 'account', name: '', account, uniqueId: idOf(event), session: principalOf(event)?.split(':')[1] }
    case 'AWSService':
    case '':
      return { kind: 'service', name: actor.invokedBy ?? event.address, account: undefined }
    default:
      return { kind: 'nobody', name: '', account }
  }
}

/** The provider of an identity that came from outside, as the request or the response of the call names it. */
export function providerOf(event: Event): string | undefined {
  return text(event.request?.principalArn) ?? text(event.response?.provider) ?? event.actor.identityProvider
}

function subjectOf({ response }: Event): string | undefined {
  return text(response?.subject) ?? text(response?.subjectFromWebIdentityToken)
}

/** AIDA… or AROA…; CloudTrail writes the account's own number where it tells no more. */
function idOf(event: Event): string | undefined {
  const id = event.actor.uniqueId
  return id === event.actor.account ? undefined : id
}

/** Roles that only Identity Center can take. https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html */
const PERMISSION_SET =
  /^arn:aws[\w-]*:iam::\d{12}:role\/aws-reserved\/sso\.amazonaws\.com\/(?:[\w-]+\/)?AWSReservedSSO_(.+)_[0-9a-f]+$/
/** Roles that only a service can take. */
const SERVICE_ROLE = /^arn:aws[\w-]*:iam::\d{12}:role\/aws-service-role\/([\w.-]+)\//
const INSTANCE = /^i-[0-9a-f]{8,17}$/

/** The permission set of an Identity Center session: its session name is the user's name, and AWS chose it. */
export function permissionSetOf({ actor }: Pick<Event, 'actor'>): string | undefined {
  return PERMISSION_SET.exec(actor.role?.arn ?? '')?.[1]
}

/** The machine that AWS gave the session's credentials to, and the fields that say so. */
export function machineOf(event: Event): { readonly who: Who; readonly fields: readonly string[] } | undefined {
  const { actor, record } = event
  const identity = fields(record.userIdentity)
  const scope = fields(identity?.inScopeOf)
  const made = text(scope?.credentialsIssuedTo) ?? text(scope?.sourceArn)
  const { account } = actor
  if (made !== undefined) {
    const field = text(scope?.credentialsIssuedTo) === undefined ? 'sourceArn' : 'credentialsIssuedTo'
    return {
      who: { kind: 'workload', name: made, account: text(scope?.sourceAccount) ?? account },
      fields: [`userIdentity.inScopeOf.${field}`],
    }
  }
  const delivered = text(fields(identity?.sessionContext)?.ec2RoleDelivery) !== undefined
  if (delivered && INSTANCE.test(actor.sessionName ?? '')) {
    return {
      who: { kind: 'instance', name: actor.sessionName ?? '', account },
      fields: ['userIdentity.sessionContext.ec2RoleDelivery', 'userIdentity.principalId'],
    }
  }
  const service = SERVICE_ROLE.exec(actor.role?.arn ?? '')?.[1]
  if (service === undefined) return undefined
  return {
    who: { kind: 'service', name: service, account: undefined },
    fields: ['userIdentity.sessionContext.sessionIssuer.arn'],
  }
}

export function lastPart(arn: string | undefined): string | undefined {
  const slash = arn?.lastIndexOf('/') ?? -1
  return slash > 0 ? arn?.slice(slash + 1) || undefined : undefined
}

export function roleOfArn(arn: string | undefined): string | undefined {
  return /:assumed-role\/([^/]+)/.exec(arn ?? '')?.[1]
}
