/** Failures that come before a connection stands, so that nothing can have been sent over it. */
const BEFORE_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/** True only where a request certainly didn't leave: the name was not found, or no connection could be made. */
export function neverReached(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false
  if (error instanceof AggregateError)
    return error.errors.length > 0 && error.errors.every((e) => neverReached(e, depth + 1))
  const code = 'code' in error ? error.code : undefined
  if (typeof code === 'string') {
    return BEFORE_CONNECTED.has(code) || ('syscall' in error && error.syscall === 'connect')
  }
  return neverReached(error.cause, depth + 1)
}
