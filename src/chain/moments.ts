import { type Instant, instant } from '../lib/instant.ts'

/** An event is written to the second, and a session begins in the second of the call, or in one of the next. */
export const NEAR_MS = 5_000
/** SwitchRole is written some seconds after the role was taken. */
export const SWITCH_MS = 10_000
/** A sign-in is written before or after the sitting that it begins. */
export const SIGN_IN_MS = 60_000
/** Clocks of two services. */
export const SKEW_MS = 60_000
/** Copies of one call reach their accounts up to a minute apart. */
export const COPY_MS = 120_000
/** GetSessionToken and GetFederationToken: 36 hours; a role 12, and one taken from another role 1. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html */
export const LONGEST_MS = 36 * 3_600_000
export const LONGEST_ROLE_MS = 12 * 3_600_000

const AROUND_MS = 150_000

/** Either side of the moment at which credentials were made, copies that reach another account late included. */
export function around(at: Instant): { readonly from: Instant; readonly to: Instant } {
  return { from: instant(at - AROUND_MS), to: instant(at + AROUND_MS) }
}
