import { DynamoDBClient } from '@aws-sdk/client-dynamodb'

export type DynamoClientOptions = {
  readonly region: string
  /** A stand-in on this machine. */
  readonly endpoint?: string | undefined
  /** The bot's own, by default those that the SDK finds. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined
}

/** Short patience: a store that is away for longer is told to whoever asked. A write that is repeated is known as one. */
export function makeDynamoClient({ region, endpoint, credentials }: DynamoClientOptions): DynamoDBClient {
  return new DynamoDBClient({
    region,
    maxAttempts: 4,
    userAgentAppId: 'whodid',
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  })
}
