import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts'
import { onTestFinished } from 'vitest'
import type { AwsOptions } from '../../demo/aws/options.ts'
import { type FakeAws, startAws } from '../../demo/aws/start-aws.ts'
import type { Clock } from '../../src/lib/clock.ts'
import { instant } from '../../src/lib/instant.ts'

export const HOME = '111122223333'
export const OTHER = '444455556666'
export const NOW = Date.UTC(2026, 10, 23, 18, 0, 0)
export const READER = `arn:aws:iam::${OTHER}:role/whodid-read`

/** A clock that stands still until it is moved; a sleep moves it. */
export type HandClock = Clock & { move(ms: number): void }

export function handClock(start = NOW): HandClock {
  let now = start
  return {
    now: () => instant(now),
    sleep: async (ms) => {
      now += ms
    },
    move: (ms) => {
      now += ms
    },
  }
}

/** An AWS for one test. It must not have been asked for anything it does not know. */
export async function started(options: Partial<AwsOptions> = {}): Promise<FakeAws> {
  const aws = await startAws({
    records: [],
    accounts: [
      { id: HOME, alias: 'security' },
      { id: OTHER, alias: 'prod' },
    ],
    clock: handClock(),
    rateLimits: false,
    ...options,
  })
  onTestFinished(() => aws.close())
  return aws
}

type Keys = { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }

/** What a client needs. It tries once, so that refusals are seen. */
export function config(aws: FakeAws, how: { region?: string; keys?: Keys } = {}) {
  return {
    endpoint: aws.endpoint,
    region: how.region ?? 'us-east-1',
    credentials: how.keys ?? aws.credentials,
    maxAttempts: 1,
  }
}

export function trail(aws: FakeAws, how: { region?: string; keys?: Keys } = {}): CloudTrailClient {
  return new CloudTrailClient(config(aws, how))
}

/** The keys of a session of a role. */
export async function assume(
  aws: FakeAws,
  input: Partial<AssumeRoleCommandInput> = {},
  keys?: Keys,
): Promise<Required<Keys>> {
  const sts = new STSClient(config(aws, keys ? { keys } : {}))
  const out = await sts.send(new AssumeRoleCommand({ RoleArn: READER, RoleSessionName: 'whodid-UALICE', ...input }))
  return {
    accessKeyId: out.Credentials?.AccessKeyId ?? '',
    secretAccessKey: out.Credentials?.SecretAccessKey ?? '',
    sessionToken: out.Credentials?.SessionToken ?? '',
  }
}

/** Name, HTTP status and message of what a call was refused with. */
export async function refused(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } }
    return `${name} ${$metadata?.httpStatusCode ?? ''}: ${message}`
  }
  return 'not refused'
}

let counted = 0

/** A record as CloudTrail writes it, so many seconds before NOW. */
export function record(secondsAgo: number, fields: object = {}): object {
  counted++
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAFAKEFAKEFAKEFAKE1',
      arn: `arn:aws:iam::${HOME}:user/Alice`,
      accountId: HOME,
      accessKeyId: 'AKIAFAKEFAKEFAKEFAKE',
      userName: 'Alice',
    },
    eventTime: new Date(NOW - secondsAgo * 1000).toISOString().replace('.000Z', 'Z'),
    eventSource: 'iam.amazonaws.com',
    eventName: 'ListUsers',
    awsRegion: 'us-east-1',
    sourceIPAddress: '192.0.2.24',
    userAgent: 'aws-cli/2.31.13',
    requestParameters: null,
    responseElements: null,
    eventID: `00000000-0000-4000-8000-${String(counted).padStart(12, '0')}`,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: HOME,
    eventCategory: 'Management',
    ...fields,
  }
}
