import { OWN_SESSION_PREFIX } from '../event/own-session.ts'

/**
 * What the bot's session in an account is called: `whodid-` and who asks, so that the account's own CloudTrail says on whose
 * behalf it was looked at. 2 to 64 letters of `[\w+=,.@-]`, and nothing else gets in.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function sessionName(asker: string): string {
  return `${OWN_SESSION_PREFIX}${sanitised(asker, 64 - OWN_SESSION_PREFIX.length)}`
}

/** The asker for `SourceIdentity`, which stays with the session whatever it goes on to assume; it may not begin with `aws:`. */
export function sourceIdentity(asker: string): string {
  return sanitised(asker, 64).padEnd(2, '-')
}

function sanitised(text: string, longest: number): string {
  return text.replace(/[^A-Za-z0-9_+=,.@-]/g, '-').slice(0, longest)
}
