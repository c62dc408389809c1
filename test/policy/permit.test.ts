import { describe, expect, it } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { type Deed, permit } from '../../src/policy/permit.ts'
import type { Grant, Rule, Standing, Where, Who } from '../../src/policy/policy.ts'
import { readQuestion } from '../../src/question/read-question.ts'

const ALL: Grant = {
  accounts: undefined,
  identities: undefined,
  detail: 'raw',
  watches: true,
  exports: true,
  dollars: 100,
}
const RULE: Rule = { name: 'rule', channels: undefined, people: [], groups: [], everyone: false, may: ALL }
const [PROD, DEV] = ['111122223333', '444455556666'] as const
const HERE: Where = { channel: 'C0INCIDENTS', direct: false }
const BOB: Who = { person: 'U0BOB', groups: ['S0RESPONDERS'], standing: 'member' }

describe('who may ask', () => {
  it.each<[string, Partial<Rule>[], Who, Where, boolean]>([
    ['nobody, without a rule', [], BOB, HERE, false],
    ['everyone of the workspace', [{ everyone: true }], BOB, HERE, true],
    ['a person by name', [{ people: ['U0BOB'] }], BOB, HERE, true],
    ['nobody else', [{ people: ['U0BOB'] }], { ...BOB, person: 'U0EVE' }, HERE, false],
    ['a user group', [{ groups: ['S0RESPONDERS'] }], BOB, HERE, true],
    ['nobody of another group', [{ groups: ['S0FINANCE'] }], BOB, HERE, false],
    ['in the channel that is named', [{ everyone: true, channels: ['C0INCIDENTS'] }], BOB, HERE, true],
    ['not in another', [{ everyone: true, channels: ['C0GENERAL'] }], BOB, HERE, false],
    [
      'not in a direct message',
      [{ everyone: true, channels: ['C0INCIDENTS'] }],
      BOB,
      { channel: 'D1', direct: true },
      false,
    ],
    [
      'in direct messages, where that is said',
      [{ everyone: true, channels: ['dm'] }],
      BOB,
      { channel: 'D1', direct: true },
      true,
    ],
    ['in no channel where only direct messages are said', [{ everyone: true, channels: ['dm'] }], BOB, HERE, false],
  ])('%s', (_, rules, who, where, allowed) => {
    const found = permit(
      who,
      where,
      asked('Alice 24h'),
      { kind: 'answer' },
      rules.map((rule) => ({ ...RULE, ...rule })),
    )

    expect(found.kind).toBe(allowed ? 'allowed' : 'refused')
  })

  it.each<[Standing | undefined, RegExp]>([
    ['guest', /Guests/],
    ['stranger', /other workspaces/],
    ['bot', /Bots/],
    ['deactivated', /deactivated/],
    [undefined, /does not tell who you are/],
  ])('never a %s, whatever the rules say', (standing, says) => {
    const found = permit({ ...BOB, standing }, HERE, asked('Alice'), { kind: 'answer' }, [
      { ...RULE, everyone: true, people: ['U0BOB'] },
    ])

    expect(found).toMatchObject({ kind: 'refused', detail: expect.stringMatching(says) })
  })
})

it.each([
  ['yes', /shared with another company[^]*direct message/],
  ['unknown', /does not tell whether strangers read/],
] as const)('nothing is told in a channel that others read, whatever the rules say: %s', (shared, says) => {
  const found = permit(BOB, { ...HERE, shared }, asked('Alice'), { kind: 'answer' }, [{ ...RULE, everyone: true }])

  expect(found).toMatchObject({ kind: 'refused', reason: 'shared', detail: expect.stringMatching(says) })
})

describe('what may be asked', () => {
  it.each<[string, Partial<Grant>, string, Deed, string]>([
    [
      'roles where only people may be asked for',
      { identities: ['people'] },
      'role:Admin',
      { kind: 'answer' },
      'identities',
    ],
    [
      'a bare name, which may be a role’s session',
      { identities: ['people'] },
      'Alice',
      { kind: 'answer' },
      'identities',
    ],
    ['an IAM user', { identities: ['people'] }, 'user:Alice', { kind: 'answer' }, 'allowed'],
    [
      'anyone, where root may not be asked for',
      { identities: ['people', 'roles', 'services'] },
      'anyone 1h',
      { kind: 'answer' },
      'identities',
    ],
    ['root', { identities: ['people', 'roles', 'services'] }, 'root', { kind: 'answer' }, 'identities'],
    ['root by its ARN', { identities: ['people'] }, `arn:aws:iam::${PROD}:root`, { kind: 'answer' }, 'identities'],
    ['counts, with a right to counts', { detail: 'counts' }, 'Alice', { kind: 'by', value: 'service' }, 'allowed'],
    ['events, with a right to counts', { detail: 'counts' }, 'Alice', { kind: 'events' }, 'detail'],
    ['who was behind it, with a right to counts', { detail: 'counts' }, 'Alice', { kind: 'behind' }, 'detail'],
    ['a whole record, with a right to events', { detail: 'events' }, 'Alice', { kind: 'event' }, 'detail'],
    ['an export, with a right to events', { detail: 'events' }, 'Alice', { kind: 'export', format: 'csv' }, 'detail'],
    ['an export without the right to it', { exports: false }, 'Alice', { kind: 'export', format: 'csv' }, 'exports'],
    ['a watch without the right to it', { watches: false }, 'Alice', { kind: 'watch' }, 'watches'],
    ['an account that is not allowed', { accounts: [PROD] }, `Alice account:${DEV}`, { kind: 'answer' }, 'accounts'],
  ])('%s: %s', (_, may, words, deed, expected) => {
    const found = permit(BOB, HERE, asked(words), deed, [{ ...RULE, everyone: true, may: { ...ALL, ...may } }])

    expect(found.kind === 'refused' ? found.reason : found.kind).toBe(expected)
  })

  it.each<[string, string, readonly string[], boolean]>([
    ['every account, of those that are allowed', 'Alice 24h', [PROD], true],
    ['two accounts, of the one that is allowed', `Alice account:${PROD} account:${DEV} 24h`, [PROD], true],
    ['one that is allowed, as it was', `Alice account:${PROD} 24h`, [PROD], false],
    ['all but one, of those that are allowed', `Alice not account:${DEV} 24h`, [PROD], true],
  ])('a question about %s, is asked', (_, words, accounts, narrowed) => {
    const rules = [{ ...RULE, everyone: true, may: { ...ALL, accounts: [PROD] } }]
    const found = permit(BOB, HERE, asked(words), { kind: 'answer' }, rules)

    expect(found).toMatchObject({ kind: 'allowed', narrowed })
    const terms = found.kind === 'allowed' ? found.question.terms : []
    expect(
      terms.flatMap(({ not, predicate }) => (!not && predicate.kind === 'account' ? [predicate.value] : [])),
    ).toEqual(accounts)
  })

  it('what one rule forbids another allows, but no two are added up', () => {
    const rules: Rule[] = [
      { ...RULE, name: 'counts of prod', everyone: true, may: { ...ALL, accounts: [PROD], detail: 'counts' } },
      { ...RULE, name: 'events of dev', everyone: true, may: { ...ALL, accounts: [DEV], detail: 'events' } },
    ]
    const ask = (words: string) => permit(BOB, HERE, asked(words), { kind: 'events' }, rules)

    expect(ask(`Alice account:${DEV}`)).toMatchObject({ kind: 'allowed', by: ['events of dev'] })
    expect(ask(`Alice account:${PROD}`)).toMatchObject({ kind: 'refused' })
    // Not the events of both accounts.
    expect(ask('Alice')).toMatchObject({ kind: 'allowed', by: ['events of dev'], narrowed: true })
  })
})

function asked(words: string) {
  const reading = readQuestion(words, { now: instant(Date.UTC(2026, 10, 23)), zone: 'UTC', accounts: [] })
  if (reading.kind !== 'understood') throw new Error(JSON.stringify(reading))
  return reading.question
}
