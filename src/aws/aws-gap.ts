import type { GapReason } from '../find/backend.ts'

/** Something in AWS could not be asked. Carries what the answer's gap will say: which account, which role lacks what. */
export class AwsGap extends Error {
  override readonly name = 'AwsGap'
  readonly reason: GapReason

  constructor(reason: GapReason, detail: string, cause?: unknown) {
    super(detail, { cause })
    this.reason = reason
  }
}
