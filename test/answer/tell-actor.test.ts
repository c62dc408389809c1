import { describe, expect, it } from 'vitest'
import { isClaimed, makeTellActor } from '../../src/answer/tell-actor.ts'
import { actorLabel } from '../../src/event/actor-label.ts'
import type { Fields } from '../../src/event/event.ts'
import { event, roleSession } from '../made/records.ts'

const ALIAS = new Map([
  ['111122223333', 'tools'],
  ['444455556666', undefined],
])

const rows: readonly (readonly [label: string, told: string, besideTools: string])[] = [
  ['IAM user Alice (111122223333)', 'IAM user Alice (tools)', 'IAM user Alice'],
  ['IAM user Alice (444455556666)', 'IAM user Alice (444455556666)', 'IAM user Alice (444455556666)'],
  ['IAM user Alice', 'IAM user Alice', 'IAM user Alice'],
  ['root (111122223333)', 'root (tools)', 'root'],
  [
    'role Deploy, session Alice (111122223333)',
    'role Deploy (tools), session Alice (claimed)',
    'role Deploy, session Alice (claimed)',
  ],
  [
    'role Deploy, session Alice (444455556666)',
    'role Deploy (444455556666), session Alice (claimed)',
    'role Deploy (444455556666), session Alice (claimed)',
  ],
  ['role Deploy, session Alice', 'role Deploy, session Alice (claimed)', 'role Deploy, session Alice (claimed)'],
  [
    'role Reader, session whodid-U0BOB',
    'role Reader, session whodid-U0BOB (claimed: whodid’s own looking)',
    'role Reader, session whodid-U0BOB (claimed: whodid’s own looking)',
  ],
  ['role Deploy (111122223333)', 'role Deploy (tools)', 'role Deploy'],
  [
    'someone of account 111122223333 (AIDAFAKEALICE)',
    'someone of account tools (AIDAFAKEALICE)',
    'someone of account tools (AIDAFAKEALICE)',
  ],
  [
    'NewThing x (111122223333): a type not known here',
    'NewThing x (tools): a type not known here',
    'NewThing x: a type not known here',
  ],
  ['AWS service lambda.amazonaws.com', 'AWS service lambda.amazonaws.com', 'AWS service lambda.amazonaws.com'],
  ['SAML user (111122223333) x', 'SAML user (111122223333) x', 'SAML user (111122223333) x'],
]

it.each(rows)('%s is told as %s', (label, told, besideTools) => {
  const tell = makeTellActor([], ALIAS)

  expect(tell(label)).toBe(told)
  expect(tell(label, '111122223333')).toBe(besideTools)
  expect(isClaimed(told)).toBe(label.includes(', session '))
})

describe('a session name', () => {
  const delivered = session('i-0123456789abcdef0', { ec2RoleDelivery: '2.0' })
  const taken = session('i-0123456789abcdef0', {})

  it('that AWS gave is not called claimed', () => {
    expect(told([delivered, delivered])).toBe('role Deploy (tools), session i-0123456789abcdef0')
  })

  it('is called claimed as soon as one event of that session does not show that AWS gave it, in any order', () => {
    expect(told([delivered, taken])).toBe('role Deploy (tools), session i-0123456789abcdef0 (claimed)')
    expect(told([taken, delivered])).toBe(told([delivered, taken]))
  })
})

function session(name: string, context: Fields): Fields {
  const identity = roleSession('Deploy', name)
  return { userIdentity: { ...identity, sessionContext: { ...(identity.sessionContext as Fields), ...context } } }
}

function told(records: readonly Fields[]): string {
  const events = records.map((more) => event(more))
  return makeTellActor(events, ALIAS)(actorLabel(events[0]!.actor))
}
