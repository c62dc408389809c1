import { expect, it, test } from 'vitest'
import { sayWidened, widen } from '../../src/question/widen.ts'
import { mainThings } from '../../src/question/main-things.ts'
import { readQuestion } from '../../src/question/read-question.ts'
import { sayQuestion } from '../../src/question/say-question.ts'
import { event, roleSession } from '../made/records.ts'
import { ACCOUNTS, ask, NOW, termsOf } from './asking.ts'

const ISSUED = { credentials: { accessKeyId: 'ASIAFAKEISSUED000001' } }
const ASSUME = { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', responseElements: ISSUED }
const ON_BEHALF = {
  onBehalfOf: {
    userId: '90aaaaaa-1111-2222-3333-444455556666',
    identityStoreArn: 'arn:aws:identitystore::111122223333:identitystore/d-9000000000',
  },
}

test('a user is the same under their id and under every key that was issued to them', () => {
  const widened = widening('Alice 24h', [event(), event(ASSUME)])

  expect(saidOf(widened)).toBe('name=Alice uniqueId=AIDAFAKEALICE key=ASIAFAKEISSUED000001')
  expect(sayWidened(widened)).toBe('with the id AIDAFAKEALICE, 1 key issued to them, as the log proves')
})

test('a person of Identity Center is the same in every account', () => {
  const identity = roleSession('AWSReservedSSO_Admin_0123456789abcdef', 'alice@example.com', ON_BEHALF)

  expect(saidOf(widening('alice@example.com 24h', [event({ userIdentity: identity })]))).toBe(
    'name=alice@example.com uniqueId=90aaaaaa-1111-2222-3333-444455556666',
  )
})

test('a role is nobody: its id is never added, nor what others did with it', () => {
  const session = event({ ...ASSUME, userIdentity: roleSession('Deploy', 'ci-42') })

  expect(saidOf(widening('role:Deploy 24h', [session]))).toBe('role=Deploy')
  expect(saidOf(widening('arn:aws:iam::111122223333:role/ops/Deploy 24h', [session]))).toBe(
    'arn=arn:aws:iam::111122223333:role/ops/Deploy',
  )
})

test('a session name that anyone may choose makes nobody of the keys that it took', () => {
  const forged = event({ ...ASSUME, userIdentity: roleSession('Deploy', 'Alice') })

  expect(saidOf(widening('Alice 24h', [forged]))).toBe('name=Alice')
  expect(saidOf(widening('ASIAFAKESESSION00001 24h', [forged]))).toBe(
    'key=ASIAFAKESESSION00001 key=ASIAFAKEISSUED000001',
  )
})

test('two users who had one name are told apart, and neither is added', () => {
  const second = { ...(event().record.userIdentity as object), principalId: 'AIDAFAKEALICE2' }
  const widened = widening('Alice 24h', [event(), event({ userIdentity: second })])

  expect(saidOf(widened)).toBe('name=Alice')
  expect(sayWidened(widened)).toBe(
    'the log proves no other identity of theirs in this window; not proven, and not added: id AIDAFAKEALICE, id AIDAFAKEALICE2',
  )
})

test('names that are alike are named, and never added', () => {
  const seen = [
    { name: 'Alice', by: 'user' },
    { name: 'alice@example.com', by: 'session' },
    { name: 'alice', by: 'role' },
    { name: 'alicia', by: 'user' },
  ]
  const widened = widening('Alice 24h', [], seen)

  expect(saidOf(widened)).toBe('name=Alice')
  expect(sayWidened(widened)).toMatch(/not added: session alice@example\.com$/)
})

test('a refused call issued nothing', () => {
  const refused = event({ ...ASSUME, errorCode: 'AccessDenied' })

  expect(saidOf(widening('Alice 24h', [refused]))).toBe('name=Alice uniqueId=AIDAFAKEALICE')
})

it.each([1, 30, 400])('%d keys make a question that still reads, and what did not fit is counted', (count) => {
  const events = Array.from({ length: count }, (_, at) => {
    const accessKeyId = `ASIAFAKE${String(at).padStart(12, '0')}`
    return event({ ...ASSUME, responseElements: { credentials: { accessKeyId } } })
  })
  const widened = widening('Alice 24h', events)

  const { left, proven, question } = widened
  expect(left + proven.length).toBe(count + 1)
  expect(readQuestion(sayQuestion(question), { now: NOW, zone: 'UTC', accounts: ACCOUNTS })).toMatchObject({ question })
})

test('what came of it does not depend on the order of events', () => {
  const events = [
    event(),
    event(ASSUME),
    event({ ...ASSUME, responseElements: { credentials: { accessKeyId: 'ASIAFAKEISSUED000002' } } }),
  ]

  expect(widening('Alice 24h', events.toReversed())).toEqual(widening('Alice 24h', events))
})

test('what an answer was about: what was changed first, then what was read most', () => {
  const on = (bucketName: string, readOnly: boolean) =>
    event({ eventName: 'X', readOnly, requestParameters: { bucketName } })
  const events = [
    on('read', true),
    on('read', true),
    on('changed', false),
    on('seldom', true),
    event({ requestParameters: {} }),
  ]

  expect(mainThings(events)).toEqual(['changed', 'read', 'seldom'])
  expect(mainThings(events.toReversed())).toEqual(mainThings(events))
})

function widening(words: string, events: Parameters<typeof widen>[1], seen: Parameters<typeof widen>[2] = []) {
  const reading = ask(words)
  if (reading.kind !== 'understood') throw new Error(words)
  return widen(reading.question, events, seen)
}

function saidOf({ question }: ReturnType<typeof widen>): string {
  return termsOf({ kind: 'understood', question, defaultWindow: false, zone: 'UTC', wanted: { kind: 'answer' } })
}
