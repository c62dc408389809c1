import { expect, it } from 'vitest'
import { isDenied, isWrite } from '../../src/event/outcome.ts'
import { event } from '../made/records.ts'

it.each([
  ['AccessDenied', true],
  ['AccessDeniedException', true],
  ['Client.UnauthorizedOperation', true],
  ['UnauthorizedOperation', true],
  ['KMS.AccessDeniedException', true],
  ['NoSuchBucket', false],
  ['ThrottlingException', false],
  ['Client.InvalidPermission.NotFound', false],
])('an error %s was refused for lack of rights: %s', (errorCode, denied) => {
  expect(isDenied(event({ errorCode }))).toBe(denied)
})

it('a failed console sign-in is a refusal, though it has no error code', () => {
  expect(isDenied(event({ eventName: 'ConsoleLogin', errorMessage: 'Failed authentication' }))).toBe(true)
})

it('what succeeded was not refused', () => {
  expect(isDenied(event())).toBe(false)
})

it('a call is a write unless it says that it only read', () => {
  expect([true, false, undefined].map((readOnly) => isWrite(event({ readOnly })))).toEqual([false, true, true])
})
