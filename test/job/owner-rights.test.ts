import { describe, expect, it } from 'vitest'
import { type ChannelState, makeOwnerRights } from '../../src/job/owner-rights.ts'
import type { People } from '../../src/job/ports.ts'
import { instant } from '../../src/lib/instant.ts'
import type { Grant, Rule, Standing } from '../../src/policy/policy.ts'
import type { Watch } from '../../src/watch/watch.ts'
import { ALL as EVERYTHING } from '../policy/make-rule.ts'

const ALL: Grant = { ...EVERYTHING, dollars: 1 }

describe('whether a watch may tell', () => {
  const anyone = rule(ALL, { everyone: true })
  const oncall = rule(ALL, { groups: ['S1'] })
  it.each([
    ['an active owner with the right', 'member', [anyone], 'fine', 'may'],
    ['where Slack does not tell how channels stand', 'member', [anyone], 'cannot', 'may'],
    ['where Slack does not answer about the channel', 'member', [anyone], 'unknown', 'unknown'],
    ['an archived channel', 'member', [anyone], 'archived', 'archived'],
    ['a channel shared outside', 'member', [anyone], 'shared', 'shared'],
    ['an owner who left', 'deactivated', [anyone], 'fine', 'owner-gone'],
    ['an owner who is a guest now', 'guest', [anyone], 'fine', 'no-rights'],
    ['an owner of whom Slack does not tell', undefined, [anyone], 'fine', 'unknown'],
    ['no rule', 'member', [], 'fine', 'no-rights'],
    ['a rule for another channel', 'member', [rule(ALL, { everyone: true, channels: ['C2'] })], 'fine', 'no-rights'],
    ['a rule without watches', 'member', [rule({ ...ALL, watches: false }, { everyone: true })], 'fine', 'no-rights'],
    ['counts alone', 'member', [rule({ ...ALL, detail: 'counts' }, { everyone: true })], 'fine', 'no-rights'],
    [
      'fewer accounts than it was set for',
      'member',
      [rule({ ...ALL, accounts: ['111122223333'] }, { everyone: true })],
      'fine',
      'no-rights',
    ],
    ['a group that the owner is in', 'member', [oncall], 'fine', 'may'],
  ] as const)('%s', async (_, standing, rules, channel, expected) => {
    expect(await rights(standing, rules, channel).mayTell(WATCH)).toBe(expected)
  })

  it('is lost with the right to what the watch asked before it was changed, while that is still told', async () => {
    const account = (value: string) => [{ not: false, predicate: { kind: 'account', value } as const }]
    const may = [rule({ ...ALL, accounts: ['111122223333'] }, { everyone: true })]
    const earlier = [{ terms: account('444455556666'), until: instant(10 * 86_400_000) }]
    const watch = { ...WATCH, terms: account('111122223333'), earlier }
    const at = (now: number) => rights('member', may, 'fine', now).mayTell(watch)

    expect(await at(11 * 86_400_000)).toBe('no-rights')
    expect(await at(25 * 86_400_000)).toBe('may')
  })

  it('is not known where Slack does not tell who is in a group: the right is not taken for lost', async () => {
    const people = peopleOf('member', () => Promise.reject(new Error('missing_scope')))
    const made = makeOwnerRights({ rules: [oncall], people, channel: async () => 'fine', now: () => instant(0) })

    expect(await made.mayTell(WATCH)).toBe('unknown')
  })
})

const WATCH: Watch = {
  team: 'T1',
  id: 'w-aaaa',
  channel: 'C1',
  owner: 'U1',
  terms: [],
  urgency: { kind: 'each' },
  since: instant(0),
  mutes: [],
}

function rights(
  standing: Standing | undefined,
  rules: readonly Rule[],
  state: Awaited<ReturnType<ChannelState>>,
  now = 0,
) {
  const people = peopleOf(standing, async (_, among) => among)
  return makeOwnerRights({ rules, people, channel: async () => state, now: () => instant(now) })
}

function peopleOf(standing: Standing | undefined, groups: People['groups']): People {
  return { look: async () => ({ zone: undefined, email: undefined, name: undefined, standing }), groups }
}

function rule(may: Grant, more: Partial<Rule>): Rule {
  return { name: 'rule', channels: undefined, people: [], groups: [], everyone: false, may, ...more }
}
