import type { Event } from './event.ts'

const DENIED_CODES = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AccessDeniedFault',
  'AuthFailure',
  'AuthorizationError',
  'AuthorizationErrorException',
  'Client.UnauthorizedOperation',
  'Client.AuthFailure',
  'Forbidden',
  'ForbiddenException',
  'NotAuthorized',
  'NotAuthorizedException',
  'OperationNotPermitted',
  'OperationNotPermittedException',
  'Server.UnauthorizedOperation',
  'UnauthorizedException',
  'UnauthorizedOperation',
  'UnauthorizedAccess',
  'KMS.AccessDeniedException',
])

/** True where the call was refused for lack of rights, and for a console sign-in that failed. */
export function isDenied(event: Pick<Event, 'error' | 'name'>): boolean {
  if (event.error === undefined) return false
  if (event.name === 'ConsoleLogin') return true
  return DENIED_CODES.has(event.error.code) || /^(.+\.)?(AccessDenied|UnauthorizedOperation)/.test(event.error.code)
}

/** A write is whatever does not say that it only read, as in event history's own `readOnly` filter. */
export function isWrite(event: Pick<Event, 'readOnly'>): boolean {
  return event.readOnly !== true
}

/** An error is what has an errorCode. A failed console sign-in has none, only a message: it is a refusal. */
export function hasErrorCode(event: Pick<Event, 'error'>): boolean {
  return event.error !== undefined && event.error.code !== ''
}
