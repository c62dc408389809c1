import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRecord } from '../../src/event/read-record.ts'
import { event, record, roleSession } from '../made/records.ts'

describe('readRecord', () => {
  it('reads an ordinary record into our words', () => {
    const read = event()

    expect(read).toMatchObject({
      id: '00000000-0000-4000-8000-000000000001',
      time: Date.UTC(2026, 10, 23, 10),
      account: '111122223333',
      region: 'eu-central-1',
      source: 'ec2.amazonaws.com',
      name: 'RunInstances',
      readOnly: false,
      error: undefined,
      address: '198.51.100.7',
      actor: { type: 'IAMUser', name: 'Alice', keyId: 'AKIAFAKEALICE0000001', uniqueId: 'AIDAFAKEALICE' },
    })
  })

  it.each(['1.00', '1.05', '1.08', '1.11', '2.0', '9.99', undefined])(
    'reads a record of eventVersion %s',
    (eventVersion) => {
      expect(readRecord(record({ eventVersion }))).toMatchObject({ name: 'RunInstances' })
    },
  )

  it.each([
    [true, true],
    ['true', true],
    ['True', true],
    [false, false],
    ['false', false],
    ['False', false],
    [undefined, undefined],
    [null, undefined],
    ['', undefined],
    [1, undefined],
  ])('reads readOnly %j as %j', (readOnly, expected) => {
    expect(event({ readOnly }).readOnly).toBe(expected)
  })

  it.each([
    [
      'a code and a message',
      { errorCode: 'AccessDenied', errorMessage: 'no' },
      { code: 'AccessDenied', message: 'no' },
    ],
    ['a code alone', { errorCode: 'NoSuchBucket' }, { code: 'NoSuchBucket', message: '' }],
    [
      'a message alone, as a failed sign-in has',
      { errorMessage: 'Failed authentication' },
      { code: '', message: 'Failed authentication' },
    ],
    ['nulls', { errorCode: null, errorMessage: null }, undefined],
    ['empty text', { errorCode: '', errorMessage: '' }, undefined],
  ])('reads an error of %s', (_title, more, expected) => {
    expect(event(more).error).toEqual(expected)
  })

  it('takes an AwsServiceEvent, whose identity has neither type nor ARN', () => {
    const read = event({ userIdentity: { accountId: '111122223333', invokedBy: 'secretsmanager.amazonaws.com' } })

    expect(read.actor).toMatchObject({ type: '', invokedBy: 'secretsmanager.amazonaws.com', account: '111122223333' })
  })

  it.each([null, 'text', 7, [], undefined, {}])('takes a userIdentity of %j', (userIdentity) => {
    expect(event({ userIdentity }).actor.type).toBe('')
  })

  it('reads a role session: role, session name, MFA and start', () => {
    const { actor } = event({ userIdentity: roleSession('Deploy', 'ci-42') })

    expect(actor).toMatchObject({
      sessionName: 'ci-42',
      mfa: true,
      sessionStart: Date.UTC(2026, 10, 23, 9),
      uniqueId: 'AROAFAKEDEPLOY',
    })
    expect(actor.role).toMatchObject({ name: 'Deploy', arn: 'arn:aws:iam::111122223333:role/ops/Deploy' })
  })

  it('takes the session name from the principalId where the ARN is missing', () => {
    const { actor } = event({ userIdentity: roleSession('Deploy', 'i-0abc', { arn: undefined }) })

    expect(actor.sessionName).toBe('i-0abc')
  })

  it('leaves an empty key undefined, so that nobody is found by it', () => {
    expect(event({ userIdentity: { type: 'Root', accessKeyId: '' } }).actor.keyId).toBeUndefined()
  })

  it('reads parameters that were written as JSON text', () => {
    expect(event({ requestParameters: '{"bucketName":"ledger"}' }).request).toEqual({ bucketName: 'ledger' })
  })

  it('gives a record without an eventID one that does not depend on the order of its fields', () => {
    const { eventID: _, ...rest } = record()
    const turned = Object.fromEntries(Object.entries(rest).reverse())

    const [a, b] = [readRecord(rest), readRecord(turned)]

    expect(a).toMatchObject({ id: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) })
    expect(b).toMatchObject({ id: 'id' in a ? a.id : '' })
  })

  it.each([
    ['text', 'not an object'],
    [null, 'not an object'],
    [[], 'not an object'],
    [{}, 'no eventName'],
    [{ eventName: 'X' }, 'no eventTime that is a time'],
    [{ eventName: 'X', eventTime: 'yesterday' }, 'no eventTime that is a time'],
    [{ eventName: 'X', eventTime: '2026-13-45T99:00:00Z' }, 'no eventTime that is a time'],
    [{ eventName: 'X', eventTime: '' }, 'no eventTime that is a time'],
  ])('calls %j unreadable: %s', (value, why) => {
    expect(readRecord(value)).toEqual({ unreadable: why })
  })

  it.each([
    ['2026-11-23T10:00:00Z', 0],
    ['2026-11-23T10:00:00.500Z', 500],
    ['2026-11-23T11:00:00+01:00', 0],
    ['2026-11-23T10:00:00', 0],
  ])('reads eventTime %s without ever taking it for local time', (eventTime, ms) => {
    expect(event({ eventTime }).time).toBe(Date.UTC(2026, 10, 23, 10) + ms)
  })

  it('never throws, whatever a record holds', () => {
    const keys = Object.keys(record())
    const anything = fc.dictionary(fc.constantFrom(...keys, '__proto__'), fc.anything(), { maxKeys: keys.length })

    fc.assert(
      fc.property(fc.oneof(anything, fc.anything()), (value) => {
        expect(readRecord(value)).toBeTypeOf('object')
      }),
      { numRuns: 500 },
    )
  })
})
