import type { z } from 'zod'

type Checked = {
  readonly slack: { readonly oauth?: { readonly workspaces?: readonly string[] | undefined } | undefined }
  readonly policy: readonly { readonly workspaces?: readonly string[] | undefined }[]
  readonly audit: { readonly channel?: string | undefined; readonly workspace?: string | undefined }
}

/**
 * With several workspaces every rule says where it holds, so that one that was installed by mistake sees nothing; and so does
 * the audit's channel. With one, nothing may say it: there is no other.
 */
export function checkWorkspaces({ slack, policy, audit }: Checked, context: z.RefinementCtx): void {
  const several = slack?.oauth !== undefined
  const wrong = (path: readonly (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path: [...path], message })
  for (const [at, rule] of (Array.isArray(policy) ? policy : []).entries()) {
    if (several && rule?.workspaces === undefined)
      wrong(['policy', at, 'workspaces'], 'with slack.oauth, the workspaces that the rule holds in are expected')
    if (!several && rule?.workspaces !== undefined)
      wrong(
        ['policy', at, 'workspaces'],
        'is for slack.oauth: a bot with SLACK_BOT_TOKEN has one workspace. Leave it out',
      )
  }
  // Of an organization it isn't known here which workspaces are its own.
  const allowed = slack?.oauth?.workspaces
  if (Array.isArray(allowed) && allowed.every((id) => String(id).startsWith('T'))) {
    for (const [at, rule] of (Array.isArray(policy) ? policy : []).entries())
      for (const [n, id] of (Array.isArray(rule?.workspaces) ? rule.workspaces : []).entries())
        if (String(id).startsWith('T') && !allowed.includes(id))
          wrong(['policy', at, 'workspaces', n], 'one of slack.oauth.workspaces is expected: no other has the bot')
  }
  if (several && audit?.channel !== undefined && audit.workspace === undefined)
    wrong(
      ['audit', 'workspace'],
      'with slack.oauth, the workspace of audit.channel is expected; what is done in others is not told there',
    )
  if (!several && audit?.workspace !== undefined)
    wrong(['audit', 'workspace'], 'is for slack.oauth: a bot with SLACK_BOT_TOKEN has one workspace. Leave it out')
}
