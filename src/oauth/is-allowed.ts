import type { Workspace } from '../slack/installations.ts'

/** Whether the settings name the workspace, or its organization. One for a whole organization has to be named itself. */
export function isAllowed({ enterprise, team }: Workspace, allowed: readonly string[]): boolean {
  return (team !== '' && allowed.includes(team)) || (enterprise !== undefined && allowed.includes(enterprise))
}
