import type { Who } from './chain.ts'
import { lastPart, roleOfArn } from './who-is.ts'

/** Whom an ARN names: a user, the root user, or a session of a role. Anything else is a name and no more. */
export function outsideName(arn: string): Who {
  const account = arn.split(':')[4] || undefined
  const last = lastPart(arn)
  const role = roleOfArn(arn)
  if (role !== undefined) return { kind: 'role', name: role, account, session: last }
  if (/:iam::\d*:root$/.test(arn)) return { kind: 'root', name: '', account }
  if (/:iam::\d*:user\//.test(arn) && last !== undefined) return { kind: 'iam-user', name: last, account }
  return { kind: 'name', name: arn, account }
}
