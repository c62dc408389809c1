import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Fields } from '../../../src/event/event.ts'
import { deliver } from '../../../demo/world/deliver.ts'
import { makeWorld } from '../../../demo/world/make-world.ts'
import { record, roleSession } from '../../made/records.ts'
import { REAL_RECORDS } from '../../made/shared-data.ts'
import type { Stored } from './duck-athena.ts'
import { at } from './searches.ts'

const KEY = /(\d{12})\/CloudTrail\/([^/]+)\/(\d{4}\/\d\d\/\d\d)\//

function storedAt(key: string, records: readonly Fields[]): readonly Stored[] {
  const [, account = '', region = '', day = ''] = KEY.exec(key) ?? []
  return records.map((record) => ({ record, account, region, day }))
}

/** A few days of the demo's company, as its trail delivers them: some of it twice. */
export function worldStored(days: number): readonly Stored[] {
  const world = makeWorld({ now: at('2026-11-23T18:00:00Z'), days })
  return [...deliver(world.happenings())].flatMap(({ key, records }) => storedAt(key, records))
}

/** What a query could easily be wrong about. */
const ODD: readonly Fields[] = [
  {},
  { userIdentity: roleSession('Deploy', 'Alice') },
  { userIdentity: roleSession('Alice', 'ci'), readOnly: 'true' },
  { userIdentity: roleSession('Deploy', 'Alice', { arn: undefined }), readOnly: true },
  {
    userIdentity: { type: 'Root', userName: 'Alice', accountId: '111122223333', arn: 'arn:aws:iam::111122223333:root' },
  },
  { userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, sourceIPAddress: 'ec2.amazonaws.com' },
  { userIdentity: undefined, sourceIPAddress: 'health.amazonaws.com', eventType: 'AwsServiceEvent' },
  { userIdentity: { type: 'AWSAccount', principalId: 'AIDAFAKEALICE', accountId: '444455556666' } },
  {
    userIdentity: { type: 'IAMUser', userName: '', principalId: 'AIDAFAKEALICE:Alice', arn: '' },
    userAgent: undefined,
  },
  { userIdentity: { type: 'IdentityCenterUser', onBehalfOf: { userId: 'alice-id', identityStoreArn: 'arn:x' } } },
  { errorCode: 'AccessDenied', errorMessage: 'no' },
  { errorCode: '', errorMessage: 'Failed authentication', eventName: 'ConsoleLogin' },
  { errorMessage: 'Failed authentication', eventName: 'ConsoleLogin', readOnly: undefined },
  { eventTime: '2026-11-23T10:00:00.500Z' },
  { eventTime: '2026-11-23T10:00:01Z', sourceIPAddress: '2001:db8:0:0::1' },
  { sourceIPAddress: '198.51.100.70', resources: [{ ARN: 'arn:aws:s3:::acme-data', type: 'AWS::S3::Bucket' }] },
  { sourceIPAddress: 'AWS Internal', requestParameters: { bucketName: 'acme-data', key: 'a/"b"\\c' } },
  { recipientAccountId: undefined, responseElements: { instancesSet: { items: [{ instanceId: 'i-0fake' }] } } },
  { userAgent: 'İstanbul-CLI/1 K', additionalEventData: 'text', sharedEventID: 'shared-1' },
]

export function oddStored(): readonly Stored[] {
  const place = { account: '111122223333', region: 'eu-central-1', day: '2026/11/23' }
  return ODD.map((odd, at) => ({ record: record({ eventID: `odd-${String(at).padStart(2, '0')}`, ...odd }), ...place }))
}

/** The published files of records of real accounts, by their keys. */
export function realFiles(): readonly { readonly key: string; readonly records: readonly Fields[] }[] {
  const root = `${REAL_RECORDS}/AWSLogs`
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json.gz'))
  return paths.sort().map((path) => {
    const { Records } = JSON.parse(gunzipSync(readFileSync(`${root}/${path}`)).toString()) as { Records: Fields[] }
    return { key: `AWSLogs/${path}`, records: Records }
  })
}

export function realStored(): readonly Stored[] {
  return realFiles().flatMap(({ key, records }) => storedAt(key, records))
}
