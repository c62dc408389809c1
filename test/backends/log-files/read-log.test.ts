import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readLog } from '../../../src/backends/log-files/read-log.ts'
import { madeFolder } from './made-folder.ts'

const TEXT = JSON.stringify({ Records: Array.from({ length: 500 }, (_, i) => ({ eventID: `${i}-${Math.sin(i)}` })) })
const PACKED = gzipSync(TEXT)
const LIMITS = { expandedBytes: 1024 * 1024, ratio: 200 }

const FILES: readonly (readonly [
  what: string,
  file: string,
  content: Buffer | string,
  reason: string | undefined,
  some: boolean,
])[] = [
  ['gzip', 'a.json.gz', PACKED, undefined, true],
  [
    'gzip in two members',
    'a.json.gz',
    Buffer.concat([gzipSync(TEXT.slice(0, 99)), gzipSync(TEXT.slice(99))]),
    undefined,
    true,
  ],
  ['gzip with nothing but padding after it', 'a.json.gz', Buffer.concat([PACKED, Buffer.alloc(512)]), undefined, true],
  ['gzip with more behind its padding', 'a.json.gz', Buffer.concat([PACKED, Buffer.alloc(9), PACKED]), 'corrupt', true],
  [
    'gzip with a file behind it that is no gzip',
    'a.json.gz',
    Buffer.concat([PACKED, Buffer.from(TEXT)]),
    'corrupt',
    true,
  ],
  ['gzip whose noted size is a lie', 'a.json.gz', lied(PACKED), 'corrupt', true],
  ['gzip named .json', 'a.json', PACKED, undefined, true],
  ['plain text', 'a.json', TEXT, undefined, true],
  ['plain text named .gz', 'a.json.gz', TEXT, 'not-a-log', false],
  ['an empty file', 'a.json.gz', '', 'truncated', false],
  ['gzip cut in the middle', 'a.json.gz', PACKED.subarray(0, PACKED.length >> 1), 'truncated', true],
  ['gzip cut in its header', 'a.json.gz', PACKED.subarray(0, 5), 'truncated', false],
  ['gzip damaged in the middle', 'a.json.gz', damaged(PACKED), 'corrupt', true],
  ['a bomb', 'a.json.gz', gzipSync(Buffer.alloc(2 * 1024 * 1024)), 'too-large', false],
  ['a bomb that says it is small', 'a.json.gz', lied(gzipSync(Buffer.alloc(2 * 1024 * 1024))), 'too-large', false],
  ['a plain file that is too large', 'a.json', 'x'.repeat(1024 * 1024 + 1), 'too-large', false],
]

describe('readLog', () => {
  for (const [what, file, content, reason, some] of FILES) {
    it(`reads what there is of ${what}${reason === undefined ? '' : ` and says ${reason}`}`, async () => {
      const root = madeFolder({ [file]: content })

      const { bytes, fault } = await readLog(join(root, file), LIMITS)

      expect(fault?.reason).toBe(reason)
      expect(bytes.length > 0).toBe(some)
      expect(bytes.length).toBeLessThanOrEqual(LIMITS.expandedBytes + 64 * 1024)
      expect(reason !== undefined || bytes.toString() === TEXT).toBe(true)
      expect(reason !== 'truncated' || TEXT.startsWith(bytes.toString())).toBe(true)
    })
  }

  it('refuses a large content of little', async () => {
    const root = madeFolder({ 'a.json.gz': gzipSync(Buffer.alloc(40 * 1024 * 1024)) })
    const { fault } = await readLog(join(root, 'a.json.gz'), { expandedBytes: 256 * 1024 * 1024, ratio: 200 })
    expect(fault?.reason).toBe('too-large')
  })

  it('does not follow a link, and says what is gone', async () => {
    const root = madeFolder({ 'a.json': TEXT })
    symlinkSync(join(root, 'a.json'), join(root, 'link.json'))
    expect((await readLog(join(root, 'link.json'), LIMITS)).fault?.reason).toBe('outside-root')
    expect((await readLog(join(root, 'gone.json'), LIMITS)).fault?.reason).toBe('missing')
  })
})

/** The size noted at the end, and what comes before it, replaced. */
function lied(packed: Buffer): Buffer {
  const copy = Buffer.from(packed)
  copy.writeUInt32LE(7, copy.length - 4)
  return copy
}

/** Valid up to the middle, then a deflate block of a kind that doesn't exist. */
function damaged(packed: Buffer): Buffer {
  const header = packed.subarray(0, 10)
  const body = deflateRawSync(TEXT.slice(0, 9000), { finishFlush: 2 })
  return Buffer.concat([header, body, Buffer.alloc(64, 0xff), packed.subarray(packed.length - 8)])
}
