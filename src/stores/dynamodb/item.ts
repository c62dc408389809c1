import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { instant } from '../../lib/instant.ts'
import type { Found, Row, Shelf, Write } from '../rows.ts'
import { secondsOf, spellRow, spellShelf, unspell } from '../spell.ts'
import { StoreError } from '../store-error.ts'

/**
 * The table's attributes, short because AWS counts their bytes in every row: shelf, key, rank, text (z: deflated), the
 * version, the mark of the write, and the second of its end. deploy/store.yml names s, k, r and ttl.
 */
export type Item = { readonly [name in 's' | 'k' | 'r' | 't' | 'z' | 'v' | 'm' | 'ttl']?: AttributeValue | undefined }

/** From here on it pays: AWS counts writes by the kilobyte. */
const DEFLATE_FROM = 1_000
/** An item holds 400 KB at most, its keys, attribute names and index entries included. */
const MOST_BYTES = 380_000

export function keyOf(shelf: Shelf, spelt: string): { readonly s: { S: string }; readonly k: { S: string } } {
  return { s: { S: spellShelf(shelf) }, k: { S: spelt } }
}

export function itemOf(shelf: Shelf, row: Write, mark: string): Record<string, AttributeValue> {
  const { key, rank } = spellRow(row)
  return {
    ...keyOf(shelf, key),
    ...(rank !== undefined && { r: { S: rank } }),
    ...textOf(row),
    v: { N: String((row.was ?? 0) + 1) },
    m: { S: mark },
    ...(row.expires !== undefined && { ttl: { N: String(secondsOf(row.expires)) } }),
  }
}

export function foundOf({ k, r, t, z, v, ttl }: Item): Found {
  return {
    key: unspell(k?.S ?? ''),
    rank: r?.S === undefined ? undefined : unspell(r.S),
    text: z?.B === undefined ? (t?.S ?? '') : inflateRawSync(z.B).toString(),
    expires: ttl?.N === undefined ? undefined : instant(Number(ttl.N) * 1000),
    version: Number(v?.N),
  }
}

export function isOver({ ttl }: Item, now: number): boolean {
  return ttl?.N !== undefined && Number(ttl.N) * 1000 <= now
}

function textOf({ text }: Row): { readonly t: { S: string } } | { readonly z: { B: Uint8Array } } {
  const packed = Buffer.byteLength(text) < DEFLATE_FROM ? undefined : deflateRawSync(text)
  const bytes = packed?.byteLength ?? 0
  if (bytes > MOST_BYTES) {
    throw new StoreError('too-large', `a row of ${bytes} deflated bytes cannot be kept: at most ${MOST_BYTES} are`)
  }
  return packed === undefined ? { t: { S: text } } : { z: { B: packed } }
}
