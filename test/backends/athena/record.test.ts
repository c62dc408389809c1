import { describe, expect, it } from 'vitest'
import { COLUMNS } from '../../../src/backends/athena/columns.ts'
import { recordOf } from '../../../src/backends/athena/record.ts'

type Field = (typeof COLUMNS)[number][1]

describe('a row becomes the record it was made of', () => {
  it.each<[string, Partial<Record<Field, string>>, object]>([
    ['nothing is there that was null', {}, {}],
    ['text as it is, also empty', { eventName: 'GetUser', errorCode: '' }, { eventName: 'GetUser', errorCode: '' }],
    [
      'JSON text as what it says',
      { requestParameters: '{"userName":"Alice","n":1}', responseElements: 'null', additionalEventData: '[1]' },
      { requestParameters: { userName: 'Alice', n: 1 }, responseElements: 'null', additionalEventData: [1] },
    ],
    ['JSON that is cut as text', { requestParameters: '{"userName":"Al' }, { requestParameters: '{"userName":"Al' }],
    [
      'true and false, where CloudTrail has them',
      { readOnly: 'true', sessionCredentialFromConsole: 'true', requestID: 'true' },
      { readOnly: true, sessionCredentialFromConsole: true, requestID: 'true' },
    ],
    ['a flag that is none', { readOnly: 'perhaps' }, { readOnly: 'perhaps' }],
    [
      "a struct's names with their case, without its nulls and what was only nulls",
      {
        userIdentity: JSON.stringify({
          type: 'AssumedRole',
          principalid: 'AROAFAKE:s',
          username: null,
          onbehalfof: { userid: null, identitystorearn: null },
          sessioncontext: {
            attributes: { mfaauthenticated: 'false', creationdate: null },
            sessionissuer: { type: 'Role', username: 'Deploy' },
            sourceidentity: 'alice',
          },
        }),
      },
      {
        userIdentity: {
          type: 'AssumedRole',
          principalId: 'AROAFAKE:s',
          sessionContext: {
            attributes: { mfaAuthenticated: 'false' },
            sessionIssuer: { type: 'Role', userName: 'Deploy' },
            sourceIdentity: 'alice',
          },
        },
      },
    ],
    [
      "a map's keys as they were written",
      {
        userIdentity:
          '{"sessioncontext":{"webidfederationdata":{"federatedprovider":"p","attributes":{"username":"u","a:Aud":"v"}}}}',
      },
      {
        userIdentity: {
          sessionContext: {
            webIdFederationData: { federatedProvider: 'p', attributes: { username: 'u', 'a:Aud': 'v' } },
          },
        },
      },
    ],
    [
      'resources',
      { resources: '[{"arn":"arn:aws:s3:::b","accountid":"111122223333","type":null},null]' },
      { resources: [{ ARN: 'arn:aws:s3:::b', accountId: '111122223333' }] },
    ],
    ['no resources', { resources: 'null' }, { resources: 'null' }],
  ])('%s', (_, cells, record) => {
    expect(recordOf(COLUMNS.map(([, field]) => cells[field]))).toEqual(record)
  })
})
