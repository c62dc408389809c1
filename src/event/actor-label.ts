import type { Actor } from './event.ts'

/**
 * Who acted, in a few words for people: `IAM user Alice`, `role Deploy, session ci-42`, `root of 111122223333`.
 * One identity has one label; the same name in two accounts has two. A type that is not known says so.
 */
export function actorLabel(actor: Actor): string {
  const where = actor.account === undefined ? '' : ` (${actor.account})`
  switch (actor.type) {
    case 'Root':
      return `root${where}`
    case 'IAMUser':
      return `IAM user ${actor.name ?? actor.uniqueId ?? 'without a name'}${where}`
    case 'AssumedRole':
      return roleLabel(actor, where)
    case 'Role':
      return `role ${actor.name ?? actor.arn ?? actor.uniqueId ?? 'without a name'}${where}`
    case 'FederatedUser':
      return `federated user ${afterSlash(actor.arn) ?? actor.uniqueId ?? 'without a name'}${byIssuer(actor)}${where}`
    case 'SAMLUser':
      return `SAML user ${actor.name ?? actor.uniqueId ?? 'without a name'}${byProvider(actor)}${where}`
    case 'WebIdentityUser':
      return `web identity ${actor.name ?? actor.uniqueId ?? 'without a name'}${byProvider(actor)}${where}`
    case 'IdentityCenterUser':
      return `Identity Center user ${actor.name ?? actor.onBehalfOf?.userId ?? 'without an id'}${where}`
    case 'Directory':
      return `directory user ${actor.name ?? actor.uniqueId ?? 'without a name'}${where}`
    case 'AWSAccount':
      return `someone of account ${actor.account ?? 'unknown'}${actor.uniqueId === undefined ? '' : ` (${actor.uniqueId})`}`
    case 'AWSService':
    case '':
      return serviceLabel(actor, where)
    case 'Unknown':
      return `identity that CloudTrail calls Unknown${where}`
    default:
      return (
        `${actor.type} ${actor.name ?? actor.arn ?? actor.uniqueId ?? ''}`.trim() + `${where}: a type not known here`
      )
  }
}

function roleLabel(actor: Actor, where: string): string {
  const role = actor.role?.name ?? roleOfArn(actor.arn) ?? actor.uniqueId ?? 'without a name'
  return `role ${role}${actor.sessionName === undefined ? '' : `, session ${actor.sessionName}`}${where}`
}

function serviceLabel(actor: Actor, where: string): string {
  if (actor.invokedBy !== undefined) return `AWS service ${actor.invokedBy}`
  return `AWS itself, no identity given${where}`
}

function byIssuer(actor: Actor): string {
  return actor.issuer?.name === undefined ? '' : `, made by ${actor.issuer.name}`
}

function byProvider(actor: Actor): string {
  return actor.identityProvider === undefined ? '' : ` from ${actor.identityProvider}`
}

function afterSlash(arn: string | undefined): string | undefined {
  const slash = arn?.lastIndexOf('/') ?? -1
  return slash > 0 ? arn?.slice(slash + 1) || undefined : undefined
}

function roleOfArn(arn: string | undefined): string | undefined {
  return /:assumed-role\/([^/]+)/.exec(arn ?? '')?.[1]
}
