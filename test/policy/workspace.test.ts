import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accountsOf, rulesIn } from '../../src/policy/rules-in.ts'
import { readWorkspace, spellTeam, spellWorkspace } from '../../src/policy/workspace.ts'
import { makeRule } from './make-rule.ts'

const letters = fc.stringMatching(/^[A-Z0-9]{1,12}$/)
const enterprise = letters.map((more) => `E${more}`)
const team = letters.map((more) => `T${more}`)
const workspace = fc.oneof(
  fc.record({ enterprise: fc.option(enterprise, { nil: undefined }), team }),
  fc.record({ enterprise, team: fc.constant('') }),
)

describe('what rows call a workspace', () => {
  test.each([
    [{ enterprise: undefined, team: 'T1' }, 'T1', 'T1'],
    [{ enterprise: 'E1', team: 'T1' }, 'E1.T1', 'T1'],
    [{ enterprise: 'E1', team: '' }, 'E1', 'E1'],
    [{ enterprise: '', team: 'T1' }, 'T1', 'T1'],
    [{ enterprise: undefined, team: '' }, '', ''],
  ])('%j is %j where it installed the bot, %j where there is one token', (of, spelt, alone) => {
    expect([spellWorkspace(of), spellTeam(of)]).toEqual([spelt, alone])
  })

  test('is read as it was spelt, and no two are called the same', () => {
    fc.assert(
      fc.property(workspace, workspace, (one, other) => {
        expect(readWorkspace(spellWorkspace(one))).toEqual(one)
        const same = one.enterprise === other.enterprise && one.team === other.team
        expect(spellWorkspace(one) === spellWorkspace(other)).toBe(same)
      }),
    )
  })
})

describe('rules where there are several workspaces', () => {
  const rules = [
    makeRule({ name: 'one', workspaces: ['T1'] }),
    makeRule({ name: 'org', workspaces: ['E1', 'T9'] }),
    makeRule({ name: 'unsaid' }),
  ]

  test.each([
    [{ enterprise: undefined, team: 'T1' }, ['one']],
    [{ enterprise: 'E1', team: 'T1' }, ['one', 'org']],
    [{ enterprise: 'E1', team: 'T2' }, ['org']],
    [{ enterprise: 'E1', team: '' }, ['org']],
    [{ enterprise: 'E2', team: 'T9' }, ['org']],
    [{ enterprise: 'E2', team: 'T2' }, []],
    [{ enterprise: undefined, team: '' }, []],
  ])('in %j those that name it hold, and no other', (of, names) => {
    expect(rulesIn(rules, of).map(({ name }) => name)).toEqual(names)
  })

  test('the accounts that may be seen are those of some rule; none without a rule, and all where a rule says all', () => {
    const rule = (...accounts: string[]) => makeRule({ may: { accounts } })

    expect(accountsOf([])).toEqual([])
    expect(accountsOf([rule('1', '2'), rule('2', '3')])).toEqual(['1', '2', '3'])
    expect(accountsOf([rule('1'), makeRule({})])).toBeUndefined()
  })
})
