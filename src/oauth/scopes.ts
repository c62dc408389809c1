/** What the bot must be granted to work at all; docs/permissions.md says why each. The manifest asks for the same. */
export const NEEDED_SCOPES = [
  'app_mentions:read',
  'chat:write',
  'commands',
  'im:history',
  'im:write',
  'users:read',
] as const

/** What whoever installs the bot may leave out. https://docs.slack.dev/changelog/2026/03/16/optional-scopes */
export const OPTIONAL_SCOPES = [
  'channels:read',
  'files:write',
  'groups:read',
  'usergroups:read',
  'users:read.email',
] as const

/** The needed ones that were not granted. */
export function missingScopes(granted: readonly string[]): readonly string[] {
  return NEEDED_SCOPES.filter((scope) => !granted.includes(scope))
}
