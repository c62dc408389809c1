import { StoreError, type StoreTrouble } from '../store-error.ts'

/**
 * What DynamoDB and its SDK call their failures, and what they mean to whoever runs the bot.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
const TROUBLES: readonly (readonly [RegExp, StoreTrouble, (table: string) => string])[] = [
  [
    /^ResourceNotFoundException$/,
    'no-table',
    (table) => `there is no table ${table} in this account and Region, or it is being made. deploy/store.yml makes it`,
  ],
  [
    /^(AccessDeniedException|UnrecognizedClientException|InvalidSignatureException|MissingAuthenticationTokenException|ExpiredToken(Exception)?|CredentialsProviderError)$/,
    'no-rights',
    (table) =>
      `the table ${table} may not be used. whodid needs dynamodb:GetItem, PutItem, DeleteItem and Query on it (and Scan, with slack.oauth), and its key where it has one`,
  ],
  [
    /^ValidationException$/,
    'foreign',
    (table) => `the table ${table} is not as deploy/store.yml makes it: its keys are s and k, its local index by-rank`,
  ],
  [
    /^(ProvisionedThroughputExceeded|Throttling|RequestLimitExceeded|InternalServerError|ServiceUnavailable|LimitExceeded)/,
    'away',
    (table) => `DynamoDB does not take more for the table ${table} just now`,
  ],
  [
    /^(TimeoutError|RequestTimeout|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/,
    'away',
    (table) => `DynamoDB cannot be reached for the table ${table}`,
  ],
]

/** What was thrown, as a StoreError that names the table and what to do; anything else as it is. */
export function dynamoTrouble(error: unknown, table: string): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error
  const names = [error.name, 'code' in error ? String(error.code) : '']
  const found = TROUBLES.find(([pattern]) => names.some((name) => pattern.test(name)))
  if (found === undefined) return error
  const [, trouble, say] = found
  return new StoreError(trouble, say(table), { cause: error })
}
