import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { objectCreated } from '../../demo/announce.ts'
import { readPushed } from '../../src/watch/read-pushed.ts'
import { readTrailFile } from '../../src/watch/trail-file.ts'
import { BUCKET, deliveredAt, fromS3, fromTopic, fromTrail, logKey, S3_TEST } from '../made/announced.ts'
import { pushed } from '../made/pushed.ts'
import { record } from '../made/records.ts'

const KEY = logKey()
const OTHER = logKey({ unique: 'Zyx', region: 'us-east-1' })
const BUCKETS = [{ name: BUCKET, prefix: '' }]
const read = (body: object | string, buckets: Parameters<typeof readPushed>[1] = BUCKETS) =>
  readPushed(typeof body === 'string' ? body : JSON.stringify(body), buckets)
const bridged = (key: string, name = BUCKET) =>
  objectCreated({ name, account: '111122223333', region: 'us-east-1' }, key, 10)
const keysOf = (got: ReturnType<typeof read>) => (got.kind === 'files' ? got.files.map(({ key }) => key) : got)

describe('a new log file', () => {
  it.each([
    ['by S3', fromS3({ keys: [KEY] })],
    ['by S3 through a topic', fromTopic(fromS3({ keys: [KEY] }))],
    ['by S3 through EventBridge', bridged(KEY)],
    ['by S3 through EventBridge and a topic', fromTopic(bridged(KEY))],
    ['by CloudTrail through a topic', fromTopic(fromTrail({ keys: [KEY] }))],
    ['by CloudTrail through a topic that delivers raw', fromTrail({ keys: [KEY] })],
    ['as a copy', fromS3({ keys: [KEY] }, 'ObjectCreated:CompleteMultipartUpload')],
    ['in the older spelling', fromS3({ keys: [KEY] }, 's3:ObjectCreated:Put')],
  ])('that is announced %s is to be read', (_, message) => {
    expect(read(message)).toEqual({
      kind: 'files',
      files: [
        {
          bucket: BUCKET,
          key: KEY,
          account: '111122223333',
          region: 'eu-central-1',
          delivered: deliveredAt('2026-11-23T10:05:00Z'),
        },
      ],
      dropped: [],
    })
  })

  it('is read once where a message names it twice, with the others that it names', () => {
    expect(keysOf(read(fromTrail({ keys: [KEY, OTHER, KEY] })))).toEqual([KEY, OTHER])
  })

  it('is read where others of the same message are not to be; why is told of each', () => {
    const digest = logKey({ kind: 'CloudTrail-Digest' })
    const { Records: [created] = [] } = fromS3({ keys: [KEY] }) as { Records?: object[] }
    const { Records: [gone] = [] } = fromS3({ keys: [OTHER] }, 'ObjectRemoved:Delete') as { Records?: object[] }

    expect(read({ Records: [gone, created, 7] })).toMatchObject({
      dropped: Array(2).fill('a notification that names no new file'),
    })
    expect(read(fromTrail({ keys: [digest, KEY] }))).toMatchObject({
      files: [{ key: KEY }],
      dropped: ['a file that is no log file of CloudTrail'],
    })
  })

  it.each([
    ['a bucket that nobody named', bridged(KEY, 'another'), 'a file of a bucket or prefix that is not in the settings'],
    ['no bucket at all', fromTrail({ bucket: '', keys: [KEY] }), 'a notification that names no new file'],
    ['a key that is not encoded as keys are', fromS3({ keys: [KEY] }, 'x'), 'a notification that names no new file'],
    ['a file that went', { ...bridged(KEY), 'detail-type': 'Object Deleted' }, 'a notification that names no new file'],
    ['a test', S3_TEST, 'a notification that names no new file'],
    ['a test through a topic', fromTopic(S3_TEST), 'a notification that names no new file'],
    ['something else through a topic', fromTopic({ AlarmName: 'x' }), 'a message of SNS about something else'],
    ['CloudTrail’s own test', fromTopic('CloudTrail validation message.'), 'not JSON'],
    ['a topic in a topic', fromTopic(fromTopic(fromTrail({ keys: [KEY] }))), 'a message of SNS about something else'],
    [
      'keys that are none',
      fromTrail({ keys: [null, {}, ['x'], ''] as unknown as string[] }),
      'a notification that names no new file',
    ],
    [
      'half an escape',
      {
        Records: [
          {
            eventSource: 'aws:s3',
            eventName: 'ObjectCreated:Put',
            s3: { bucket: { name: BUCKET }, object: { key: '%E0%A4%A' } },
          },
        ],
      },
      'a notification that names no new file',
    ],
  ])('is not what names %s', (_, message, why) => {
    expect(read(message)).toEqual({ kind: 'dropped', why })
  })

  it('is taken from no bucket where the settings name none', () => {
    expect(read(bridged(KEY), [])).toMatchObject({ kind: 'dropped' })
    expect(readPushed(JSON.stringify(bridged(KEY)))).toMatchObject({ kind: 'dropped' })
  })

  it('is taken below its prefix alone, letter for letter', () => {
    const buckets = [{ name: BUCKET, prefix: 'AWSLogs/o-abcdefghij/' }]
    const inside = logKey({ organisation: 'o-abcdefghij' })

    expect(keysOf(read(bridged(inside), buckets))).toEqual([inside])
    for (const key of [KEY, logKey({ organisation: 'o-ABCDEFGHIJ' }), `x${inside}`])
      expect(read(bridged(key), buckets)).toMatchObject({ kind: 'dropped' })
  })

  it('an event that came through a topic is not taken: whoever may publish there could have written it', () => {
    const message = pushed(record())
    expect(read(message)).toMatchObject({ kind: 'event' })

    expect(read(fromTopic(message))).toEqual({ kind: 'dropped', why: 'a message of SNS about something else' })
  })
})

describe('a key', () => {
  it.each([
    logKey(),
    logKey({ prefix: 'logs/2026 (all)/' }),
    logKey({ organisation: 'o-abcdefghij' }),
    logKey({ kind: 'CloudTrail-NetworkActivity' }),
    logKey({ region: 'us-gov-west-1' }),
  ])('%s is one of a log file', (key) => {
    expect(readTrailFile(key)).toMatchObject({
      account: '111122223333',
      delivered: deliveredAt('2026-11-23T10:05:00Z'),
    })
  })

  it.each([
    ['a digest', logKey({ kind: 'CloudTrail-Digest' })],
    ['Insights', logKey({ kind: 'CloudTrail-Insight' })],
    ['aggregates', logKey({ kind: 'CloudTrail-Aggregated' })],
    ['another account in its name', KEY.replace('/111122223333_', '/444455556666_')],
    ['another Region in its name', KEY.replace('_eu-central-1_', '_us-east-1_')],
    ['of Config', KEY.replaceAll('CloudTrail', 'Config')],
    ['up and down', `AWSLogs/../${KEY}`],
    ['up at the start', `../${KEY}`],
    ['here', `./${KEY}`],
    ['up in the prefix', `a/../${KEY}`],
    ['encoded slashes', KEY.replaceAll('/', '%2F')],
    ['encoded plus', KEY.replace('AbCd', 'Ab%2BCd')],
    ['a line break', `${KEY}\n`],
    ['a zero', `${KEY.slice(0, -3)}\0.gz`],
    ['look-alike digits', KEY.replaceAll('1', '１')],
    ['too long', `${'a/'.repeat(512)}${KEY}`],
    ['a query', `${KEY}?versionId=1`],
    ['not gzip', KEY.replace('.gz', '')],
    ['loose', 'events.json.gz'],
    ['empty', ''],
  ])('is not: %s', (_, key) => {
    expect(readTrailFile(key)).toBeUndefined()
  })

  it('of any letters is read as it is or not at all, whichever way it is announced', () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '%2B', '+', ' ', 'ü', '\u0000', '%', 'AWSLogs'),
      fc.string({ unit: 'binary' }),
    )
    const keys = fc.oneof(
      fc.array(part, { maxLength: 8 }).map((parts) => parts.join('/')),
      part.map((prefix) => logKey({ prefix: `${prefix}/` })),
    )
    fc.assert(
      fc.property(fc.array(keys, { minLength: 1, maxLength: 20 }), (named) => {
        const is = [...new Set(named)].filter((key) => readTrailFile(key) !== undefined)
        const whole = named.filter((key) => key.isWellFormed())
        for (const message of [
          fromTrail({ keys: named }),
          fromTopic(fromTrail({ keys: named })),
          ...(whole.length === named.length ? [fromS3({ keys: named })] : []),
        ]) {
          const got = keysOf(read(message))
          expect(Array.isArray(got) ? got : []).toEqual(is)
        }
        for (const key of is) expect(key).not.toMatch(/(^|\/)\.\.?\/|[^\u0020-\u007e]|%/)
      }),
    )
  })

  it('among a thousand of them costs no time to speak of, nor does one that almost fits', () => {
    const keys = Array.from({ length: 1_000 }, (_, at) => logKey({ unique: `n${at}` }))
    expect(keysOf(read(fromTrail({ keys })))).toHaveLength(1_000)
    // A pattern that went back and forth over this would never end.
    expect(readTrailFile(`${'a'.repeat(900)}/${'b/'.repeat(50)}`)).toBeUndefined()
  })
})
