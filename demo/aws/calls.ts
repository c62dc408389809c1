import type { Instant } from '../../src/lib/instant.ts'

/** One request as AWS saw it. */
export type AwsCall = {
  readonly service: string
  readonly operation: string
  readonly account: string | undefined
  readonly region: string
  /** Who asked: an ARN. */
  readonly caller: string | undefined
  readonly accessKeyId: string
  readonly at: Instant
  readonly request: unknown
  readonly status: number | 'cut'
  /** The error's code. */
  readonly error: string | undefined
}

/** Something that a client of AWS should never send: a test that ends without one has spoken AWS correctly. */
export type Problem = { readonly kind: string; readonly detail: string }
