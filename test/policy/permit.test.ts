import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Event } from '../../src/event/event.ts'
import { instant } from '../../src/lib/instant.ts'
import { type Deed, kindsOf, permit } from '../../src/policy/permit.ts'
import type { Grant, Rule, Standing, Where, Who } from '../../src/policy/policy.ts'
import { holdsAll } from '../../src/question/holds.ts'
import type { NamedBy } from '../../src/question/question.ts'
import { readQuestion } from '../../src/question/read-question.ts'
import { event, roleSession } from '../made/records.ts'
import { ALL } from './make-rule.ts'

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

it('the doctor’s report asks about nobody, so a right to counts of people is enough', () => {
  const may = { ...ALL, identities: ['people'], detail: 'counts' } as const

  expect(permit(BOB, HERE, asked('root'), { kind: 'doctor' }, [{ ...RULE, everyone: true, may }]).kind).toBe('allowed')
})

describe('the kinds of identity that have to be allowed', () => {
  it.each<[string, readonly string[]]>([
    ['user:Alice', ['people']],
    ['role:Admin', ['roles']],
    ['root', ['root']],
    ['service:lambda', ['services']],
    ['Alice', ['people', 'roles']],
    ['session:alice@example.com', ['people', 'roles']],
    [`arn:aws:iam::${PROD}:user/Alice`, ['people']],
    [`arn:aws:iam::${PROD}:user/ops/Al*`, ['people']],
    [`arn:aws:sts::${PROD}:federated-user/Alice`, ['people']],
    [`arn:aws:iam::${PROD}:role/Admin`, ['roles']],
    [`arn:aws-us-gov:sts::${PROD}:assumed-role/Admin/alice`, ['roles']],
    [`arn:"arn:aws:iam::${PROD}:root"`, ['root']],
    // A beginning that goes on as the ARN of anybody.
    ['arn:"arn:aws:"*', ['people', 'roles', 'root']],
    [`arn:"arn:aws:iam::${PROD}:r"*`, ['people', 'roles', 'root']],
    [`arn:"arn:aws:iam::${PROD}:user"*`, ['people', 'roles', 'root']],
    // Root has keys like anybody, and its account's id.
    ['key:AKIAIOSFODNN7EXAMPLE', ['people', 'roles', 'root']],
    [`id:"${PROD}"`, ['people', 'roles', 'root']],
    ['id:AIDACKCEVSQ6C2EXAMPLE', ['people', 'roles']],
    ['id:AROACKCEVSQ6C2EXAMPLE', ['people', 'roles']],
    ['user:Alice role:Admin', ['people', 'roles']],
    ['anyone', ['people', 'roles', 'services', 'root']],
    ['not user:Alice', ['people', 'roles', 'services', 'root']],
    ['from:s3 deleted', ['people', 'roles', 'services', 'root']],
  ])('%s: %j', (words, kinds) => {
    expect(kindsOf(asked(`${words} 24h`))).toEqual(kinds)
  })

  it('whatever somebody is asked for by, they are not shown without the right to their kind', () => {
    const named: [NamedBy, (one: Event) => string | undefined][] = [
      ['arn', ({ actor }) => actor.arn],
      ['key', ({ actor }) => actor.keyId],
      ['uniqueId', ({ actor }) => actor.uniqueId],
      ['name', ({ actor }) => actor.name],
      ['session', ({ actor }) => actor.sessionName],
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...EVERYBODY),
        fc.constantFrom(...named),
        fc.nat(80),
        fc.boolean(),
        ({ one, kind }, [by, of], length, prefix) => {
          const whole = of(one) ?? ''
          const value = prefix ? whole.slice(0, length) : whole
          fc.pre(value !== '')
          const terms = [{ not: false, predicate: { kind: 'identity', by, value, prefix } as const }]

          const shown = holdsAll(terms)(one)

          expect(!shown || kindsOf({ ...asked('anyone'), terms }).includes(kind)).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })
})

/** One event of each, and what a rule calls them. */
const EVERYBODY = [
  { kind: 'people', one: event() },
  { kind: 'roles', one: event({ userIdentity: roleSession('Admin', 'alice@example.com') }) },
  {
    kind: 'people',
    one: event({
      userIdentity: {
        type: 'FederatedUser',
        principalId: `${PROD}:Alice`,
        arn: `arn:aws:sts::${PROD}:federated-user/Alice`,
        accountId: PROD,
        accessKeyId: 'ASIAFAKEALICE0000002',
      },
    }),
  },
  {
    kind: 'root',
    one: event({
      userIdentity: {
        type: 'Root',
        principalId: PROD,
        arn: `arn:aws:iam::${PROD}:root`,
        accountId: PROD,
        accessKeyId: 'ASIAFAKEROOT00000001',
      },
    }),
  },
] as const

function asked(words: string) {
  const reading = readQuestion(words, { now: instant(Date.UTC(2026, 10, 23)), zone: 'UTC', accounts: [] })
  if (reading.kind !== 'understood') throw new Error(JSON.stringify(reading))
  return reading.question
}
