import { expect, test } from 'vitest'
import { dynamoTrouble } from '../../src/stores/dynamodb/dynamo-trouble.ts'
import { StoreError } from '../../src/stores/store-error.ts'

test.each([
  ['ResourceNotFoundException', 'no-table'],
  ['AccessDeniedException', 'no-rights'],
  ['UnrecognizedClientException', 'no-rights'],
  ['ExpiredTokenException', 'no-rights'],
  ['CredentialsProviderError', 'no-rights'],
  ['ValidationException', 'foreign'],
  ['ProvisionedThroughputExceededException', 'away'],
  ['ThrottlingException', 'away'],
  ['InternalServerError', 'away'],
  ['TimeoutError', 'away'],
])('%s is told as %s, and names the table', (name, trouble) => {
  const error = Object.assign(new Error('what AWS says'), { name })
  const read = dynamoTrouble(error, 'whodid')

  expect(read).toBeInstanceOf(StoreError)
  expect(read).toMatchObject({ trouble, cause: error, message: expect.stringContaining('table whodid') })
})

test('a failure of the network is told by its code', () => {
  const error = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

  expect(dynamoTrouble(error, 'whodid')).toMatchObject({ trouble: 'away' })
})

test('a defect stays what it is', () => {
  for (const error of [new TypeError('x is not a function'), 'thrown', new StoreError('too-large', 'long')]) {
    expect(dynamoTrouble(error, 'whodid')).toBe(error)
  }
})
