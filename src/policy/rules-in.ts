import type { Rule } from './policy.ts'
import type { Workspace } from './workspace.ts'

/** The rules that hold in a workspace. One that names no workspace holds in none: what is newly installed may see nothing. */
export function rulesIn(rules: readonly Rule[], { enterprise, team }: Workspace): readonly Rule[] {
  return rules.filter(
    ({ workspaces = [] }) =>
      (team !== '' && workspaces.includes(team)) || (enterprise !== undefined && workspaces.includes(enterprise)),
  )
}

/** All accounts that some of these rules let see; undefined: every account there is. */
export function accountsOf(rules: readonly Rule[]): readonly string[] | undefined {
  const accounts = new Set<string>()
  for (const { may } of rules) {
    if (may.accounts === undefined) return undefined
    for (const id of may.accounts) accounts.add(id)
  }
  return [...accounts]
}
