import { type Deed, type Permit, permit } from '../policy/permit.ts'
import type { Rule, Where } from '../policy/policy.ts'
import type { Question } from '../question/question.ts'
import type { ChannelState } from './owner-rights.ts'
import type { People } from './ports.ts'
import type { Work } from './reply-deps.ts'

/** Whether whoever asks, clicks or watches may do this with the question here: asked anew each time, never remembered. */
export type Authorize = (work: Pick<Work, 'asker' | 'venue'>, question: Question, deed: Deed) => Promise<Permit>

/**
 * Rights by the rules of the settings. Where Slack does not tell who is in a group, nobody is. Nothing is told in a channel that is
 * shared with another company; where the bot may not ask Slack how channels stand, that is not known. `workspace` is named
 * where there are several and no rule is about this one.
 */
export function makeAuthorize(
  rules: readonly Rule[],
  people: People,
  channel?: ChannelState,
  workspace?: string,
): Authorize {
  const groups = [...new Set(rules.flatMap((rule) => rule.groups))]
  return async ({ asker, venue }, question, deed) => {
    const [{ standing }, state, mine] = await Promise.all([
      people.look(asker),
      isDirect(venue.channel) ? undefined : channel?.(venue.channel),
      groups.length === 0 ? [] : people.groups(asker, groups).catch(() => []),
    ])
    const who = { person: asker.person, groups: mine, standing }
    const shared = state === 'shared' ? ('yes' as const) : state === 'unknown' ? ('unknown' as const) : undefined
    const where: Where = { channel: venue.channel, direct: isDirect(venue.channel), shared }
    const permitted = permit(who, where, question, deed, rules)
    if (permitted.kind !== 'refused' || permitted.reason !== 'no-rule' || workspace === undefined) return permitted
    return rules.length > 0 ? permitted : { ...permitted, detail: `No rule is about this workspace, ${workspace}.` }
  }
}

/** Direct messages have ids that begin with D; the Home tab is asked from as the person themselves. */
function isDirect(channel: string): boolean {
  return /^[DUW]/.test(channel)
}
