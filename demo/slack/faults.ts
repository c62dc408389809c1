/**
 * Something that goes wrong on purpose.
 * Answers to the bot: `429`, `500`, `hang` (no answer, nothing done), `slow`, `drop` (cut off, nothing done),
 * `drop-after-accept` (done, then cut off), `500-after-accept`, `truncate` (done, half an answer), `error` (a refusal).
 * What is sent to the bot: `duplicate` (sent twice), `lose-ack` (the acknowledgement does not arrive).
 */
export type Fault = {
  /** A Web API method, `response_url` or `upload`; or what is sent: `command`, `event`, `interactive`. */
  readonly on: string
  readonly kind:
    | '429'
    | '500'
    | 'hang'
    | 'slow'
    | 'drop'
    | 'drop-after-accept'
    | '500-after-accept'
    | 'truncate'
    | 'error'
    | 'duplicate'
    | 'lose-ack'
  /** How often; once where it is left out. */
  readonly times?: number
  /** How many to let pass first. */
  readonly skip?: number
  /** For `429`: Retry-After. */
  readonly seconds?: number
  /** For `slow`: on the workspace's clock. */
  readonly ms?: number
  /** For `error`: what is said. */
  readonly error?: string
}

export type Faults = {
  add(fault: Fault): void
  clear(): void
  /** The fault that is due now, if any. Each asking counts. */
  take(on: string): Fault | undefined
}

export function makeFaults(): Faults {
  let planned: { readonly fault: Fault; skip: number; left: number }[] = []
  return {
    add(fault) {
      planned.push({ fault, skip: fault.skip ?? 0, left: fault.times ?? 1 })
    },
    clear() {
      planned = []
    },
    take(on) {
      const due = planned.find((each) => each.fault.on === on && each.left > 0)
      if (due === undefined) return undefined
      if (due.skip > 0) {
        due.skip--
        return undefined
      }
      due.left--
      return due.fault
    },
  }
}
