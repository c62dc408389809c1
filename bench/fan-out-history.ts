import type { Entry, History } from '../demo/aws/history.ts'
import { instant } from '../src/lib/instant.ts'

/** Who has done it all. */
export const PERSON = 'Alice'

const NAMES = ['RunInstances', 'StopInstances', 'PutObject', 'CreateUser', 'DeleteTable', 'UpdateStack'] as const

/**
 * So many events of one person in every account and Region that is asked for, evenly over the time before `until`, made
 * when they are: a quarter of a million records at once would measure the memory of the stand-in.
 */
export function makeManyEvents(each: number, spreadMs: number, until: number): History {
  const places = new Map<string, readonly Entry[]>()
  return {
    of(account, region) {
      const key = `${account}/${region}`
      const known = places.get(key) ?? make(account, region, places.size)
      places.set(key, known)
      return known
    },
    all: () => [],
    add: () => undefined,
  }

  function make(account: string, region: string, number: number): readonly Entry[] {
    return Array.from({ length: each }, (_, i): Entry => {
      const second = Math.floor((until - spreadMs + (spreadMs * i) / each) / 1000)
      const eventID = `be0c0000-${number.toString(16).padStart(4, '0')}-4000-8000-${i.toString(16).padStart(12, '0')}`
      const fields = fieldsOf(account, region, eventID, second, i)
      return {
        at: instant(second * 1000),
        order: i,
        id: eventID,
        account,
        region,
        isData: false,
        fields,
        text: () => JSON.stringify(fields),
      }
    })
  }
}

function fieldsOf(account: string, region: string, eventID: string, second: number, i: number) {
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAIOSFODNN7EXAMPLE1',
      arn: `arn:aws:iam::${account}:user/${PERSON}`,
      accountId: account,
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      userName: PERSON,
    },
    eventTime: `${new Date(second * 1000).toISOString().slice(0, 19)}Z`,
    eventSource: 'ec2.amazonaws.com',
    eventName: NAMES[i % NAMES.length],
    awsRegion: region,
    sourceIPAddress: `198.51.100.${i % 200}`,
    userAgent:
      'aws-cli/2.31.13 md/awscrt#0.27.6 ua/2.1 os/macos#25.0.0 md/arch#arm64 lang/python#3.13.7 md/pyimpl#CPython',
    requestParameters: {
      instancesSet: { items: [{ instanceId: `i-${i.toString(16).padStart(17, '0')}` }] },
      filterSet: {},
    },
    responseElements: { requestId: eventID, instancesSet: { items: [{ currentState: { code: 0, name: 'pending' } }] } },
    requestID: eventID,
    eventID,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: 'ec2.amazonaws.com',
    },
  }
}
