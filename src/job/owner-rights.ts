import { type Instant, instant } from '../lib/instant.ts'
import { permit } from '../policy/permit.ts'
import type { Grant, Rule } from '../policy/policy.ts'
import { askedOf } from '../watch/asked-before.ts'
import { WATCH_SETTINGS } from '../watch/settings.ts'
import type { LostRight, Watch } from '../watch/watch.ts'
import { showsKeys } from './mask-outside.ts'
import type { People } from './ports.ts'
import type { WatchRights } from './watch-ports.ts'

/** How a channel stands, as far as Slack tells; `cannot` where the bot may not ask. */
export type ChannelState = (
  channel: string,
) => Promise<'fine' | 'unknown' | 'cannot' | Exclude<LostRight, 'owner-gone' | 'no-rights'>>

/**
 * Whether a watch may tell: as if its owner asked in its channel now. What cannot be found out is never taken for a right
 * that was lost: nothing is told until it can.
 */
export function makeOwnerRights(options: {
  readonly rules: readonly Rule[]
  readonly people: People
  readonly channel: ChannelState
  readonly now: () => Instant
}): WatchRights {
  const { rules, people, channel: stateOf } = options
  const groups = [...new Set(rules.flatMap((rule) => rule.groups))]
  return {
    async mayTell(watch) {
      const state = await stateOf(watch.channel)
      if (state !== 'fine' && state !== 'cannot') return state
      const may = await ownerMay(watch)
      return typeof may === 'string' ? may : 'may'
    },
    async showsKeys(watch) {
      const may = await ownerMay(watch)
      return typeof may !== 'string' && showsKeys(may)
    },
  }

  async function ownerMay(watch: Watch): Promise<Grant | 'unknown' | LostRight> {
    const { team, owner, channel } = watch
    const asker = { team, person: owner }
    const { standing } = await people.look(asker)
    if (standing === undefined) return 'unknown'
    if (standing === 'deactivated') return 'owner-gone'
    const mine = groups.length === 0 ? [] : await people.groups(asker, groups).catch(() => undefined)
    if (mine === undefined) return 'unknown'
    const who = { person: owner, groups: mine, standing }
    const where = { channel, direct: /^[DUW]/.test(channel) }
    let grant: Grant | undefined
    // What it asked before it was changed is told too. What it asks now is the last, and its grant counts.
    for (const { terms, via } of askedOf(watch, options.now(), WATCH_SETTINGS)) {
      const question = { terms, window: { from: instant(0), to: instant(0) }, ...(via && { via }) }
      const may = permit(who, where, question, { kind: 'watch' }, rules)
      if (may.kind === 'refused' || may.narrowed) return 'no-rights'
      grant = may.grant
    }
    return grant ?? 'no-rights'
  }
}
