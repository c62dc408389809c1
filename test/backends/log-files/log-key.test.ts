import { describe, expect, it } from 'vitest'
import {
  accountOfFolder,
  daysOfFolder,
  isNotEventsFolder,
  kindOfPath,
  readLogKey,
} from '../../../src/backends/log-files/log-key.ts'

const NAME = '111122223333_CloudTrail_us-east-1_20261123T1405Z_AbCdEfGh.json.gz'
const DELIVERED = Date.UTC(2026, 10, 23, 14, 5)

const PATHS: readonly (readonly [path: string, kind: string, account?: string, region?: string, delivered?: number])[] =
  [
    [`/b/AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/23/${NAME}`, 'log', '111122223333', 'us-east-1', DELIVERED],
    [
      `/b/AWSLogs/o-fake123456/111122223333/CloudTrail/us-east-1/2026/11/23/${NAME}`,
      'log',
      '111122223333',
      'us-east-1',
      DELIVERED,
    ],
    [`/flat/${NAME}`, 'log', '111122223333', 'us-east-1', DELIVERED],
    ['/b/AWSLogs/111122223333/CloudTrail/us-gov-west-1/2026/11/23/odd.json', 'log', '111122223333', 'us-gov-west-1'],
    [
      '/b/111122223333_CloudTrail-NetworkActivity_eu-west-1_20261123T1405Z_A.json.gz',
      'log',
      '111122223333',
      'eu-west-1',
      DELIVERED,
    ],
    ['/b/111122223333_CloudTrail-Digest_us-east-1_trail_us-east-1_20261123T140510Z.json.gz', 'not-events'],
    ['/b/111122223333_CloudTrail-Insight_us-east-1_20261123T1405Z_A.json.gz', 'not-events'],
    [
      '/b/111122223333_Config_us-east-1_ConfigHistory_AWS__S3__Bucket_20261123T140510Z_20261123T140510Z_1.json.gz',
      'not-events',
    ],
    ['/b/AWSLogs/111122223333/GuardDuty/us-east-1/2026/11/23/fake.jsonl.gz', 'not-events'],
    ['/b/AWSLogs/o-fake123456/111122223333/Config/us-east-1/2026/11/23/ConfigSnapshot/fake.json.gz', 'not-events'],
    ['/b/GuardDuty/copied-from-the-trail.json.gz', 'log'],
    ['/b/export.jsonl', 'log'],
    ['/b/export.JSONL.GZ', 'log'],
    ['/b/answer.json', 'log'],
    ['/b/readme.md', 'other'],
    ['/b/archive.gz', 'other'],
  ]

describe('log keys', () => {
  for (const [path, kind, account, region, delivered] of PATHS) {
    it(`reads ${path} as ${kind}`, () => {
      expect(kindOfPath(path)).toBe(kind)
      expect(kind === 'log' ? readLogKey(path) : {}).toEqual(kind === 'log' ? { account, region, delivered } : {})
    })
  }

  it('knows the folders beside the logs', () => {
    const folders = [
      'CloudTrail',
      'CloudTrail-NetworkActivity',
      'CloudTrail-Digest',
      'CloudTrail-Insight',
      'CloudTrail-Aggregated',
      'other',
    ]
    expect(folders.filter(isNotEventsFolder)).toEqual([
      'CloudTrail-Digest',
      'CloudTrail-Insight',
      'CloudTrail-Aggregated',
    ])
  })

  it('reads the days of a folder only in CloudTrail’s own layout', () => {
    const base = '/AWSLogs/111122223333/CloudTrail/us-east-1'
    expect(daysOfFolder(`${base}/2024`)).toEqual({ from: Date.UTC(2024, 0), to: Date.UTC(2025, 0) })
    expect(daysOfFolder(`${base}/2024/12`)).toEqual({ from: Date.UTC(2024, 11), to: Date.UTC(2025, 0) })
    expect(daysOfFolder(`${base}/2024/02/29`)).toEqual({ from: Date.UTC(2024, 1, 29), to: Date.UTC(2024, 2, 1) })
    expect(daysOfFolder(base)).toBeUndefined()
    expect(daysOfFolder('/exports/2024/02/29')).toBeUndefined()
  })

  it('reads an account’s folder, and not one that only looks like it', () => {
    expect(accountOfFolder('/b/AWSLogs/111122223333')).toBe('111122223333')
    expect(accountOfFolder('/b/AWSLogs/o-fake123456/111122223333/CloudTrail')).toBe('111122223333')
    expect(accountOfFolder('/b/111122223333')).toBeUndefined()
    expect(accountOfFolder('/b/AWSLogs/1111222233334')).toBeUndefined()
  })
})
