/**
 * Something that goes wrong on purpose: `throttle`, `deny`, `500`, `slow`, `cut` (half an answer, then the connection
 * goes), `expire` (the credentials, from now on), `fail-page` (a 500 on page `page` of a paged call, first page 1).
 */
export type Fault = {
  readonly service: string
  readonly operation?: string
  readonly account?: string
  readonly region?: string
  readonly kind: 'throttle' | 'deny' | '500' | 'slow' | 'cut' | 'expire' | 'fail-page'
  readonly page?: number
  /** For `slow`. */
  readonly ms?: number
  /** How often; once where it is left out, except `deny`, `fail-page` and `slow`, which stay. */
  readonly times?: number
}

type Asked = {
  readonly service: string
  readonly operation: string
  readonly account: string
  readonly region: string
  readonly page: number
}

export type Faults = {
  add(fault: Fault): void
  clear(): void
  /** The fault that is due now, if any. */
  take(asked: Asked): Fault | undefined
}

const STAYS = new Set<Fault['kind']>(['deny', 'fail-page', 'slow'])

export function makeFaults(): Faults {
  let planned: { readonly fault: Fault; left: number }[] = []
  return {
    add(fault) {
      planned.push({ fault, left: fault.times ?? (STAYS.has(fault.kind) ? Number.POSITIVE_INFINITY : 1) })
    },
    clear() {
      planned = []
    },
    take(asked) {
      const due = planned.find((each) => each.left > 0 && concerns(each.fault, asked))
      if (due === undefined) return undefined
      due.left--
      return due.fault
    },
  }
}

function concerns(fault: Fault, asked: Asked): boolean {
  if (fault.service !== asked.service) return false
  if (fault.operation !== undefined && fault.operation !== asked.operation) return false
  if (fault.account !== undefined && fault.account !== asked.account) return false
  if (fault.region !== undefined && fault.region !== asked.region) return false
  return fault.kind !== 'fail-page' || asked.page === (fault.page ?? 1)
}
