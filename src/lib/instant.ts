/** A moment in time: milliseconds since 1970-01-01T00:00Z. Never a Date, never local time. */
export type Instant = number & { readonly __instant: true }

/** The one place where a number becomes an Instant. Throws RangeError where no Date can hold it. */
export function instant(ms: number): Instant {
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) throw new RangeError(`not an instant: ${ms}`)
  return ms as Instant
}

/** `2026-11-23T14:02:00Z`, the form CloudTrail writes; milliseconds only where there are any. */
export function sayInstant(at: Instant): string {
  const iso = new Date(at).toISOString()
  return iso.endsWith('.000Z') ? `${iso.slice(0, -5)}Z` : iso
}
