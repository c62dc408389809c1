/** The bot's own credentials, as good as any to stand-ins. */
export const CREDENTIALS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-secret' }

/** What Lambda and the stack put into the environment of each function, but for what is secret. `file`: its settings. */
export function environmentOf(
  file: string,
  sqs: { readonly endpoint: string; readonly url: string },
  longestSeconds: number,
): Readonly<Record<string, string>> {
  return {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL: sqs.endpoint,
    WHODID_CONFIG: file,
    WHODID_QUEUE_URL: sqs.url,
    WHODID_RECEIVES_MOST: '3',
    WHODID_LONGEST_SECONDS: String(longestSeconds),
  }
}
