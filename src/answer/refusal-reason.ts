import type { Event } from '../event/event.ts'
import type { RefusalReason } from './answer.ts'

/** What AWS calls the kinds of policy. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const POLICIES: readonly (readonly [said: RegExp, denied: RefusalReason, unallowed: RefusalReason])[] = [
  [/service control polic/i, 'explicit deny in an SCP', 'no SCP allows it'],
  [/resource control polic/i, 'explicit deny in an RCP', 'no RCP allows it'],
  [/permissions boundary/i, 'explicit deny in a permissions boundary', 'no permissions boundary allows it'],
  [/session polic/i, 'explicit deny in a session policy', 'no session policy allows it'],
  [/VPC endpoint polic/i, 'explicit deny in a VPC endpoint policy', 'no VPC endpoint policy allows it'],
  [/resource-based polic/i, 'explicit deny in a resource policy', 'no resource policy allows it'],
  [/identity-based polic/i, 'explicit deny in an identity policy', 'no identity policy allows it'],
]

/** Why a call was refused, read from the end of its error message, where AWS says it. */
export function refusalReason(event: Pick<Event, 'name' | 'error'>): RefusalReason {
  const message = event.error?.message ?? ''
  if (event.name === 'ConsoleLogin') {
    return /no username found/i.test(message) ? 'no such user' : 'wrong password or MFA code'
  }
  const because = message.slice(reasonStart(message))
  const denied = /explicit deny/i.test(because)
  if (/trust policy/i.test(because)) return 'the role’s trust policy does not allow it'
  if (/Block Public Access/i.test(because)) return 'S3 Block Public Access prevents it'
  for (const [said, deny, unallowed] of POLICIES) {
    if (said.test(because)) return denied ? deny : unallowed
  }
  return denied ? 'explicit deny' : 'reason not given'
}

/** The part after the names: a role may well be called `session-policy`, and must not be taken for a reason. */
function reasonStart(message: string): number {
  return Math.max(message.lastIndexOf(' because '), message.lastIndexOf(' with an explicit deny'), 0)
}
