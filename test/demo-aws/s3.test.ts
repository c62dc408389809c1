import { describe, expect, it, onTestFinished } from 'vitest'
import type { FakeBucket, FakeRole } from '../../demo/aws/options.ts'
import { startAws } from '../../demo/aws/start-aws.ts'
import { AwsGap } from '../../src/aws/aws-gap.ts'
import type { ReadBucket } from '../../src/aws/bucket-clients.ts'
import { makeGetObject } from '../../src/aws/get-object.ts'
import { jumpingClock } from '../backends/event-history/made-history.ts'

const HOME = '111122223333'
const ARCHIVE = '444455556666'
const NAME = 'example-cloudtrail'
const KEY = 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/23/a file ü+%2B.json.gz'
const KMS = `arn:aws:kms:us-east-1:${ARCHIVE}:key/11111111-2222-4333-8444-555555555555`
const ROLE = `arn:aws:iam::${ARCHIVE}:role/whodid-files`
const CONTENT = Buffer.from([0x1f, 0x8b, 0, 255, 1, 2, 3])

describe('an object of a bucket', () => {
  it('is read byte for byte, whatever letters its key has', async () => {
    const { get } = await opened()

    expect(await get(KEY)).toEqual(CONTENT)
  })

  it('is read with the role of its account, in a session for reading objects alone', async () => {
    const { get, aws } = await opened({ account: ARCHIVE }, { role: ROLE, externalId: 'made-up-id' })

    expect(await get(KEY)).toEqual(CONTENT)
    aws.expireSessions()
    expect(await get(KEY)).toEqual(CONTENT)
    expect(aws.calls.map(({ operation, status }) => `${operation} ${status}`)).toEqual([
      'AssumeRole 200',
      'GetObject 200',
      'GetObject 400',
      'AssumeRole 200',
      'GetObject 200',
    ])
    expect(JSON.stringify(aws.calls[0]?.request)).toContain('s3:GetObject')
    expect(aws.calls.at(-1)?.caller).toMatch(/assumed-role\/whodid-files\/whodid-/)
  })

  it('is found in another Region than the settings say', async () => {
    const { get } = await opened({ region: 'eu-central-1' })

    expect(await get(KEY)).toEqual(CONTENT)
  })

  it.each([
    ['of an account that lets nobody else in', { account: ARCHIVE }, {}, KEY, 'denied', /S3 denies it/],
    ['that is not there', {}, {}, `${KEY}x`, 'missing', /not there any more/],
    ['above what is to be read', {}, {}, KEY, 'too-large', /more than 3 bytes/, 3],
    ['whose bucket is not there', { name: 'another' }, {}, KEY, 'missing', /no bucket example-cloudtrail/],
    ['without the role’s right', { account: ARCHIVE }, { role: `${ROLE}-none` }, KEY, 'denied', /lacks s3:GetObject/],
    [
      'without the key of KMS',
      { account: ARCHIVE, kmsKey: KMS },
      { role: `${ROLE}-no-key` },
      KEY,
      'denied',
      /kms:Decrypt/,
    ],
    ['that may not be listed either', { account: ARCHIVE }, { role: ROLE }, `${KEY}x`, 'denied', /or it is not there/],
    [
      'by a role that cannot be taken',
      { account: ARCHIVE },
      { role: `${ROLE}-gone` },
      KEY,
      'denied',
      /whodid-files-gone/,
    ],
  ] as const)('%s is a gap', async (_, bucket, how, key, reason, detail, most: number = 1_000) => {
    const { get } = await opened(bucket, { externalId: 'made-up-id', ...how })

    const error = await get(key, most).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(AwsGap)
    expect(error).toMatchObject({ reason, message: expect.stringMatching(detail) })
  })

  it('is tried again where S3 is too busy, breaks off, or has an error of its own; not for ever', async () => {
    const { get, aws } = await opened()
    for (const kind of ['throttle', 'cut', '500'] as const) {
      aws.faults.add({ service: 's3', kind, times: 2 })
      expect(await get(KEY)).toEqual(CONTENT)
    }
    aws.faults.add({ service: 's3', kind: 'throttle', times: 3 })
    await expect(get(KEY)).rejects.toMatchObject({ reason: 'throttled' })
  })

  it('of a bucket that nobody named is not even asked for', async () => {
    const { aws, getObject } = await opened()

    await expect(getObject('another-bucket', KEY, 10)).rejects.toMatchObject({ reason: 'denied' })
    expect(aws.calls).toEqual([])
  })
})

async function opened(more: Partial<FakeBucket> = {}, how: Partial<ReadBucket> = {}) {
  const clock = jumpingClock()
  const objects = new Map([[KEY, CONTENT]])
  const bucket = { account: HOME, region: 'us-east-1', name: NAME, object: (key: string) => objects.get(key), ...more }
  const role = (name: string, actions: readonly string[]): FakeRole => ({
    arn: `${ROLE}${name}`,
    externalId: 'made-up-id',
    policies: [{ Statement: { Effect: 'Allow', Action: actions, Resource: '*' } }],
  })
  const aws = await startAws({
    records: [],
    accounts: [HOME, ARCHIVE].map((id) => ({ id, alias: id })),
    roles: [
      role('', ['s3:GetObject', 'kms:Decrypt']),
      role('-none', ['s3:PutObject']),
      role('-no-key', ['s3:GetObject']),
    ],
    buckets: [bucket],
    clock,
  })
  onTestFinished(async () => {
    expect(aws.problems).toEqual([])
    await aws.close()
  })
  const { endpoint, credentials } = aws
  const buckets = [{ name: NAME, region: 'us-east-1', ...how }]
  const getObject = makeGetObject({ buckets, clock, endpoint, credentials, random: () => 0 })
  return { aws, getObject, get: (key: string, most = 1_000) => getObject(NAME, key, most) }
}
