import type { Event } from '../event/event.ts'
import { fields, text } from '../event/read-value.ts'

/** Roles that only Identity Center or a service can take: AWS names their sessions, and nobody can make a role of such a path. */
const RESERVED = /^arn:aws[\w-]*:iam::\d{12}:role\/(?:aws-reserved\/sso\.amazonaws\.com|aws-service-role)\//
const INSTANCE = /^i-[0-9a-f]{8,17}$/

/**
 * True where AWS chose the name of the session: an Identity Center user, a service-linked role, an EC2 instance, a function
 * or task. Whoever takes any other role chooses the name, and may choose yours.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function isNamedByAws({ actor, record }: Pick<Event, 'actor' | 'record'>): boolean {
  const { sessionName, role } = actor
  if (sessionName === undefined) return false
  if (RESERVED.test(role?.arn ?? '')) return true
  const identity = fields(record.userIdentity)
  const delivered = text(fields(identity?.sessionContext)?.ec2RoleDelivery) !== undefined
  if (delivered && INSTANCE.test(sessionName)) return true
  const scope = fields(identity?.inScopeOf)
  return [scope?.credentialsIssuedTo, scope?.sourceArn].some((arn) => lastPart(text(arn)) === sessionName)
}

/** `my-function` of `arn:aws:lambda:…:function:my-function`. */
function lastPart(arn: string | undefined): string | undefined {
  return arn?.split(/[:/]/).at(-1)
}
