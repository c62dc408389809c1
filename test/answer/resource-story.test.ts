import { describe, expect, it } from 'vitest'
import type { Fields } from '../../src/event/event.ts'
import { roleSession } from '../made/records.ts'
import { ALICE, answerOf, call, DENIED, eventsOf } from './made.ts'

const asking = (value: string) => ({
  question: { ...ALICE, terms: [{ not: false, predicate: { kind: 'resource' as const, value } }] },
})
const storyOf = (asked: string, ...calls: readonly Fields[]) => answerOf(eventsOf(...calls), asking(asked)).resource
const DEPLOY = { userIdentity: roleSession('Deploy', 'ci') }
const I = 'i-0123456789abcdef0'
const one = { instancesSet: { items: [{ instanceId: I }] } }

describe('the story of a resource', () => {
  it('tells who made it, changed it last, read it and ended it', () => {
    const story = storyOf(
      I,
      call('ec2:RunInstances', { ...DEPLOY, responseElements: one }),
      call('ec2:CreateTags', { requestParameters: { resourcesSet: { items: [{ resourceId: I }] } } }),
      call('ec2:StopInstances', { ...DEPLOY, requestParameters: one }),
      call('ec2:DescribeInstances', { readOnly: true, requestParameters: one }),
      call('ec2:DescribeInstances', { ...DEPLOY, readOnly: true, requestParameters: one }),
      call('ec2:StopInstances', { requestParameters: one, ...DENIED }),
      call('ec2:TerminateInstances', { requestParameters: one }),
    )

    expect(story).toMatchObject({
      made: { name: 'RunInstances', actor: 'role Deploy (tools), session ci (claimed)' },
      changed: { events: 2, last: { name: 'StopInstances' } },
      read: {
        events: 2,
        by: [
          ['IAM user Alice (tools)', 1],
          ['role Deploy (tools), session ci (claimed)', 1],
        ],
      },
      refused: { events: 1, last: { name: 'StopInstances' } },
      gone: { name: 'TerminateInstances', actor: 'IAM user Alice (tools)' },
      ofListedOnly: false,
    })
  })

  it.each([
    [
      'a snapshot of a volume makes no volume',
      'vol-0123456789abcdef0',
      call('ec2:CreateSnapshot', { requestParameters: { volumeId: 'vol-0123456789abcdef0' } }),
    ],
    ['a key for a user makes no user', 'Bob', call('iam:CreateAccessKey', { requestParameters: { userName: 'Bob' } })],
    [
      'a policy for a bucket makes no bucket',
      'ledger',
      call('s3:PutBucketPolicy', { requestParameters: { bucketName: 'ledger' } }),
    ],
    [
      'a refused call makes nothing',
      'Bob',
      call('iam:CreateUser', { requestParameters: { userName: 'Bob' }, ...DENIED }),
    ],
  ])('%s', (_, asked, record) => {
    expect(storyOf(asked, record)).toMatchObject({ made: undefined, gone: undefined })
  })

  it.each([
    [
      'a function, by a call with a date in its name',
      'orders',
      call('lambda:CreateFunction20150331', { requestParameters: { functionName: 'orders' } }),
    ],
    [
      'a key of a user',
      'AKIAFAKEBOB000000001',
      call('iam:CreateAccessKey', { responseElements: { accessKey: { accessKeyId: 'AKIAFAKEBOB000000001' } } }),
    ],
    [
      'a role, asked by its ARN',
      'arn:aws:iam::111122223333:role/ops/Deploy',
      call('iam:CreateRole', { requestParameters: { roleName: 'Deploy' } }),
    ],
    [
      'a secret, asked by its ARN',
      'arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf',
      call('secretsmanager:CreateSecret', { requestParameters: { name: 'db' } }),
    ],
    [
      'an object',
      'ledger/2026/a.csv',
      call('s3:PutObject', { requestParameters: { bucketName: 'ledger', key: '2026/a.csv' } }),
    ],
  ])('%s was made', (_, asked, record) => {
    expect(storyOf(asked, record)?.made?.name).toBe(record.eventName)
  })

  it('is not told where several resources were asked for, or none', () => {
    const terms = ['a', 'b'].map((value) => ({ not: false, predicate: { kind: 'resource' as const, value } }))

    expect(answerOf(eventsOf(call('ec2:RunInstances')), { question: { ...ALICE, terms } }).resource).toBeUndefined()
    expect(answerOf(eventsOf(call('ec2:RunInstances'))).resource).toBeUndefined()
  })
})
