import type { Json } from '../record.ts'

/** `ok: false`: what Slack says instead of doing it. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly more: Json

  constructor(code: string, more: Json = {}) {
    super(code)
    this.code = code
    this.more = more
  }
}
