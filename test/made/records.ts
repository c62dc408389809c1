import type { Event, Fields } from '../../src/event/event.ts'
import { readRecord } from '../../src/event/read-record.ts'

/** A CloudTrail record of an ordinary call, with whatever a test wants different. */
export function record(more: Fields = {}): Fields {
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAFAKEALICE',
      arn: 'arn:aws:iam::111122223333:user/Alice',
      accountId: '111122223333',
      accessKeyId: 'AKIAFAKEALICE0000001',
      userName: 'Alice',
    },
    eventTime: '2026-11-23T10:00:00Z',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'RunInstances',
    awsRegion: 'eu-central-1',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.31.0',
    requestParameters: { instanceType: 't3.micro' },
    responseElements: null,
    requestID: 'req-1',
    eventID: '00000000-0000-4000-8000-000000000001',
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
    ...more,
  }
}

/** The identity of a role session. */
export function roleSession(role: string, session: string, more: Fields = {}): Fields {
  return {
    type: 'AssumedRole',
    principalId: `AROAFAKE${role.toUpperCase()}:${session}`,
    arn: `arn:aws:sts::111122223333:assumed-role/${role}/${session}`,
    accountId: '111122223333',
    accessKeyId: 'ASIAFAKESESSION00001',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: `AROAFAKE${role.toUpperCase()}`,
        arn: `arn:aws:iam::111122223333:role/ops/${role}`,
        accountId: '111122223333',
        userName: role,
      },
      attributes: { creationDate: '2026-11-23T09:00:00Z', mfaAuthenticated: 'true' },
    },
    ...more,
  }
}

/** The record as an Event; a test that hands in something unreadable has made a mistake. */
export function event(more: Fields = {}): Event {
  const read = readRecord(record(more))
  if ('unreadable' in read) throw new Error(read.unreadable)
  return read
}
