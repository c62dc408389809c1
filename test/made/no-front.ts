import type { Front } from '../../src/job/front.ts'

/** A front that opens no view, stops nothing and offers nothing. */
export const noFront: Front = {
  waiting: () => undefined,
  stop: async () => false,
  check: () => undefined,
  suggest: async () => [],
}
